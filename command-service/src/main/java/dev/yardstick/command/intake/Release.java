package dev.yardstick.command.intake;

import dev.yardstick.command.Registered;
import dev.yardstick.command.StrictJson;
import dev.yardstick.command.access.Caller;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets parked events go through once the rep or account they wait for is known. An event leaves the
 * parking only after the log has it, so a crash in between does no harm: it is a duplicate then.
 */
@Component
class Release {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final int BATCH = 500;

    private final Parking parking;
    private final Intake intake;
    private final ReentrantLock one = new ReentrantLock();

    Release(Parking parking, Intake intake) {
        this.parking = parking;
        this.intake = intake;
    }

    /** As soon as somebody new is known. */
    @Async
    @EventListener
    public void onRegistered(Registered registered) {
        release();
    }

    /** And now and then, for what another process registered or a crash left behind. */
    @Scheduled(initialDelay = 1_000, fixedDelay = 5_000)
    public void sweep() {
        release();
    }

    private void release() {
        one.lock();
        try {
            List<Parking.Ready> ready = parking.ready(BATCH);
            while (!ready.isEmpty()) {
                ready.forEach(this::release);
                ready = parking.ready(BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("parked events wait for the next round: {}", e.toString());
        } finally {
            one.unlock();
        }
    }

    private void release(Parking.Ready ready) {
        Caller.onBehalfOf(
                ready.actor(),
                () -> {
                    IntakeAnswer answer = new IntakeAnswer();
                    intake.take(List.of(StrictJson.read(ready.body())), 0, answer);
                    if (answer.nothingTaken()) {
                        parking.refused(ready.id(), answer.reason());
                    } else if (!answer.stillParked()) {
                        parking.remove(List.of(ready.id()));
                    }
                });
    }
}
