package dev.yardstick.command.intake.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "call-1, call-1",
                "a+b, a+b",
                "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
                "\"call 1\", call 1",
                "\"a\\\"b\\\\c\", a\"b\\c",
                "\"%41\", A",
                "%2541, %41",
            })
    void aValueOverHttpIsUnquotedAndThenDecodedOnce(String header, String value) {
        assertThat(HeaderValues.http(header)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call-%FF",
                "call-%FE",
                "%C3",
                "%ED%A0%80",
                "%C0%80",
                "100%",
                "%4",
                "%zz",
                "%u0041",
                "caf\u00E9",
                "\"open",
                "\"shut\" more",
                "a\"b",
            })
    void whatIsWrittenOtherwiseIsRefusedAndNothingIsGuessed(String header) {
        assertThatThrownBy(() -> HeaderValues.http(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }

    @Test
    void aValueOverKafkaIsPlainUtf8() {
        assertThat(HeaderValues.kafka("100% caf\u00E9".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("100% caf\u00E9");
        assertThatThrownBy(() -> HeaderValues.kafka(new byte[] {'a', (byte) 0xFF}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderValues.kafka(null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
