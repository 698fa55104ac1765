package dev.yardstick.query.pages.conversation;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * A coaching talk or a training, whether a CRM told of it or somebody logged it by hand.
 *
 * @param kind coaching or training
 * @param about what was spoken about; empty: nothing in particular
 * @param followUpOn when that is to be spoken about again; null: it was about nothing in particular
 * @param by who logged it; for what a CRM told: the CRM
 * @param id by which it can be taken back; null: a CRM told of it
 */
public record TalkView(
        String rep,
        String name,
        LocalDate on,
        String kind,
        @Nullable String course,
        @Nullable String note,
        List<About> about,
        @Nullable LocalDate followUpOn,
        String by,
        @Nullable String id,
        long position) {

    /**
     * What it was about.
     *
     * @param clause null: the rep's dispute of a version
     * @param title of the clause
     * @param since the day of the warning that it answers; null: of none
     */
    public record About(
            String expectation,
            @Nullable String clause,
            @Nullable Integer version,
            String title,
            @Nullable LocalDate since) {

        /** What it is called in a file. */
        String named() {
            return clause == null ? expectation + " version " + version : title;
        }
    }
}
