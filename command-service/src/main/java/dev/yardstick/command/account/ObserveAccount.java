package dev.yardstick.command.account;

import dev.yardstick.events.Streams;
import java.time.LocalDate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * States what a CRM knows of an account as of a day; all else stays as it is.
 *
 * @param tier null: the CRM does not say
 * @param tellsOwner whether the CRM says who owns it, perhaps nobody
 * @param owner the rep's id
 */
public record ObserveAccount(
        String account,
        LocalDate on,
        String name,
        @Nullable String tier,
        boolean tellsOwner,
        @Nullable String owner) {

    /** The account's stream. */
    @TargetAggregateIdentifier
    public String stream() {
        return Streams.account(account);
    }
}
