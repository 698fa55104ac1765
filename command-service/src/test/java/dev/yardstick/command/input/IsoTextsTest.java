package dev.yardstick.command.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class IsoTextsTest {

    private static final List<String> WRITTEN =
            List.of(
                    "2026-03-01",
                    "2024-02-29",
                    "0000-01-01",
                    "2026-12-31T23:59:59Z",
                    "2026-03-01T10:00:00.5Z",
                    "2026-03-01T10:00:00.123456789Z",
                    "2026-03-01T10:00:00.1234567890Z",
                    "2026-03-01T10:00Z",
                    "2026-03-01t10:00:00z",
                    "2026-03-01T10:00:00+02:00",
                    "2026-03-01T24:00:00Z",
                    "2026-03-01T10:00:60Z");

    private static final String CHARACTERS = "0123456789-:.TZtz+ \u0663";

    /** What is read, and what is refused, is what Java reads and refuses. */
    @Test
    void everyTextIsReadAsJavaReadsIt() {
        Random random = new Random(1);
        for (String text : WRITTEN) {
            same(text);
            for (int i = 0; i < 3_000; i++) {
                StringBuilder other = new StringBuilder(text);
                for (int changes = random.nextInt(3); changes >= 0; changes--) {
                    int at = random.nextInt(other.length());
                    char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
                    switch (random.nextInt(4)) {
                        case 0 -> other.insert(at, c);
                        case 1 -> other.deleteCharAt(at);
                        default -> other.setCharAt(at, c);
                    }
                }
                same(other.toString());
            }
        }
    }

    private static void same(String text) {
        assertThat(read(IsoTexts::date, text)).as(text).isEqualTo(read(LocalDate::parse, text));
        assertThat(read(IsoTexts::dateTime, text))
                .as(text)
                .isEqualTo(read(OffsetDateTime::parse, text));
    }

    private static Object read(Function<String, ?> reader, String text) {
        try {
            return reader.apply(text);
        } catch (DateTimeException e) {
            return "refused";
        }
    }
}
