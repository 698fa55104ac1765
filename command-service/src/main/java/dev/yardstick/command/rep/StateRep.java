package dev.yardstick.command.rep;

import dev.yardstick.events.Personal;
import dev.yardstick.events.Streams;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * States a rep's fields as of a day: hires, transfers and amends, as far as they are not in force
 * yet.
 *
 * @param on the day as of which they hold
 * @param timeZone an IANA name
 * @param calendar the id of a holiday calendar
 */
public record StateRep(
        String rep,
        LocalDate on,
        Personal name,
        @Nullable Personal email,
        String team,
        @Nullable String manager,
        LocalDate hiredOn,
        String timeZone,
        @Nullable String calendar) {

    /** The rep's stream. */
    @TargetAggregateIdentifier
    public String stream() {
        return Streams.rep(rep);
    }
}
