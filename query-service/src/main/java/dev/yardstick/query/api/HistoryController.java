package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Positions;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.view.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A rep's events in words. */
@RestController
public record HistoryController(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        Events events,
        Histories histories,
        PersonalKeys texts,
        Positions positions,
        Clock clock) {

    private static final int MAX_LIMIT = 200;

    /**
     * A part of a rep's history.
     *
     * @param knownAt up to where it is told
     */
    public record Told(Timeline.Rep rep, KnownAt knownAt, Overviews.Page<Histories.Item> page) {}

    /**
     * What was recorded about a rep, newest first: her own events, her expectations, the CRM
     * records that name her or share credit with her, the accounts that ever were hers, and what
     * was decided about those records while they were parked. In Dutch where {@code
     * Accept-Language} prefers it, else in English.
     *
     * @param from the first day of recording, in UTC, or the lowest position
     * @param to the last day of recording, in UTC, or the highest position
     * @param type as the log names it: deal-amended
     * @param actor as the log names it: manager:kim
     * @param knownAt a position or an instant: nothing recorded later is told
     */
    @GetMapping("/api/v1/reps/{rep}/history")
    Overviews.Page<Histories.Item> history(
            @PathVariable String rep,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after,
            Locale locale) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_LIMIT));
        }
        snapshots.await(after);
        return tell(rep, new Asked(from, to, type, actor, cursor, knownAt), limit, locale).page();
    }

    /** Which part of a history, as it was sent; null: not sent. */
    public record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String type,
            @Nullable String actor,
            @Nullable String cursor,
            @Nullable String knownAt) {

        /** All of it. */
        public static final Asked NOTHING = new Asked(null, null, null, null, null, null);

        /** The next part. */
        public Asked behind(@Nullable String next) {
            return new Asked(from, to, type, actor, next, knownAt);
        }
    }

    /** The same with the rep, for pages. */
    public Told tell(String rep, Asked asked, int limit, Locale locale) {
        positions.requireType(asked.type());
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(asked.knownAt());
            long known = at.position();
            RepStory story = roster.find(rep, known);
            long first = positions.first(asked.from());
            long last = Math.min(positions.last(asked.to()), positions.before(asked.cursor()) - 1);
            Events.Wanted wanted =
                    new Events.Wanted(
                            rep, first, Math.min(known, last), asked.type(), asked.actor(), limit);
            List<Long> found = events.positions(wanted);
            List<Histories.Item> items =
                    histories.tell(found, Map.of(), known, texts, locale).reversed();
            LocalDate today = LocalDate.now(clock.withZone(story.timeZone()));
            String next = found.size() < limit ? null : String.valueOf(found.getLast());
            return new Told(
                    Timeline.Rep.of(story, today, texts), at, new Overviews.Page<>(items, next));
        });
    }
}
