package dev.yardstick.query.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Timeline;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rep's figures of one day as known at two moments, and why they differ. {@code then} is the
 * moment named first, {@code now} the second; either may be the earlier one.
 *
 * @param rep as known now
 * @param on the day judged, the same for both
 * @param clauses those listed at either moment
 */
public record Comparison(
        Timeline.Rep rep, LocalDate on, KnownAt then, KnownAt now, List<Clause> clauses) {

    /**
     * A clause.
     *
     * @param then null where the clause was not listed then
     * @param now null where it is not listed now
     */
    public record Clause(
            String id,
            String expectation,
            String topic,
            String title,
            String kind,
            String unit,
            @Nullable Figures then,
            @Nullable Figures now,
            Difference delivered,
            Difference expected) {}

    /** A clause's figures as its timeline tells them. */
    public record Figures(
            @Nullable String target,
            String fullTarget,
            String expected,
            @Nullable String delivered,
            @Nullable String attainment,
            Standing standing,
            boolean unspoken,
            boolean feedSilent,
            boolean disputed,
            @Nullable String likelihood,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unconverted,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unmeasured,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate due) {

        static Figures of(Timeline.Clause clause) {
            return new Figures(
                    clause.target(),
                    clause.fullTarget(),
                    clause.expected(),
                    clause.delivered(),
                    clause.attainment(),
                    clause.standing(),
                    clause.unspoken(),
                    clause.feedSilent(),
                    clause.disputed(),
                    clause.likelihood(),
                    clause.unconverted(),
                    clause.unmeasured(),
                    clause.due());
        }
    }

    /**
     * A figure then and now.
     *
     * @param difference now − then, where no figure counts as 0
     * @param causes in the order in which they are applied; they add up to the difference
     */
    public record Difference(
            @Nullable String then,
            @Nullable String now,
            String difference,
            List<CauseOfDifference> causes) {}

    /**
     * What one cause did to a figure.
     *
     * @param difference the figure, as rounded, after the cause was applied − before it
     * @param events between the two moments, in the order of positions
     */
    public record CauseOfDifference(Cause cause, String difference, List<Event> events) {}

    /**
     * An event behind a difference.
     *
     * @param date the business date, or the day from which it counts; null: it has none
     */
    public record Event(
            long position,
            String type,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate date) {

        /** An event of the log. */
        public static Event of(Recorded<? extends dev.yardstick.events.Event> recorded) {
            return new Event(
                    recorded.position(),
                    EventTypes.of(recorded.event()).name(),
                    EventDates.of(recorded.event()));
        }
    }
}
