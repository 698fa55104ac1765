package dev.yardstick.query.facts;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.FieldsOf;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an activity or a deal amounts to for one rep.
 *
 * @param position of the event whose data it shows
 * @param source the CRM that reported it
 * @param date the business date
 * @param share the rep's credit, 0 to 1; 0 for a rep who is named but shares no credit
 * @param shared whether two reps or more share the credit
 * @param named whether the record names this rep, so that it counts as her activity
 * @param rating of an assessment
 */
public record Fact(
        long position,
        String source,
        FactKind kind,
        LocalDate date,
        @Nullable String account,
        BigDecimal share,
        boolean shared,
        boolean named,
        @Nullable String method,
        @Nullable String channel,
        @Nullable String outcome,
        List<String> with,
        @Nullable String course,
        @Nullable String aspect,
        @Nullable BigDecimal rating,
        @Nullable BigDecimal hours,
        @Nullable BigDecimal days,
        @Nullable BigDecimal amount,
        @Nullable String currency) {

    /** Its fields that a CRM told: all by which facts are chosen, counted or added up. */
    public static final FieldsOf<Fact> FIELDS =
            new FieldsOf<>(
                    Fact.class,
                    EnumSet.complementOf(
                            EnumSet.of(
                                    FactField.REP,
                                    FactField.OCCURRED_AT,
                                    FactField.STAGE,
                                    FactField.CREDITS)));

    /** With whom is nobody where nothing is said. */
    public Fact {
        with = with == null ? List.of() : with;
    }

    /** What fields of a CRM event amount to. */
    public static Fact of(
            long position,
            String source,
            FactKind kind,
            LocalDate date,
            BigDecimal share,
            boolean shared,
            boolean named,
            Map<FactField, ?> told) {
        return FIELDS.record(told, position, source, kind, date, share, shared, named);
    }

    /** The same with the credit that another fact gives. */
    public Fact creditedAs(Fact other) {
        return of(position, source, kind, date, other.share, other.shared, other.named, told());
    }

    /** The same as told by the event at another position. */
    public Fact at(long other) {
        return of(other, source, kind, date, share, shared, named, told());
    }

    /** What the CRM told of it. */
    public Map<FactField, Object> told() {
        return FIELDS.of(this);
    }

    public @Nullable BigDecimal quantity(Quantity quantity) {
        return switch (quantity) {
            case AMOUNT -> amount;
            case HOURS -> hours;
            case DAYS -> days;
        };
    }
}
