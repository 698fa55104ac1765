package dev.yardstick.query.facts;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was done with an account, by anyone, in whole amounts: each record once.
 *
 * @param position of the event whose data it shows
 */
public record AccountFact(
        long position,
        FactKind kind,
        LocalDate date,
        @Nullable BigDecimal hours,
        @Nullable BigDecimal days,
        @Nullable BigDecimal amount,
        @Nullable String currency) {

    /** What a fact is to its account; it names one. */
    public static AccountFact of(Fact fact) {
        return new AccountFact(
                fact.position(),
                fact.kind(),
                fact.date(),
                fact.hours(),
                fact.days(),
                fact.amount(),
                fact.currency());
    }

    public @Nullable BigDecimal quantity(Quantity quantity) {
        return switch (quantity) {
            case AMOUNT -> amount;
            case HOURS -> hours;
            case DAYS -> days;
        };
    }
}
