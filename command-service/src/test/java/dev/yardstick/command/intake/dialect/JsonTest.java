package dev.yardstick.command.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonTest {

    private static JsonNode json(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anIdIsTheSameAsTextAndAsNumberAlsoBeyondWhatADoubleHolds() {
        assertThat(Json.text(json("9007199254740993"))).isEqualTo("9007199254740993");
        assertThat(Json.text(json("\"9007199254740993\""))).isEqualTo("9007199254740993");
        assertThat(Json.text(json("1652977933433528300999"))).isEqualTo("1652977933433528300999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E+400", "1e-999999999"})
    void aNumberThatWouldFillMemoryIsSaidToBeNoneAndNotWrittenOut(String huge) {
        assertThatThrownBy(() -> Json.text(json(huge)))
                .isInstanceOf(UnclearException.class)
                .hasMessageContaining("must be a number such as 1250.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "1e-99999999999999999999"})
    void aNumberThatNothingCanHoldIsNoJson(String huge) {
        assertThatThrownBy(() -> json(huge)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1772812800, 2026-03-06T16:00:00Z",
        "1772812800384, 2026-03-06T16:00:00.384Z",
        "1772812800384700, 2026-03-06T16:00:00.384Z",
        "\"1772812800384\", 2026-03-06T16:00:00.384Z",
        "\"2026-03-06T16:00:00Z\", 2026-03-06T16:00:00Z",
        "\"2026-03-06T17:00:00.250+01:00\", 2026-03-06T16:00:00.250Z",
        "\"2026-03-06T16:00:00.000+0000\", 2026-03-06T16:00:00Z",
        "\"2026-03-06 16:00:00\", 2026-03-06T16:00:00Z",
    })
    void aTimeIsReadAsTheCrmsWriteIt(String json, String instant) {
        assertThat(Json.time(json(json))).hasToString(instant);
    }

    @Test
    void whatIsNoTimeIsSaid() {
        assertThatThrownBy(() -> Json.time(json("\"soon\"")))
                .isInstanceOf(UnclearException.class)
                .hasMessageContaining("soon");
        assertThat(Json.time(json("null"))).isNull();
        assertThat(Json.time(json("\"\""))).isNull();
    }
}
