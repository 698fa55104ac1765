package dev.yardstick.query.web;

import dev.yardstick.events.EventTypes;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.timeline.RepStory;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A rep's events in words. */
@RestController
public class HistoryController {

    private static final int MAX_LIMIT = 200;

    private final Snapshots snapshots;
    private final Visible visible;
    private final Parameters parameters;
    private final Library library;
    private final Rights rights;
    private final Events events;
    private final Histories histories;
    private final PersonalKeys texts;

    HistoryController(
            Snapshots snapshots,
            Visible visible,
            Parameters parameters,
            Library library,
            Rights rights,
            Events events,
            Histories histories,
            PersonalKeys texts) {
        this.snapshots = snapshots;
        this.visible = visible;
        this.parameters = parameters;
        this.library = library;
        this.rights = rights;
        this.events = events;
        this.histories = histories;
        this.texts = texts;
    }

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
    public Overviews.Page<Histories.Item> history(
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
            throw new InvalidException("limit", "must be from 1 to " + MAX_LIMIT);
        }
        if (type != null && EventTypes.ALL.stream().noneMatch(t -> t.name().equals(type))) {
            throw new InvalidException("type", "must be an event's type such as deal-amended");
        }
        snapshots.await(after);
        return snapshots.read(() -> {
            long known = parameters.knownAt(knownAt).position();
            RepStory story =
                    library.rep(rep, known)
                            .orElseThrow(() -> new NotFoundException("there is no rep " + rep));
            rights.requireRead(story);
            long first = first(from);
            long last = Math.min(known, Math.min(last(to), before(cursor) - 1));
            List<Long> positions =
                    events.positions(new Events.Wanted(rep, first, last, type, actor, limit));
            List<Histories.Item> items =
                    histories.tell(events.at(positions), known, texts, locale).stream()
                            .sorted(Comparator.comparing(Histories.Item::position).reversed())
                            .toList();
            return new Overviews.Page<>(
                    items, positions.size() < limit ? null : String.valueOf(positions.getLast()));
        });
    }

    private long first(@Nullable String from) {
        if (isPosition(from)) {
            return position("from", from);
        }
        LocalDate day = Parameters.date("from", from);
        return day == null ? 0 : lastBefore(day) + 1;
    }

    private long last(@Nullable String to) {
        if (isPosition(to)) {
            return position("to", to);
        }
        LocalDate day = Parameters.date("to", to);
        return day == null ? Long.MAX_VALUE : lastBefore(day.plusDays(1));
    }

    /** The last position recorded before a day of UTC began. */
    private long lastBefore(LocalDate day) {
        return visible.recordedBy(day.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000));
    }

    private static long before(@Nullable String cursor) {
        return cursor == null ? Long.MAX_VALUE : position("cursor", cursor);
    }

    /** A date has dashes, a position has not. */
    private static boolean isPosition(@Nullable String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    private static long position(String name, @Nullable String text) {
        try {
            long position = Long.parseLong(String.valueOf(text));
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new InvalidException(
                name,
                name.equals("cursor")
                        ? "must be the next of the page before"
                        : "must be a position such as 4410, or a date such as 2026-01-31");
    }
}
