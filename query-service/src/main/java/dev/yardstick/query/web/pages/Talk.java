package dev.yardstick.query.web.pages;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * A coaching talk or a training, whether a CRM told of it or somebody logged it by hand.
 *
 * @param kind coaching or training
 * @param about the warning that it answers
 * @param by who logged it; for what a CRM told: the CRM
 * @param id by which it can be taken back; null: a CRM told of it
 */
public record Talk(
        String rep,
        String name,
        LocalDate on,
        String kind,
        @Nullable String course,
        @Nullable String note,
        @Nullable About about,
        String by,
        @Nullable String id,
        long position) {

    /** A warning. */
    public record About(String expectation, String clause, String title, String since) {}
}
