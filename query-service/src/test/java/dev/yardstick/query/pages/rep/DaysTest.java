package dev.yardstick.query.pages.rep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DaysTest {

    private static Days days(String first, String last) {
        return new Days(LocalDate.parse(first), LocalDate.parse(last));
    }

    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    @Test
    void aFiscalYearBeginsWithItsMonth() {
        assertThat(Days.fiscalYear(DAY, 1)).isEqualTo(days("2026-01-01", "2026-12-31"));
        assertThat(Days.fiscalYear(DAY, 4)).isEqualTo(days("2026-04-01", "2027-03-31"));
        assertThat(Days.fiscalYear(LocalDate.parse("2026-03-31"), 4))
                .isEqualTo(days("2025-04-01", "2026-03-31"));
        assertThat(Days.fiscalYear(LocalDate.parse("2026-04-01"), 4))
                .isEqualTo(days("2026-04-01", "2027-03-31"));
        assertThat(Days.fiscalYear(LocalDate.parse("2024-02-29"), 2))
                .isEqualTo(days("2024-02-01", "2025-01-31"));
    }

    @Test
    void quartersAreThoseOfTheFiscalYear() {
        assertThat(Days.quarter(DAY, 1)).isEqualTo(days("2026-10-01", "2026-12-31"));
        assertThat(Days.quarter(DAY, 2)).isEqualTo(days("2026-11-01", "2027-01-31"));
        assertThat(Days.quarter(LocalDate.parse("2026-01-31"), 2))
                .isEqualTo(days("2025-11-01", "2026-01-31"));
        assertThat(Days.ninety(DAY)).isEqualTo(days("2026-09-02", "2026-11-30"));
    }

    @Test
    void thePeriodBeforeIsAsManyMonthsOrElseAsManyDays() {
        assertThat(days("2026-10-01", "2026-12-31").before())
                .isEqualTo(days("2026-07-01", "2026-09-30"));
        assertThat(days("2026-03-01", "2026-03-31").before())
                .isEqualTo(days("2026-02-01", "2026-02-28"));
        assertThat(days("2026-02-04", "2027-02-03").before())
                .isEqualTo(days("2025-02-04", "2026-02-03"));
        assertThat(Days.ninety(DAY).before()).isEqualTo(days("2026-06-04", "2026-09-01"));
    }

    @Test
    void aDayIsLikeTheOneThatIsAsFarFromTheBeginning() {
        Days now = days("2026-10-01", "2026-12-31");
        assertThat(now.like(LocalDate.parse("2026-07-01"), now.before())).isEqualTo(now.first());
        assertThat(now.like(LocalDate.parse("2026-07-11"), now.before())).isEqualTo("2026-10-11");
    }
}
