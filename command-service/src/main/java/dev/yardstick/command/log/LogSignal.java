package dev.yardstick.command.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** Wakes all who follow the log when this process appended to it. */
@Component
public class LogSignal {

    private final Lock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private long raised;

    void raise() {
        lock.lock();
        try {
            raised++;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One who follows the log; for one thread. */
    public final class Follower {

        private long seen;

        /** Returns when something was appended here since the last call, or after the time-out. */
        public void await(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                long left = timeout.toNanos();
                while (raised == seen && left > 0) {
                    left = appended.awaitNanos(left);
                }
                seen = raised;
            } finally {
                lock.unlock();
            }
        }
    }

    /** A new follower; all that was appended before counts as news to it. */
    public Follower follow() {
        return new Follower();
    }
}
