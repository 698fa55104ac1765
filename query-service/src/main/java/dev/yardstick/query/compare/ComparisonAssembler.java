package dev.yardstick.query.compare;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.Event;
import dev.yardstick.query.compare.Comparison.CauseOfDifference;
import dev.yardstick.query.compare.Comparison.Difference;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares a rep's figures as known at two moments. One cause after another is exchanged, each time
 * the same timeline is drawn, and a cause is the rounded figure after its step − the one before it:
 * so the causes of a difference always add up to it.
 */
public final class ComparisonAssembler {

    private enum Figure {
        DELIVERED,
        EXPECTED;

        /** The figure as it was rounded; 0 where there is none. */
        BigDecimal of(@Nullable Judged judged) {
            String text = judged == null ? null : text(judged.clause());
            return text == null ? BigDecimal.ZERO : Decimals.of(text);
        }

        @Nullable String text(Timeline.Clause clause) {
            return this == DELIVERED ? clause.delivered() : clause.expected();
        }
    }

    private record Key(String expectation, String clause) {}

    private final KnownDifference moments;
    private final Blend mixture;
    private final LocalDate on;
    private final PersonalTexts texts;

    /** Compares what is known at two moments about a day. */
    public ComparisonAssembler(KnownDifference moments, LocalDate on, PersonalTexts texts) {
        this.moments = moments;
        this.mixture = new Blend(moments);
        this.on = on;
        this.texts = texts;
    }

    /** The comparison of the clauses that the timeline of the day's calendar year lists. */
    public Comparison draw() {
        Map<Key, Judged> then = drawn(moments.then(), true);
        Map<Key, Judged> now = drawn(moments.now(), true);
        List<Key> keys = new ArrayList<>(now.keySet());
        then.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        Map<Key, Map<Figure, List<CauseOfDifference>>> causes = causes(keys, then);
        List<Comparison.Clause> clauses = new ArrayList<>();
        for (Key key : keys) {
            clauses.add(clause(then.get(key), now.get(key), causes.getOrDefault(key, Map.of())));
        }
        Timeline.Rep rep = Timeline.Rep.of(moments.now().rep(), on, texts);
        return new Comparison(rep, on, moments.then().at(), moments.now().at(), clauses);
    }

    /** The clauses as drawn at a step. */
    private Map<Key, Judged> drawn(Known known, boolean foretold) {
        Map<Key, Judged> clauses = new LinkedHashMap<>();
        for (Judged judged : new TimelineAssembler(known, texts).listed(on, foretold)) {
            clauses.put(new Key(judged.clause().expectation(), judged.clause().id()), judged);
        }
        return clauses;
    }

    private static Comparison.Clause clause(
            @Nullable Judged then,
            @Nullable Judged now,
            Map<Figure, List<CauseOfDifference>> causes) {
        // A clause is listed at one moment at least.
        Judged any = Objects.requireNonNull(now == null ? then : now);
        Timeline.Clause clause = any.clause();
        return new Comparison.Clause(
                clause.id(),
                clause.expectation(),
                clause.topic(),
                clause.title(),
                clause.kind(),
                clause.unit(),
                then == null ? null : Comparison.Figures.of(then.clause()),
                now == null ? null : Comparison.Figures.of(now.clause()),
                difference(Figure.DELIVERED, any, then, now, causes),
                difference(Figure.EXPECTED, any, then, now, causes));
    }

    private static Difference difference(
            Figure figure,
            Judged any,
            @Nullable Judged then,
            @Nullable Judged now,
            Map<Figure, List<CauseOfDifference>> causes) {
        return new Difference(
                then == null ? null : figure.text(then.clause()),
                now == null ? null : figure.text(now.clause()),
                text(figure, any, figure.of(now).subtract(figure.of(then))),
                causes.getOrDefault(figure, List.of()));
    }

    private static String text(Figure figure, Judged judged, BigDecimal difference) {
        return figure == Figure.EXPECTED
                ? difference.toPlainString()
                : Numbers.plain(
                        difference, judged.gauge().kind().isMoney(judged.gauge().measure()));
    }

    private Map<Key, Map<Figure, List<CauseOfDifference>>> causes(
            List<Key> keys, Map<Key, Judged> then) {
        Map<Key, Map<Figure, List<CauseOfDifference>>> causes = new HashMap<>();
        Map<Key, Judged> before = then;
        for (Cause cause : Cause.values()) {
            Step step = new Step(cause, before);
            for (Key key : keys) {
                for (Figure figure : Figure.values()) {
                    CauseOfDifference part = step.part(key, figure);
                    if (part != null) {
                        causes.computeIfAbsent(key, k -> new EnumMap<>(Figure.class))
                                .computeIfAbsent(figure, f -> new ArrayList<>())
                                .add(part);
                    }
                }
            }
            before = step.after;
        }
        return causes;
    }

    /** One cause being applied. */
    private final class Step {

        private final Cause cause;
        private final Map<Key, Judged> before;
        private final Map<Key, Judged> after;
        private final List<Recorded<? extends Event>> events;
        private final Map<Integer, Map<Key, Judged>> between = new HashMap<>();

        Step(Cause cause, Map<Key, Judged> before) {
            this.cause = cause;
            this.before = before;
            this.events = mixture.events(cause);
            this.after =
                    events.isEmpty() && (!cause.isOfRecords() || !recordsDiffer())
                            ? before
                            : drawn(mixture.after(cause), false);
        }

        private boolean recordsDiffer() {
            return !moments.facts().isEmpty() || !moments.others().isEmpty();
        }

        /** What the cause did to a figure; null: nothing, and no event of it is about it. */
        @Nullable CauseOfDifference part(Key key, Figure figure) {
            BigDecimal difference = figure.of(after.get(key)).subtract(figure.of(before.get(key)));
            boolean differs = difference.signum() != 0;
            List<Comparison.Event> behind = new ArrayList<>();
            if (cause.isOfRecords()) {
                boolean delivered = figure == Figure.DELIVERED;
                EventsOfRecords records = new EventsOfRecords(moments, cause, on);
                behind.addAll(records.behind(before.get(key), after.get(key), delivered, differs));
            } else if (differs) {
                collect(key, figure, 0, events.size(), behind);
                behind.sort(Comparator.comparing(Comparison.Event::position));
            }
            Judged any = after.get(key) == null ? before.get(key) : after.get(key);
            return any == null || (!differs && behind.isEmpty())
                    ? null
                    : new CauseOfDifference(cause, text(figure, any, difference), behind);
        }

        /**
         * Finds the events that move the figure by halves: where it is the same at both ends of a
         * run of events, none of the run is named.
         */
        private void collect(
                Key key, Figure figure, int from, int to, List<Comparison.Event> found) {
            if (figure.of(drawnAt(from).get(key)).compareTo(figure.of(drawnAt(to).get(key))) == 0) {
                return;
            }
            if (to - from == 1) {
                found.add(Comparison.Event.of(events.get(from)));
                return;
            }
            int middle = (from + to) / 2;
            collect(key, figure, from, middle, found);
            collect(key, figure, middle, to, found);
        }

        /** With so many of the cause's events applied. */
        private Map<Key, Judged> drawnAt(int applied) {
            if (applied == 0) {
                return before;
            }
            if (applied == events.size()) {
                return after;
            }
            return between.computeIfAbsent(applied, this::drawnBetween);
        }

        private Map<Key, Judged> drawnBetween(int applied) {
            boolean forward = moments.later() == moments.now();
            Recorded<? extends Event> last = events.get(forward ? applied - 1 : applied);
            return drawn(mixture.at(cause, last.position()), false);
        }
    }
}
