package dev.yardstick.command.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrmEventTest {

    @ParameterizedTest
    @CsvSource({
        // midnight, on both sides
        "2026-01-31T23:59:59+01:00, Europe/Amsterdam, 2026-01-31",
        "2026-01-31T23:00:00Z, Europe/Amsterdam, 2026-02-01",
        "2026-01-31T23:30:00Z, America/New_York, 2026-01-31",
        // the clock goes forward in the night to 29 March 2026, and back in the night to 25 October
        "2026-03-28T23:30:00Z, Europe/Amsterdam, 2026-03-29",
        "2026-03-29T21:59:59Z, Europe/Amsterdam, 2026-03-29",
        "2026-03-29T22:00:00Z, Europe/Amsterdam, 2026-03-30",
        "2026-10-24T22:00:00Z, Europe/Amsterdam, 2026-10-25",
        "2026-10-25T22:59:59Z, Europe/Amsterdam, 2026-10-25",
        "2026-10-25T23:00:00Z, Europe/Amsterdam, 2026-10-26",
        // a leap day, and where the day begins first and last
        "2028-02-29T12:00:00Z, UTC, 2028-02-29",
        "2026-06-30T10:30:00Z, Pacific/Kiritimati, 2026-07-01",
        "2026-07-01T11:30:00Z, Etc/GMT+12, 2026-06-30",
        // a plain date is the business date wherever it is
        "2026-06-30, Pacific/Kiritimati, 2026-06-30"
    })
    void theBusinessDateIsTheDayInTheRepsOwnZone(String occurredAt, String zone, String date) {
        assertThat(CrmEvent.businessDate(occurredAt, ZoneId.of(zone)))
                .isEqualTo(LocalDate.parse(date));
    }
}
