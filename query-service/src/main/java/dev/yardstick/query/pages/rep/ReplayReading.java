package dev.yardstick.query.pages.rep;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.Replay;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.view.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A rep's year as it was known at one of the steps of its replay. */
@Component
record ReplayReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        KnownStore library,
        Events events,
        Histories histories,
        PersonalKeys texts,
        Clock clock) {

    private static final int TOLD = 5;

    /**
     * A step.
     *
     * @param step which, from 1
     * @param steps how many there are
     * @param happened the event just applied, and up to four of those applied with it, the latest
     *     first
     * @param before where the step back leads; null: this is the first
     * @param behind where the step forward leads; null: this is the last
     */
    public record Replayed(
            Timeline timeline,
            int step,
            int steps,
            List<Histories.Item> happened,
            List<Changed> figures,
            @Nullable Long before,
            @Nullable Long behind,
            long first,
            long last) {

        /** The event just applied. */
        public Histories.Item latest() {
            return happened.getFirst();
        }

        /** The day on which it was recorded, in UTC. */
        public LocalDate day() {
            return latest().recordedAt().atZone(ZoneOffset.UTC).toLocalDate();
        }

        /** The position of a step, counted from 1. */
        public long position() {
            return latest().position();
        }
    }

    /** A clause's figures, and those of the step before; null: it was not listed then. */
    public record Changed(Replay.Figures now, Replay.@Nullable Figures before) {

        /** Whether one of them is another: delivered, expected, standing … */
        public boolean is(String name) {
            return before != null && now.changed().contains(name);
        }
    }

    /**
     * What was known after an event, or after the last one before a position.
     *
     * @param position null: the last one
     * @param by how many events a step is
     */
    Replayed at(String id, @Nullable Long position, int by, @Nullable String on, Locale locale) {
        LocalDate asked = Parameters.date("on", on);
        return snapshots.read(() -> {
            KnownAt now = parameters.knownAt(null);
            RepStory rep = roster.find(id, now.position());
            RepHistory past = library.past(id, now.position());
            NavigableMap<Long, String> around = past.changesAround();
            List<Long> steps = steps(id, now, around);
            int step = position == null ? steps.size() - 1 : index(steps, position);
            LocalDate day = asked == null ? LocalDate.now(clock.withZone(rep.timeZone())) : asked;
            int since = Math.max(step - by, -1);
            long start = since < 0 ? steps.getFirst() - 1 : steps.get(since);
            Replay replay = new Replay(past, texts, day, start);
            List<Replay.Figures> before = replay.figures();
            List<Histories.Item> happened =
                    histories
                            .tell(
                                    steps.subList(Math.max(since + 1, step + 1 - TOLD), step + 1),
                                    around,
                                    now.position(),
                                    texts,
                                    locale)
                            .reversed();
            Histories.Item latest = happened.getFirst();
            return new Replayed(
                    replay.timeline(new KnownAt(latest.position(), latest.recordedAt())),
                    step + 1,
                    steps.size(),
                    happened,
                    changed(before, replay.step(latest).clauses()),
                    step == 0 ? null : steps.get(Math.max(step - by, 0)),
                    step == steps.size() - 1
                            ? null
                            : steps.get(Math.min(step + by, steps.size() - 1)),
                    steps.getFirst(),
                    steps.getLast());
        });
    }

    /** The position of a step, counted from 1; of the nearest one where there is no such step. */
    long position(String id, int step) {
        return snapshots.read(() -> {
            KnownAt now = parameters.knownAt(null);
            roster.find(id, now.position());
            List<Long> steps = steps(id, now, library.past(id, now.position()).changesAround());
            return steps.get(Math.clamp(step, 1, steps.size()) - 1);
        });
    }

    /** The events about her, and those around her that count, from her hire on. */
    private List<Long> steps(String id, KnownAt now, NavigableMap<Long, String> around) {
        TreeSet<Long> steps =
                new TreeSet<>(
                        events.positions(
                                new Events.Wanted(
                                        id, 0, now.position(), null, null, Integer.MAX_VALUE)));
        around.keySet().removeAll(steps);
        steps.addAll(around.tailMap(steps.first()).keySet());
        return List.copyOf(steps);
    }

    private static int index(List<Long> steps, long position) {
        int found = Collections.binarySearch(steps, position);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    private static List<Changed> changed(List<Replay.Figures> before, List<Replay.Figures> now) {
        Map<List<String>, Replay.Figures> byClause = new HashMap<>();
        before.forEach(f -> byClause.put(List.of(f.expectation(), f.clause()), f));
        return now.stream()
                .map(f -> new Changed(f, byClause.get(List.of(f.expectation(), f.clause()))))
                .toList();
    }
}
