package dev.yardstick.command.intake.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Versions whose time, by the CRM's clock, is still to come. Clocks differ and may be a little
 * ahead; one that is far ahead would be later than all that comes after it, so it waits for its
 * day.
 */
public final class Ahead {

    private static final Duration MOST = Duration.ofDays(1);

    private Ahead() {}

    /**
     * Until when a version has to wait.
     *
     * @param latest that it tells of
     * @return null: it does not
     */
    public static @Nullable Instant until(@Nullable Instant latest, Instant now) {
        return latest == null || !latest.isAfter(now.plus(MOST)) ? null : latest.minus(MOST);
    }

    /** Why something waits until then. */
    public static String reason(Instant until) {
        return "its time, " + until.plus(MOST) + ", lies more than a day ahead";
    }
}
