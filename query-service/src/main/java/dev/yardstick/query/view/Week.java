package dev.yardstick.query.view;

import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rep's week.
 *
 * @param on the day on which it is looked at
 * @param since the last Monday before that day
 * @param moved the clauses that stand otherwise than on the evening before
 * @param done what was said and answered since, the latest first
 */
public record Week(LocalDate on, LocalDate since, List<Moved> moved, List<Done> done) {

    /** A clause that stands otherwise than it did. */
    public record Moved(Timeline.Clause clause, Standing before) {

        /** Whether it stands better. */
        public boolean isBetter() {
            return badness(clause.standing()) < badness(before);
        }
    }

    /** What was done. */
    public enum Kind {
        COACHING,
        TRAINING,
        TOLD,
        AGREED,
        ANSWERED,
        KEPT,
        NOT_KEPT
    }

    /**
     * Something that was said or answered.
     *
     * @param version 0 for a talk
     */
    public record Done(Kind kind, LocalDate on, @Nullable String expectation, int version) {}

    /** The Monday that a week is looked at from: on a Monday that of the week before. */
    public static LocalDate monday(LocalDate on) {
        return on.minusDays(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** A rep's, whose clauses in force were judged on a day. */
    static Week of(Known known, List<Judged> clauses, LocalDate on) {
        LocalDate since = monday(on);
        List<Done> done = new ArrayList<>();
        known.facts().stream()
                .filter(fact -> Warnings.SUPPORT.contains(fact.kind()) && fact.named())
                .forEach(fact ->
                        done.add(new Done(Kind.valueOf(fact.kind().name()), fact.date(), null, 0)));
        for (Profile profile : known.profiles()) {
            for (Recorded<?> recorded : profile.events()) {
                if (recorded.event() instanceof ExpectationCommunicated e) {
                    done.add(new Done(Kind.TOLD, e.on(), e.expectation(), e.version()));
                } else if (recorded.event() instanceof ExpectationAcknowledged e) {
                    done.add(new Done(Kind.AGREED, e.on(), e.expectation(), e.version()));
                } else if (recorded.event() instanceof DisputeAnswered e) {
                    done.add(new Done(Kind.ANSWERED, e.on(), e.expectation(), e.version()));
                }
            }
        }
        known.rep().agreements(on).stream()
                .filter(a -> a.settledOn() != null && a.outcome() != Outcome.DROPPED)
                .forEach(a ->
                        done.add(
                                new Done(
                                        a.outcome() == Outcome.KEPT ? Kind.KEPT : Kind.NOT_KEPT,
                                        Objects.requireNonNull(a.settledOn()),
                                        null,
                                        0)));
        done.removeIf(it -> it.on().isBefore(since) || it.on().isAfter(on));
        done.sort(Comparator.comparing(Done::on).reversed());
        return new Week(
                on,
                since,
                clauses.stream().flatMap(judged -> moved(judged, since, on).stream()).toList(),
                done.stream().distinct().toList());
    }

    private static List<Moved> moved(Judged judged, LocalDate since, LocalDate on) {
        LocalDate then = judged.gauge().clause().lastDayBy(since.minusDays(1));
        if (then.isBefore(judged.gauge().clause().firstDay())) {
            return List.of();
        }
        Standing before = Standing.of(judged.gauge(), then);
        Standing now = Standing.of(judged.gauge(), judged.day(on));
        return badness(now) == badness(before)
                ? List.of()
                : List.of(new Moved(judged.clause(), before));
    }

    /** What is met or on pace is well, and so is what has not begun. */
    static int badness(Standing standing) {
        return switch (standing) {
            case MET, ON_PACE, NOT_STARTED -> 0;
            case SLIPPING -> 1;
            case BEHIND -> 2;
            case MISSED -> 3;
        };
    }
}
