package dev.yardstick.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What happens to an account; the stream is {@link Streams#account}. */
public sealed interface AccountEvent extends Event {

    /** The account's id. */
    String account();

    /** What an account sold before, where it is stated: an amount a year in a currency. */
    record Baseline(BigDecimal amount, String currency) {}

    /** An account became known; its fields hold for all earlier days too. */
    record AccountRegistered(
            String account,
            LocalDate on,
            String name,
            @Nullable String tier,
            @Nullable String owner,
            boolean inherited,
            @Nullable String strategy,
            @Nullable Baseline baseline)
            implements AccountEvent {}

    /** Name, tier, strategy or baseline changed from a day on; all of them are stated. */
    record AccountReclassified(
            String account,
            LocalDate on,
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable Baseline baseline)
            implements AccountEvent {}

    /**
     * The account went to another owner from a day on.
     *
     * @param owner the rep's id; null when nobody owns it
     */
    record AccountAssigned(String account, LocalDate on, @Nullable String owner, boolean inherited)
            implements AccountEvent {}
}
