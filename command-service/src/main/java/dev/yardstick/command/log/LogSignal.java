package dev.yardstick.command.log;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever follows the log when this process appended to it. */
@Component
public class LogSignal {

    private final Semaphore appended = new Semaphore(0);

    void raise() {
        appended.release();
    }

    /** Returns when something was appended here since the last call, or after the time-out. */
    public void await(Duration timeout) throws InterruptedException {
        if (appended.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            appended.drainPermits();
        }
    }
}
