package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.query.RunningQueryService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class VisibleWatchIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String APPLY =
            """
            insert into consumed (topic, partition, topic_id, next_offset, position, watermark)
            values ('yardstick.events', 0, 'id', 0, ?, ?)
            on conflict (topic, partition) do update set watermark = excluded.watermark
            """;

    @Test
    void manyWaitForWhatIsAppliedAndNoMoreThanMay() throws Exception {
        try (RunningQueryService service = new RunningQueryService();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            VisibleWatch watch = service.bean(VisibleWatch.class);
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int n = 0; n < VisibleWatch.MOST; n++) {
                waiting.add(readers.submit(() -> watch.await(7, LONG)));
            }
            while (watch.waiting() < VisibleWatch.MOST) {
                Thread.sleep(Duration.ofMillis(10));
            }
            assertThatThrownBy(() -> watch.await(7, LONG))
                    .isInstanceOf(VisibleWatch.TooManyException.class);
            assertThat(service.get("auditor", "/api/v1/reps?after=7").status()).isEqualTo(503);
            assertThat(service.get("auditor", "/api/v1/reps?after=7").header("Retry-After"))
                    .isEqualTo("1");
            service.jdbc().sql(APPLY).params(7L, 7L).update();
            for (Future<Boolean> one : waiting) {
                assertThat(one.get()).isTrue();
            }
            assertThat(watch.await(7, Duration.ZERO)).isTrue();
            assertThat(watch.await(8, Duration.ofMillis(50))).isFalse();
            assertThat(watch.waiting()).isZero();
        }
    }
}
