package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.KnownAt;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * The moment that a page shows, for the bar that says so; {@code parts :: clocks} draws it.
 *
 * @param on the day judged; null: today
 * @param known up to where; null: all that is known
 */
public record AsOf(@Nullable LocalDate on, @Nullable KnownAt known) {

    static final AsOf NOW = new AsOf(null, null);

    /** The moment asked for by a page's parameters; those not given are now. */
    static AsOf of(@Nullable String on, LocalDate day, @Nullable String knownAt, KnownAt at) {
        return new AsOf(on == null ? null : day, knownAt == null ? null : at);
    }

    /** Whether it is now. */
    public boolean isNow() {
        return on == null && known == null;
    }
}
