package dev.yardstick.query.application;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Remembered.Before;
import dev.yardstick.query.application.Remembered.Drawing;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Evening;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.view.TimelineAssembler.Drawn;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A rep's year day by day, each as it was known when it ended in her time zone. */
@Component
public record Evenings(
        Answers answers,
        Snapshots snapshots,
        Roster roster,
        Visible visible,
        KnownStore library,
        Remembered remembered,
        Events events,
        Histories histories,
        PersonalKeys texts,
        Clock clock) {

    private static final int TOLD = 5;

    /** A clause's figures and words, in about as many bytes. */
    private static final int STAND = 300;

    /**
     * A day of a year of them.
     *
     * @param year the evenings of a year, the day's among them, up to now or to the same day of a
     *     year before
     * @param first the first evening on which the rep was known
     * @param last the rep's today
     * @param drawn the timeline as it was known at the day's end, of what was in force then
     * @param told what was recorded since the evening before it that was asked for, the newest five
     *     of it, the newest first
     * @param since the lowest position of that
     * @param more whether there was more
     */
    public record Played(
            NavigableMap<LocalDate, Evening> year,
            LocalDate first,
            LocalDate last,
            Evening before,
            Evening evening,
            Drawn drawn,
            List<Histories.Item> told,
            long since,
            boolean more) {}

    /** Which evenings, of a rep. */
    private record Asked(LocalDate first, LocalDate last) {}

    /** Evenings that are kept together. */
    private record Row(NavigableMap<LocalDate, Evening> evenings) {}

    /**
     * A day as it was known at its end; the nearest one where there is none.
     *
     * @param day null: the rep's today
     * @param back leads to the day with which it is compared
     */
    public Played play(
            String id, @Nullable LocalDate day, UnaryOperator<LocalDate> back, Locale locale) {
        return snapshots.read(() -> {
            KnownAt now = visible.at(visible.position());
            RepStory rep = roster.find(id, now.position());
            ZoneId zone = rep.timeZone();
            LocalDate last = LocalDate.now(clock.withZone(zone));
            RepHistory past = library.past(id, now.position());
            LocalDate first = earlier(hired(past, zone), last);
            LocalDate chosen = day == null ? last : earlier(later(day, first), last);
            LocalDate end = last;
            while (chosen.isBefore(end.minusYears(1))) {
                end = end.minusYears(1);
            }
            Asked asked = new Asked(later(first, end.minusYears(1)), end);
            NavigableMap<LocalDate, Evening> year = year(rep, past, now, asked).evenings();
            Evening kept = Objects.requireNonNull(year.get(chosen));
            KnownAt at = chosen.equals(last) ? now : kept.at();
            Evening evening = new Evening(chosen, at, kept.versions(), kept.clauses());
            LocalDate compared = later(back.apply(chosen), asked.first());
            Evening before = Objects.requireNonNull(year.get(compared));
            long since = compared.equals(chosen) ? 0 : before.at().position() + 1;
            List<Long> recorded =
                    events.positions(
                            new Events.Wanted(id, since, at.position(), null, null, TOLD + 1));
            TimelineQuery shown =
                    new TimelineQuery(
                            null, null, chosen.toString(), Long.toString(at.position()), null);
            return new Played(
                    year,
                    first,
                    last,
                    before,
                    evening,
                    answers.drawn(id, shown, true),
                    histories
                            .tell(
                                    recorded.subList(0, Math.min(TOLD, recorded.size())),
                                    Map.of(),
                                    now.position(),
                                    texts,
                                    locale)
                            .reversed(),
                    since,
                    recorded.size() > TOLD);
        });
    }

    /** The last instant of a day in a rep's time zone. */
    public static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1_000);
    }

    /** The day on which the rep became known; far back where that cannot be told. */
    private LocalDate hired(RepHistory past, ZoneId zone) {
        KnownAt at = visible.at(past.hired().orElseThrow());
        return at.instant() == null ? LocalDate.EPOCH : at.instant().atZone(zone).toLocalDate();
    }

    private Row year(RepStory rep, RepHistory past, KnownAt now, Asked asked) {
        return remembered.of(
                rep,
                now,
                new Drawing<Row>(
                        hers -> asked,
                        (known, before) -> draw(past, rep.timeZone(), asked, before),
                        row ->
                                STAND
                                        * row.evenings().values().stream()
                                                .mapToInt(evening -> 1 + evening.clauses().size())
                                                .sum()));
    }

    /** A day that was looked at before need not be, as long as as much was known at its end. */
    private Row draw(RepHistory past, ZoneId zone, Asked asked, @Nullable Before<Row> before) {
        List<LocalDate> days = asked.first().datesUntil(asked.last().plusDays(1)).toList();
        List<KnownAt> ends =
                visible.recordedBy(days.stream().map(day -> endOf(day, zone)).toList());
        NavigableMap<LocalDate, Evening> evenings = new TreeMap<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate day = days.get(i);
            Evening same = before == null ? null : before.answer().evenings().get(day);
            evenings.put(
                    day,
                    same != null && same.at().position() == ends.get(i).position()
                            ? same
                            : Evening.of(past, day, ends.get(i), texts));
        }
        return new Row(evenings);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
