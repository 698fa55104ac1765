package dev.yardstick.command.shipping;

import dev.yardstick.runtime.KafkaSettings;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the log has come in Kafka, whichever process ships it. */
@Component
public record Shipped(KafkaSettings settings, JdbcClient jdbc) {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private static final String HAS =
            "select exists (select from shipping where topic = ? and position >= ?)";

    /** Waits a short while for Kafka to have a position; false: it does not by then. */
    public boolean await(long position) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!jdbc.sql(HAS).params(settings.topic(), position).query(Boolean.class).single()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
