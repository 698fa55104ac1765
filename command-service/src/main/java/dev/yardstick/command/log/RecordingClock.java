package dev.yardstick.command.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When the log says that something was recorded: now, by the clock of the database, which all
 * writers share. The demo alone tells moments of its own, to a log that has nothing but the demo's
 * year; no call and no setting reaches this.
 */
@Component
public final class RecordingClock {

    private final LogReader log;
    private volatile @Nullable Instant told;

    RecordingClock(LogReader log) {
        this.log = log;
    }

    /** Whether the log has nothing yet: only then may what is recorded be of another day. */
    public boolean isBeforeAll() {
        return log.head() == 0;
    }

    /**
     * What comes is recorded at this moment, never before what was recorded last nor after now.
     *
     * @param moment null: now again
     */
    public void tell(@Nullable Instant moment) {
        told = moment;
    }

    @Nullable Instant told() {
        return told;
    }
}
