package dev.yardstick.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.UnreadableEventException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DecimalsTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1E+400", "0e999999999", "1e101"})
    void aNumberThatWouldFillMemoryIsNone(String huge) {
        assertThatThrownBy(() -> Decimals.of(huge)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> Decimals.of(JSON.readTree(huge)))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aTextOfAMillionDigitsIsNotEvenRead() {
        String digits = "1".repeat(1_000_000);
        assertThatThrownBy(() -> Decimals.of(digits))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("must be a number such as 1250.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "1 250", "1,5", "NaN", "0x10", "1e9999999999", "true"})
    void whatIsNoNumberSaysWhatWouldBeOne(String text) {
        assertThatThrownBy(() -> Decimals.of(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("must be a number such as 1250.50");
    }

    @Test
    void aNumberKeepsItsDigits() {
        assertThat(Decimals.of("-1250.50")).hasToString("-1250.50");
        assertThat(Decimals.of("12e2").toPlainString()).isEqualTo("1200");
        assertThat(Decimals.of(JSON.readTree("12345678901234567890.10")).toPlainString())
                .isEqualTo("12345678901234567890.10");
    }

    @Test
    void aForgedLogCannotFillMemoryEither() {
        assertThatThrownBy(() -> new EventCodec().read("rates-fixed", 1, rates("1e999999999")))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("must be a number such as 1250.50");
    }

    private static byte[] rates(String rate) {
        return ("{\"year\":2026,\"base\":\"EUR\",\"rates\":{\"USD\":\"" + rate + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
