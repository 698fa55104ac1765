package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {

    @Test
    void anyExceptionIsTriedAgainAndWhatWasOpenIsClosed() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch thirdTime = new CountDownLatch(1);
        Worker worker =
                new Worker(
                        "failing",
                        () ->
                                Optional.of(
                                        new Worker.Work() {
                                            private final int time = opened.incrementAndGet();

                                            @Override
                                            public Duration step() throws Exception {
                                                switch (time) {
                                                    case 1 -> throw new IOException("checked");
                                                    case 2 -> throw new NullPointerException();
                                                    default -> thirdTime.countDown();
                                                }
                                                return Duration.ofHours(1);
                                            }

                                            @Override
                                            public void close() {
                                                closed.incrementAndGet();
                                            }
                                        }));
        worker.start();
        thirdTime.await();
        worker.stop();
        assertThat(opened).hasValue(3);
        assertThat(closed).hasValue(3);
        assertThat(worker.trouble()).isNull();
    }

    @Test
    void whatCannotBeOpenedIsOpenedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch stepped = new CountDownLatch(1);
        Worker worker =
                new Worker(
                        "opening",
                        () -> {
                            if (tries.incrementAndGet() == 1) {
                                throw new IllegalStateException("not yet");
                            }
                            return tries.get() == 2
                                    ? Optional.empty()
                                    : Optional.of(() -> {
                                        stepped.countDown();
                                        return Duration.ofHours(1);
                                    });
                        });
        worker.start();
        stepped.await();
        worker.stop();
        assertThat(tries).hasValue(3);
    }

    @Test
    void anErrorIsNoExceptionToGoOnAfter() {
        CompletableFuture<Error> end = new CompletableFuture<>();
        Worker worker =
                Worker.of(
                                "dying",
                                () -> {
                                    throw new OutOfMemoryError("pretended");
                                })
                        .fatal(end::complete);
        worker.start();
        assertThat(end.join()).hasMessage("pretended");
        worker.stop();
    }

    @Test
    void aRestEndsWhenThereIsSomethingToDoOrTheWorkerEnds() throws Exception {
        CountDownLatch steps = new CountDownLatch(2);
        Worker worker =
                Worker.of(
                        "resting",
                        () -> {
                            steps.countDown();
                            return Duration.ofHours(1);
                        });
        worker.start();
        worker.wake();
        worker.wake();
        steps.await();
        worker.stop();
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void whoRestsForLongIsNotOverdue() throws Exception {
        CountDownLatch rests = new CountDownLatch(1);
        Duration limit = Duration.ofMillis(500);
        Worker worker =
                Worker.of(
                                "resting",
                                () -> {
                                    rests.countDown();
                                    return Duration.ofHours(1);
                                })
                        .overdueAfter(limit);
        worker.start();
        rests.await();
        long longer = System.nanoTime() + limit.multipliedBy(2).toNanos();
        while (System.nanoTime() < longer || worker.isOverdue()) {
            Thread.sleep(10);
        }
        assertThat(worker.age()).isLessThan(Duration.ofMinutes(1));
        worker.stop();
    }

    @Test
    void aStepThatHangsIsOverdueAndToldByHealth() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Worker worker =
                Worker.of(
                                "hanging",
                                () -> {
                                    hangs.countDown();
                                    ended.await();
                                    return Duration.ofHours(1);
                                })
                        .overdueAfter(Duration.ofMillis(1));
        WorkersHealth health = new WorkersHealth(java.util.List.of(worker));
        worker.start();
        hangs.await();
        Thread.sleep(10);
        assertThat(worker.isOverdue()).isTrue();
        assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
        ended.countDown();
        worker.stop();
        assertThat(worker.isOverdue()).isFalse();
    }
}
