package dev.yardstick.runtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;

/**
 * At the end readiness goes down first, and requests are taken for a while still: until then
 * whoever balances load has stopped sending them. What this process led, or read, others have by
 * then.
 */
final class Drain implements SmartLifecycle {

    /** After the loops, before the web server takes no more. */
    private static final int AFTER_WORKERS = DEFAULT_PHASE - 1;

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Settings settings;
    private volatile boolean running;

    Drain(Settings settings) {
        this.settings = settings;
    }

    /**
     * How long.
     *
     * @param drain {@code yardstick.shutdown.drain}: longer than the load balancer's checks take to
     *     miss it, 8 s at most; zero: nobody balances load
     */
    @ConfigurationProperties("yardstick.shutdown")
    record Settings(@DefaultValue("0s") Duration drain) {

        Settings {
            if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "yardstick.shutdown.drain must be from 0s to " + LONGEST.toSeconds() + "s");
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(settings.drain());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_WORKERS;
    }
}
