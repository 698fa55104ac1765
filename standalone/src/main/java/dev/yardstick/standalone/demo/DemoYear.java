package dev.yardstick.standalone.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The demo's dates. What happens is counted in working days back from the last one, so that it is
 * the same whatever the date; the expectations' year is still running, so that there is something
 * left to do about them.
 */
final class DemoYear {

    /** Working days with activity: 52 weeks. */
    static final int WORKDAYS = 260;

    /** How long before it begins an expectation was written down. */
    static final int SET_BEFORE_DAYS = 4;

    /** How long before it begins an absence was known. */
    static final int PLANNED_BEFORE_DAYS = 24;

    private static final int ELAPSED_DAYS = 300;
    private static final List<Integer> HOLIDAYS = List.of(40, 118, 170);
    private static final int RAISE_AFTER_DAYS = 219;
    private static final int RAISE_MARGIN_DAYS = 90;
    private static final int LEAVE_FROM = 85;
    private static final int LEAVE_UNTIL = 115;
    private static final int JOINED_AFTER_DAYS = 120;
    private static final int TRANSFERRED_AFTER_DAYS = 45;

    private final LocalDate today;
    private final List<LocalDate> workdays = new ArrayList<>(WORKDAYS);

    DemoYear(LocalDate today) {
        this.today = today;
        for (LocalDate day = today; workdays.size() < WORKDAYS; day = day.minusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
                workdays.add(day);
            }
        }
        Collections.reverse(workdays);
    }

    /** The last day on which anything happens. */
    LocalDate today() {
        return today;
    }

    /** The day with that number, from 0 to {@link #WORKDAYS} - 1. */
    LocalDate workday(int number) {
        return workdays.get(number);
    }

    /** When something that began on a day was known: what is older than the year, at its start. */
    LocalDate known(LocalDate on) {
        return on.isBefore(workday(0)) ? workday(0) : on;
    }

    /** The days on which the office in Prague is closed. */
    List<String> holidays() {
        return HOLIDAYS.stream().map(number -> workday(number).toString()).toList();
    }

    /** The first day of the expectations' year; the months before were without expectations. */
    LocalDate from() {
        return today.minusDays(ELAPSED_DAYS - 1);
    }

    /** The last day of the expectations' year, about two months ahead. */
    LocalDate to() {
        return from().plusYears(1).minusDays(1);
    }

    /** When the expectation that was met too easily is raised: on 1 July where that has been. */
    LocalDate raisedOn() {
        LocalDate july = LocalDate.of(today.getYear(), 7, 1);
        boolean fits =
                july.isAfter(from().plusDays(RAISE_MARGIN_DAYS))
                        && july.isBefore(today.minusDays(RAISE_MARGIN_DAYS));
        return fits ? july : from().plusDays(RAISE_AFTER_DAYS);
    }

    /** The first and the last day of the leave in spring. */
    List<LocalDate> leave() {
        return List.of(workday(LEAVE_FROM), workday(LEAVE_UNTIL).minusDays(1));
    }

    /** Whether a day with that number lies in the leave. */
    static boolean isLeave(int workday) {
        return workday >= LEAVE_FROM && workday < LEAVE_UNTIL;
    }

    /** When one came over from another team. */
    LocalDate transferredOn() {
        return from().plusDays(TRANSFERRED_AFTER_DAYS);
    }

    /** When the newest rep was hired. */
    LocalDate joinedOn() {
        return from().plusDays(JOINED_AFTER_DAYS);
    }
}
