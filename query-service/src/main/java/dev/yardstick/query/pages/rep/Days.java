package dev.yardstick.query.pages.rep;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/** Days in a row, both included. */
public record Days(LocalDate first, LocalDate last) {

    private static final int MONTHS = 3;
    private static final int NINETY = 90;

    /**
     * The year of accounts that a day lies in.
     *
     * @param begins the month with whose first day it begins
     */
    static Days fiscalYear(LocalDate day, int begins) {
        LocalDate first = day.withDayOfMonth(1).withMonth(begins);
        LocalDate begun = first.isAfter(day) ? first.minusYears(1) : first;
        return new Days(begun, begun.plusYears(1).minusDays(1));
    }

    /** The quarter of that year. */
    public static Days quarter(LocalDate day, int begins) {
        LocalDate year = fiscalYear(day, begins).first();
        long quarters = ChronoUnit.MONTHS.between(year, day) / MONTHS;
        LocalDate first = year.plusMonths(MONTHS * quarters);
        return new Days(first, first.plusMonths(MONTHS).minusDays(1));
    }

    /** The ninety days that end with one. */
    static Days ninety(LocalDate day) {
        return new Days(day.minusDays(NINETY - 1), day);
    }

    /** As many months, or where they are no whole ones as many days, right before. */
    Days before() {
        Period length = Period.between(first, last.plusDays(1));
        return new Days(
                length.getDays() == 0
                        ? first.minusMonths(length.toTotalMonths())
                        : first.minusDays(ChronoUnit.DAYS.between(first, last) + 1),
                first.minusDays(1));
    }

    /** The day that lies in these days where another does in the days before. */
    LocalDate like(LocalDate other, Days before) {
        return first.plusDays(ChronoUnit.DAYS.between(before.first(), other));
    }
}
