package dev.yardstick.command.account;

import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Streams;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * States an account's fields as of a day, as far as they are not in force yet.
 *
 * @param stated the fields, as an account that is registered so has them
 */
public record StateAccount(AccountRegistered stated) {

    /** The account's stream. */
    @TargetAggregateIdentifier
    public String stream() {
        return Streams.account(stated.account());
    }
}
