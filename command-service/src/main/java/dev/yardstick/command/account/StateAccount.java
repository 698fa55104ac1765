package dev.yardstick.command.account;

import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.Streams;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * States an account's fields as of a day, as far as they are not in force yet.
 *
 * @param owner the rep's id
 */
public record StateAccount(
        String account,
        LocalDate on,
        String name,
        @Nullable String tier,
        @Nullable String owner,
        boolean inherited,
        @Nullable String strategy,
        @Nullable Baseline baseline) {

    /** The account's stream. */
    @TargetAggregateIdentifier
    public String stream() {
        return Streams.account(account);
    }
}
