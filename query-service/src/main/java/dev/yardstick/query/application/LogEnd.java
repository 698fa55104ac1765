package dev.yardstick.query.application;

import dev.yardstick.query.access.CommandService;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Whether a position lies beyond the end of the log, of which command-service knows. What it has
 * once is not asked for again: a log only grows.
 */
@Component
class LogEnd {

    private final CommandService commands;
    private final AtomicLong known = new AtomicLong();

    LogEnd(CommandService commands) {
        this.commands = commands;
    }

    /** Whether the log certainly has no event at a position yet; false where nobody says so. */
    boolean isBefore(long position) {
        if (position <= known.get()) {
            return false;
        }
        try {
            if (!commands.has(position)) {
                return true;
            }
            known.accumulateAndGet(position, Math::max);
        } catch (IOException away) {
            // then what is asked for may be there
        }
        return false;
    }
}
