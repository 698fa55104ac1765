package dev.yardstick.command.intake.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.yardstick.events.Report;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When something happened.
 *
 * @param date the business date
 * @param at the instant; null where only a date was told
 */
record Day(LocalDate date, @Nullable Instant at) {

    static Day of(Report report) {
        String told = report.occurredAt();
        boolean instant = told.indexOf('T') >= 0 || told.indexOf('t') >= 0;
        return new Day(report.date(), instant ? OffsetDateTime.parse(told).toInstant() : null);
    }

    /** The same instant is the same day, wherever the rep's time zone was thought to be. */
    boolean means(Day other) {
        return date.equals(other.date) || (at != null && at.equals(other.at));
    }

    @JsonValue
    String text() {
        return date.toString();
    }
}
