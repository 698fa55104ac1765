package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How delivery is measured. The set is closed: what can be measured is decided in code. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.Count.class, name = "count"),
    @JsonSubTypes.Type(value = Measure.Sum.class, name = "sum"),
    @JsonSubTypes.Type(value = Measure.DistinctAccounts.class, name = "distinct-accounts"),
    @JsonSubTypes.Type(value = Measure.Cadence.class, name = "cadence"),
    @JsonSubTypes.Type(value = Measure.Coverage.class, name = "coverage"),
    @JsonSubTypes.Type(value = Measure.Growth.class, name = "growth"),
    @JsonSubTypes.Type(value = Measure.Share.class, name = "share"),
    @JsonSubTypes.Type(value = Measure.Milestone.class, name = "milestone"),
    @JsonSubTypes.Type(value = Measure.Accounts.class, name = "accounts"),
    @JsonSubTypes.Type(value = Measure.Rating.class, name = "rating"),
    @JsonSubTypes.Type(value = Measure.Agreement.class, name = "agreement")
})
public sealed interface Measure {

    /** Whether it measures the same as another; the wording of an agreement does not matter. */
    default boolean measuresTheSameAs(Measure other) {
        return equals(other) || (this instanceof Agreement && other instanceof Agreement);
    }

    /** The number of facts. */
    record Count(FactKind of, Map<String, List<String>> where) implements Measure {}

    /** A quantity added up over facts. */
    record Sum(FactKind of, Quantity quantity, Map<String, List<String>> where)
            implements Measure {}

    /**
     * The number of different accounts among facts.
     *
     * @param firstWinOnly only accounts that nobody had won anything from before
     */
    record DistinctAccounts(FactKind of, boolean firstWinOnly, Map<String, List<String>> where)
            implements Measure {}

    /** The windows in which there were so many facts; the target is a share of all windows. */
    record Cadence(FactKind of, Every every, int minimum, Map<String, List<String>> where)
            implements Measure {}

    /**
     * Facts with each of the rep's accounts, up to so many with each; the target is a share.
     *
     * @param accounts which of them, by tier, strategy, inherited or id
     */
    record Coverage(
            FactKind of,
            int each,
            Map<String, List<String>> where,
            Map<String, List<String>> accounts)
            implements Measure {}

    /**
     * The rep's accounts whose sum reached their baseline times a factor; the target is a share.
     *
     * @param factor at most 8 decimals
     */
    record Growth(
            FactKind of, Quantity quantity, BigDecimal factor, Map<String, List<String>> accounts)
            implements Measure {}

    /**
     * A quantity of facts as a share of a base.
     *
     * @param quantity null: each fact is 1
     */
    record Share(
            FactKind of, @Nullable Quantity quantity, Map<String, List<String>> where, Over over)
            implements Measure {}

    /**
     * The base of a share.
     *
     * @param of the kind of fact whose same quantity it is; null: the rep's working days
     */
    record Over(@Nullable FactKind of, @Nullable Map<String, List<String>> where) {}

    /**
     * A first fact in time.
     *
     * @param within how long after the start, in days, weeks and months; null where {@code by} is
     *     given
     * @param from {@code hire}, {@code expectation}, or {@code training:} and a course
     * @param by the deadline as a date
     */
    record Milestone(
            FactKind of,
            Map<String, List<String>> where,
            @Nullable Period within,
            @Nullable String from,
            @Nullable LocalDate by)
            implements Measure {

        /** Of {@code from}: the rep's hire. */
        public static final String HIRE = "hire";

        /** Of {@code from}: the period's first day. */
        public static final String EXPECTATION = "expectation";

        /** Of {@code from}: the first training of the course named behind it. */
        public static final String TRAINING = "training:";
    }

    /** The number of the rep's accounts. */
    record Accounts(Map<String, List<String>> accounts) implements Measure {}

    /** The mean of the assessments of an aspect. */
    record Rating(String aspect) implements Measure {}

    /** Something agreed upon, which is kept by acknowledging it. */
    record Agreement(Personal text) implements Measure {}

    /** The windows of a cadence: Monday to Sunday, or a calendar month. */
    enum Every implements Coded {
        WEEK,
        MONTH
    }

    /** What of a fact is added up: money in the expectation's currency, hours, or days. */
    enum Quantity implements Coded {
        AMOUNT,
        HOURS,
        DAYS
    }
}
