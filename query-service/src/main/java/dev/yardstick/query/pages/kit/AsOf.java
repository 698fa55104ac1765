package dev.yardstick.query.pages.kit;

import dev.yardstick.query.facts.KnownAt;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * The moment that a page shows, for the bar that says so; {@code parts :: clocks} draws it.
 *
 * @param on the day judged; null: today
 * @param known up to where; null: all that is known
 */
public record AsOf(@Nullable LocalDate on, @Nullable KnownAt known) {

    public static final AsOf NOW = new AsOf(null, null);

    /** The moment asked for by a page's parameters; those not given are now. */
    public static AsOf of(
            @Nullable String on, LocalDate day, @Nullable String knownAt, KnownAt at) {
        return new AsOf(on == null ? null : day, knownAt == null ? null : at);
    }

    /** Whether it is now. */
    public boolean isNow() {
        return on == null && known == null;
    }
}
