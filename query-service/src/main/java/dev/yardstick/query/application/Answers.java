package dev.yardstick.query.application;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.compare.Comparison;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** What the API and the pages both answer from; the caller's rights are checked here. */
public interface Answers {

    /**
     * A rep's timeline.
     *
     * @throws NotFoundException when there is no such rep, as known at that position
     * @throws InvalidException when a parameter is wrong
     */
    Timeline timeline(String rep, TimelineQuery asked);

    /**
     * A rep's timeline and what a picture of it shows beside its figures.
     *
     * @param story the timeline's marks, in their order, in the reader's language
     */
    record Year(Timeline timeline, Around around, List<Told> story) {}

    /** A mark, and the event behind it in words. */
    record Told(Timeline.Mark mark, Histories.Item event) {}

    /**
     * The same with what a picture of it shows; see {@link #timeline}. The days shown are by
     * default those of the expectations in force on the day judged, to their end; the calendar year
     * where there is none.
     *
     * @param locale of the words, English or Dutch
     */
    Year year(String rep, TimelineQuery asked, Locale locale);

    /**
     * A rep's figures as known at two moments, and why they differ.
     *
     * @param then a position or an instant
     * @param now another, earlier or later; everything that is known by default
     * @param on the day judged; the rep's today by default
     * @throws NotFoundException when there is no such rep, as known at one of them
     * @throws InvalidException when a parameter is wrong
     */
    Comparison compare(
            String rep, @Nullable String then, @Nullable String now, @Nullable String on);

    /**
     * A page of the reps whom the caller may see, by id, with their standing on a day.
     *
     * @param cursor where the page before ended
     * @param limit 1 to 200
     * @param on the day judged; the rep's today by default
     * @param knownAt a position or an instant; everything that is known by default
     */
    RepList reps(
            @Nullable String team,
            @Nullable String cursor,
            int limit,
            @Nullable String on,
            @Nullable String knownAt);

    /** The same as of today, as known now. */
    default RepList reps(@Nullable String team, @Nullable String cursor, int limit) {
        return reps(team, cursor, limit, null, null);
    }
}
