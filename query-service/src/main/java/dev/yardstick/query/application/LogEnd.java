package dev.yardstick.query.application;

import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.runtime.Asked;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Whether a position lies beyond the end of the log, of which command-service knows. What it has
 * once is not asked for again: a log only grows.
 */
@Component
class LogEnd {

    private final CommandService commands;
    private final Visible visible;
    private final Clock clock;
    private final AtomicLong known = new AtomicLong();

    LogEnd(CommandService commands, Visible visible, Clock clock) {
        this.commands = commands;
        this.visible = visible;
        this.clock = clock;
    }

    @Bean
    Asked projectionAge() {
        return new Asked(
                "yardstick.projection.age",
                "seconds",
                "since the first event was recorded that has not been applied yet",
                this::behind);
    }

    private double behind() throws IOException {
        return commands.recordedAt(visible.position() + 1)
                .map(at -> Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1_000.0))
                .orElse(0.0);
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
