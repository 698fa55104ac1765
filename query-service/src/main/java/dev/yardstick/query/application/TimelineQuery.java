package dev.yardstick.query.application;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a timeline as they were sent; null: not sent.
 *
 * @param from the first day shown; the first of the year of {@code on} by default, or see {@link
 *     Answers#year}
 * @param to the last day shown; the last of that year by default, alike
 * @param on the day judged; the rep's today, at most {@code to}, by default
 * @param knownAt a position or an instant; everything that is known by default
 * @param grain day, week or month; week by default
 */
public record TimelineQuery(
        @Nullable String from,
        @Nullable String to,
        @Nullable String on,
        @Nullable String knownAt,
        @Nullable String grain) {}
