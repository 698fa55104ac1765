package dev.yardstick.query.application;

import dev.yardstick.query.facts.Profile;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** The days that a timeline shows where nobody says which, both included. */
record Period(LocalDate first, LocalDate last) {

    /** More would be no picture. */
    static final int MAX_YEARS = 10;

    static Period yearOf(LocalDate day) {
        return new Period(day.withDayOfYear(1), day.withMonth(12).withDayOfMonth(31));
    }

    /**
     * Those of what is in force on a day, to its end: a year need not begin in January. Where
     * nothing is, and where it is more than can be shown, the calendar year.
     */
    static Period inForce(Collection<Profile> profiles, LocalDate day) {
        List<Profile> inForce = profiles.stream().filter(p -> p.isInForce(day)).toList();
        Period year = yearOf(day);
        LocalDate first =
                inForce.stream().map(Profile::from).min(LocalDate::compareTo).orElse(year.first());
        LocalDate last =
                inForce.stream()
                        .map(Profile::lastDay)
                        .max(LocalDate::compareTo)
                        .orElse(year.last());
        return last.isAfter(first.plusYears(MAX_YEARS)) ? year : new Period(first, last);
    }
}
