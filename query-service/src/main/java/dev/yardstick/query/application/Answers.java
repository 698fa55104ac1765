package dev.yardstick.query.application;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Remembered.Before;
import dev.yardstick.query.application.Remembered.Drawing;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.compare.ComparisonAssembler;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.DrawnBefore;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.view.TimelineAssembler.Drawn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the API and the pages both answer from, each answer in one transaction at one position; the
 * caller's rights are checked here.
 */
@Component
public record Answers(
        Snapshots snapshots,
        Roster roster,
        KnownStore library,
        Remembered remembered,
        RepDays days,
        PersonalKeys texts,
        Rights rights,
        Parameters parameters,
        Histories histories) {

    private static final int MAX_LIMIT = 200;

    /**
     * A rep's timeline and what a picture of it shows beside its figures.
     *
     * @param story the timeline's marks, in their order, in the reader's language
     */
    public record Year(Timeline timeline, Around around, List<Told> story) {}

    /** A mark, and the event behind it in words. */
    public record Told(Timeline.Mark mark, Histories.Item event) {}

    /**
     * A rep's timeline.
     *
     * @throws NotFoundException when there is no such rep, as known at that position
     * @throws InvalidException when a parameter is wrong
     */
    public Timeline timeline(String rep, TimelineQuery asked) {
        return snapshots.read(() -> drawn(rep, asked, false).timeline());
    }

    /**
     * The same with what a picture of it shows; see {@link #timeline}. The days shown are by
     * default those of the expectations in force on the day judged, to their end; the calendar year
     * where there is none.
     *
     * @param locale of the words, English or Dutch
     */
    public Year year(String rep, TimelineQuery asked, Locale locale) {
        return snapshots.read(() -> {
            Drawn drawn = drawn(rep, asked, true);
            return new Year(drawn.timeline(), drawn.around(), story(drawn.timeline(), locale));
        });
    }

    private List<Told> story(Timeline timeline, Locale locale) {
        List<Long> positions = timeline.marks().stream().map(Timeline.Mark::position).toList();
        Map<Long, Histories.Item> events =
                histories
                        .tell(positions, Map.of(), timeline.knownAt().position(), texts, locale)
                        .stream()
                        .collect(Collectors.toMap(Histories.Item::position, item -> item));
        return timeline.marks().stream()
                .map(mark -> new Told(mark, Objects.requireNonNull(events.get(mark.position()))))
                .toList();
    }

    /** A timeline as it was asked for; null: not given. */
    private record Asked(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            LocalDate on,
            Grain grain,
            boolean pictured) {

        /** The days shown: what is in force by default for a picture, else the calendar year. */
        Period period(Known known) {
            Period usual = pictured ? Period.inForce(known.profiles(), on) : Period.yearOf(on);
            LocalDate first = from == null ? usual.first() : from;
            LocalDate last = to == null ? usual.last() : to;
            if (last.isBefore(first)) {
                throw new InvalidException("to", Reason.BEFORE_FROM_ON.of(first));
            }
            if (last.isAfter(first.plusYears(Period.MAX_YEARS))) {
                throw new InvalidException(
                        "to", Reason.YEARS_AFTER_FROM_ON.of(Period.MAX_YEARS, first));
            }
            return new Period(first, last);
        }
    }

    Drawn drawn(String id, TimelineQuery query, boolean pictured) {
        KnownAt at = parameters.knownAt(query.knownAt());
        RepStory rep = roster.find(id, at.position());
        LocalDate to = Parameters.date("to", query.to());
        LocalDate on = on(rep, query, to);
        LocalDate from = Parameters.date("from", query.from());
        Grain grain = Parameters.parsed("grain", query.grain(), Grain::of, () -> Grain.WEEK);
        Asked asked = new Asked(from, to, on, grain, pictured);
        Drawn drawn =
                remembered.of(
                        rep,
                        at,
                        new Drawing<>(
                                hers -> asked,
                                (known, before) -> draw(known, before, asked),
                                answer -> Remembered.bytes(answer.timeline().clauses())));
        return new Drawn(drawn.timeline().at(at), drawn.around());
    }

    private Drawn draw(Known known, @Nullable Before<Drawn> before, Asked asked) {
        Period shown = asked.period(known);
        return new TimelineAssembler(known, texts)
                .draw(
                        shown.first(),
                        shown.last(),
                        asked.on(),
                        asked.grain(),
                        asked.pictured(),
                        before == null ? null : new DrawnBefore(before.answer(), before.changed()));
    }

    /**
     * A rep's figures as known at two moments, and why they differ.
     *
     * @param then a position or an instant
     * @param now another, earlier or later; everything that is known by default
     * @param on the day judged; the rep's today by default
     * @throws NotFoundException when there is no such rep, as known at one of them
     * @throws InvalidException when a parameter is wrong
     */
    public Comparison compare(
            String rep, @Nullable String then, @Nullable String now, @Nullable String on) {
        return compare(rep, then, now, on, (asked, text) -> text);
    }

    /**
     * The same, where moments may be told otherwise.
     *
     * @param moment a position or an instant, of what was sent about the rep
     */
    public Comparison compare(
            String rep,
            @Nullable String then,
            @Nullable String now,
            @Nullable String on,
            BiFunction<RepStory, String, String> moment) {
        if (then == null) {
            throw new InvalidException("knownAt", Reason.POSITION_OR_INSTANT);
        }
        LocalDate asked = Parameters.date("on", on);
        return snapshots.read(() -> {
            RepStory today = roster.find(rep, parameters.knownAt(null).position());
            KnownAt first = parameters.knownAt(moment.apply(today, then));
            KnownAt second =
                    parameters.knownAt("and", now == null ? null : moment.apply(today, now));
            RepStory before = roster.find(rep, first.position());
            RepStory after = roster.find(rep, second.position());
            return new ComparisonAssembler(
                            library.difference(before, first, after, second),
                            day(after, asked),
                            texts)
                    .draw();
        });
    }

    private LocalDate on(RepStory rep, TimelineQuery asked, @Nullable LocalDate to) {
        LocalDate on = Parameters.date("on", asked.on());
        if (on == null) {
            LocalDate today = day(rep, null);
            return to != null && to.isBefore(today) ? to : today;
        }
        if (to != null && on.isAfter(to)) {
            throw new InvalidException("on", Reason.AFTER_TO.of(to));
        }
        return on;
    }

    /**
     * A page of the reps whom the caller may see, by id, with their standing on a day.
     *
     * @param cursor where the page before ended
     * @param limit 1 to 200
     * @param on the day judged; the rep's today by default
     * @param knownAt a position or an instant; everything that is known by default
     */
    public RepList reps(
            @Nullable String team,
            @Nullable String cursor,
            int limit,
            @Nullable String on,
            @Nullable String knownAt) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_LIMIT));
        }
        String before = Parameters.cursor(cursor);
        LocalDate day = Parameters.date("on", on);
        return snapshots.read(() -> list(team, before, limit, day, parameters.knownAt(knownAt)));
    }

    /** The same as of today, as known now. */
    public RepList reps(@Nullable String team, @Nullable String cursor, int limit) {
        return reps(team, cursor, limit, null, null);
    }

    private RepList list(
            @Nullable String team, String cursor, int limit, @Nullable LocalDate on, KnownAt at) {
        List<RepStory> found =
                roster.readable(
                        at.position(),
                        rep ->
                                rep.id().compareTo(cursor) > 0
                                        && (team == null
                                                || rep.place(day(rep, on)).team().equals(team)));
        boolean more = found.size() > limit;
        List<RepStory> page = more ? found.subList(0, limit) : found;
        rights.reading(page);
        List<RepList.Item> items = new ArrayList<>();
        for (RepDay day : days.of(page, at, rep -> day(rep, on))) {
            RepStory rep = page.get(items.size());
            items.add(item(rep, day, rep.place(day(rep, on)).manager()));
        }
        return new RepList(items, more ? page.getLast().id() : null);
    }

    private LocalDate day(RepStory rep, @Nullable LocalDate on) {
        return on == null ? days.today(rep) : on;
    }

    private static RepList.Item item(RepStory rep, RepDay day, @Nullable String manager) {
        return new RepList.Item(
                rep.id(),
                day.rep().name(),
                day.rep().team(),
                rep.isErased(),
                manager,
                rep.hiredOn(),
                day.clauses().stream()
                        .map(c ->
                                new RepList.Cell(
                                        c.id(),
                                        c.expectation(),
                                        c.title(),
                                        c.standing(),
                                        c.attainment(),
                                        c.unspoken()))
                        .toList());
    }
}
