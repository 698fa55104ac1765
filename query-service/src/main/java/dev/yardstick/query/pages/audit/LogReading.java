package dev.yardstick.query.pages.audit;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.Report;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.api.HistoryController;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Positions;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.history.LoggedEvent;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.wording.event.Called;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
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
        Roster roster,
        PersonalKeys texts,
        Clock clock) {

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

    /**
     * A part of the log; where a rep is named only of what is about her.
     *
     * @param names what the sentences call people, and accounts too; null: ids
     */
    Page page(
            @Nullable String rep,
            HistoryController.Asked asked,
            int limit,
            Locale locale,
            @Nullable Names names) {
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
                    lines(found, known, locale, names).reversed(),
                    end,
                    last,
                    end > lowest ? String.valueOf(end) : null);
        });
    }

    /** One event. */
    Line at(long position, Locale locale, Names names) {
        return snapshots.read(() -> {
            List<Line> found =
                    lines(List.of(position), parameters.knownAt(null).position(), locale, names);
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

    private List<Line> lines(
            Collection<Long> positions, long known, Locale locale, @Nullable Names names) {
        List<Line> lines = new ArrayList<>();
        for (List<Long> part : events.parts(new TreeSet<>(positions))) {
            lines.addAll(part(events.at(part), known, locale, names));
        }
        return lines;
    }

    private List<Line> part(
            List<LoggedEvent> logged, long known, Locale locale, @Nullable Names names) {
        Map<Long, SortedSet<String>> about = histories.about(logged, known);
        SortedSet<String> reps = new TreeSet<>();
        about.values().forEach(reps::addAll);
        rights.requireReadAll(reps);
        texts.prefetch(reps);
        return histories.tell(logged, known, texts, locale, called(logged, known, names)).stream()
                .map(item -> new Line(item, Objects.requireNonNull(about.get(item.position()))))
                .toList();
    }

    /** Accounts as they are called now. */
    private Called called(List<LoggedEvent> logged, long known, @Nullable Names names) {
        if (names == null) {
            return Called.BY_ID;
        }
        Map<String, AccountStory> accounts =
                roster.accounts(
                        logged.stream().flatMap(LogReading::accounts).distinct().toList(), known);
        LocalDate today = LocalDate.now(clock);
        return new Called(
                names::label,
                id -> {
                    AccountStory account = accounts.get(id);
                    return account == null ? id : account.kind(today).name();
                });
    }

    private static Stream<String> accounts(LoggedEvent logged) {
        Report report = CrmRecord.report(logged.event());
        return Stream.of(
                        report == null ? null : report.account(),
                        logged.event() instanceof AccountEvent of ? of.account() : null)
                .filter(Objects::nonNull);
    }
}
