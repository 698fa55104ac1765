package dev.yardstick.query.pages.audit;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.api.HistoryController;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Positions;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.LoggedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the events of everybody in words. */
@Component
record LogReading(
        Snapshots snapshots,
        Parameters parameters,
        Positions positions,
        Rights rights,
        Events events,
        Histories histories,
        PersonalKeys texts) {

    /**
     * How many positions one page looks through at most, however rare that is which is asked for:
     * so the longest log is read page by page without an index for each filter.
     */
    private static final long SEARCHED = 200_000;

    /** An event, and about whom it is. */
    public record Line(Histories.Item item, SortedSet<String> reps) {}

    /**
     * A part of the log, newest first.
     *
     * @param first the lowest position that was looked at
     * @param last the highest one
     * @param next where the next part begins; null: this is the last
     */
    public record Page(List<Line> items, long first, long last, @Nullable String next) {

        static final Page NOTHING = new Page(List.of(), 0, 0, null);
    }

    /** A part of the log; where a rep is named only of what is about her. */
    Page page(@Nullable String rep, HistoryController.Asked asked, int limit, Locale locale) {
        positions.requireType(asked.type());
        return snapshots.read(() -> {
            long known = parameters.knownAt(null).position();
            long lowest = Math.max(1, positions.first(asked.from()));
            long before = positions.before(asked.cursor());
            long last = Math.min(known, Math.min(positions.last(asked.to()), before - 1));
            long first = rep == null ? Math.max(lowest, last - SEARCHED + 1) : lowest;
            List<Long> found =
                    events.positions(
                            new Events.Wanted(
                                    rep, first, last, asked.type(), asked.actor(), limit));
            long end = found.size() < limit ? first : found.getLast();
            return new Page(
                    lines(found, known, locale).reversed(),
                    end,
                    last,
                    end > lowest ? String.valueOf(end) : null);
        });
    }

    /** One event. */
    Line at(long position, Locale locale) {
        return snapshots.read(() -> {
            List<Line> found =
                    lines(List.of(position), parameters.knownAt(null).position(), locale);
            if (found.isEmpty()) {
                throw new NotFoundException(Reason.NO_EVENT.of(position));
            }
            return found.getFirst();
        });
    }

    /** The last position that there is something to show of. */
    long last() {
        return parameters.knownAt(null).position();
    }

    private List<Line> lines(Collection<Long> positions, long known, Locale locale) {
        List<Line> lines = new ArrayList<>();
        for (List<Long> part : events.parts(new TreeSet<>(positions))) {
            lines.addAll(part(events.at(part), known, locale));
        }
        return lines;
    }

    private List<Line> part(List<LoggedEvent> logged, long known, Locale locale) {
        Map<Long, SortedSet<String>> about = histories.about(logged, known);
        SortedSet<String> reps = new TreeSet<>();
        about.values().forEach(reps::addAll);
        rights.requireReadAll(reps);
        texts.prefetch(reps);
        return histories.tell(logged, known, texts, locale).stream()
                .map(item -> new Line(item, Objects.requireNonNull(about.get(item.position()))))
                .toList();
    }
}
