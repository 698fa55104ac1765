package dev.yardstick.query.web;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.timeline.Grain;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.Timeline.KnownAt;
import dev.yardstick.query.timeline.TimelineDrawing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers from the tables, each in one transaction at one position. */
@Component
class TimelineAnswers implements Answers {

    private static final int MAX_LIMIT = 200;
    private static final int MAX_SHOWN_YEARS = 10;

    private final Snapshots snapshots;
    private final Visible visible;
    private final Library library;
    private final PersonalKeys texts;
    private final Rights rights;
    private final Parameters parameters;
    private final Clock clock;

    TimelineAnswers(
            Snapshots snapshots,
            Visible visible,
            Library library,
            PersonalKeys texts,
            Rights rights,
            Parameters parameters,
            Clock clock) {
        this.snapshots = snapshots;
        this.visible = visible;
        this.library = library;
        this.texts = texts;
        this.rights = rights;
        this.parameters = parameters;
        this.clock = clock;
    }

    @Override
    public Timeline timeline(String rep, Asked asked) {
        return snapshots.read(() -> draw(rep, asked));
    }

    private Timeline draw(String id, Asked asked) {
        KnownAt at = parameters.knownAt(asked.knownAt());
        RepStory rep =
                library.rep(id, at.position())
                        .orElseThrow(() -> new NotFoundException("there is no rep " + id));
        rights.requireRead(rep);
        LocalDate to = Parameters.date("to", asked.to());
        LocalDate on = on(rep, asked, to);
        LocalDate from = Parameters.date("from", asked.from());
        LocalDate first = from == null ? on.withDayOfYear(1) : from;
        LocalDate last = to == null ? on.withMonth(12).withDayOfMonth(31) : to;
        if (last.isBefore(first)) {
            throw new InvalidException("to", "must not be before from, " + first);
        }
        if (last.isAfter(first.plusYears(MAX_SHOWN_YEARS))) {
            throw new InvalidException(
                    "to", "must be at most " + MAX_SHOWN_YEARS + " years after from, " + first);
        }
        Grain grain = Parameters.parsed("grain", asked.grain(), Grain::of, () -> Grain.WEEK);
        return new TimelineDrawing(library.known(rep, at), texts).draw(first, last, on, grain);
    }

    private LocalDate on(RepStory rep, Asked asked, @Nullable LocalDate to) {
        LocalDate on = Parameters.date("on", asked.on());
        if (on == null) {
            LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
            return to != null && to.isBefore(today) ? to : today;
        }
        if (to != null && on.isAfter(to)) {
            throw new InvalidException("on", "must not be after to, " + to);
        }
        return on;
    }

    @Override
    public RepList reps(@Nullable String team, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", "must be from 1 to " + MAX_LIMIT);
        }
        String before = Parameters.cursor(cursor);
        return snapshots.read(() -> list(team, before, limit));
    }

    private RepList list(@Nullable String team, String cursor, int limit) {
        KnownAt at = visible.at(visible.position());
        List<RepStory> found = new ArrayList<>();
        String after = cursor;
        boolean more = true;
        while (more && found.size() < limit) {
            List<String> ids = library.repsAfter(after, at.position(), MAX_LIMIT);
            more = ids.size() == MAX_LIMIT;
            for (RepStory rep : library.reps(ids, at.position())) {
                boolean wanted = team == null || rep.place(today(rep)).team().equals(team);
                if (wanted && rights.mayRead(rep)) {
                    found.add(rep);
                }
            }
            after = ids.isEmpty() ? after : ids.getLast();
        }
        found.sort(Comparator.comparing(RepStory::id));
        boolean cut = found.size() > limit;
        List<RepStory> page = cut ? found.subList(0, limit) : found;
        rights.reading(page);
        texts.prefetch(page.stream().map(RepStory::id).toList());
        return new RepList(
                page.stream().map(rep -> item(rep, at)).toList(),
                cut || (more && !page.isEmpty()) ? page.getLast().id() : null);
    }

    private LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }

    private RepList.Item item(RepStory rep, KnownAt at) {
        LocalDate today = today(rep);
        return new RepList.Item(
                rep.id(),
                texts.open(rep.name(today), rep.id()),
                rep.place(today).team(),
                rep.isErased(),
                rep.place(today).manager(),
                rep.hiredOn(),
                new TimelineDrawing(library.known(rep, at), texts)
                        .standings(today).stream()
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
