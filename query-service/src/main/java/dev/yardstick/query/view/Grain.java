package dev.yardstick.query.view;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How finely a timeline is drawn. Weeks run from Monday to Sunday. */
public enum Grain {
    DAY,
    WEEK,
    MONTH;

    /** The last day of the grain that a day lies in. */
    public LocalDate end(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
        };
    }

    /** The grain with that name; an unknown one is an {@link IllegalArgumentException}. */
    public static Grain of(String name) {
        return Arrays.stream(values())
                .filter(g -> g.code().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new RefusedValueException(
                                Reason.ONE_OF.of(
                                        Arrays.stream(values())
                                                .map(Grain::code)
                                                .collect(Collectors.joining(", ")))));
    }

    /** Its name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
