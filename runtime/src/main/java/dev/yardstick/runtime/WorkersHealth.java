package dev.yardstick.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells by health and by metric when a worker has not come round for too long. */
record WorkersHealth(List<Worker> workers) implements HealthIndicator, MeterBinder {

    /** DOWN when one is overdue; each with the seconds since it came round, and its trouble. */
    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        for (Worker worker : workers) {
            String trouble = worker.trouble();
            details.put(
                    worker.name(),
                    worker.age().toSeconds() + " s" + (trouble == null ? "" : ", " + trouble));
        }
        boolean overdue = workers.stream().anyMatch(Worker::isOverdue);
        return (overdue ? Health.down() : Health.up()).withDetails(details).build();
    }

    /** For each worker since when it finished no step, and whether that is too long. */
    @Override
    public void bindTo(MeterRegistry meters) {
        for (Worker worker : workers) {
            Gauge.builder("yardstick.worker.age", worker, w -> w.age().toMillis() / 1_000.0)
                    .description("since a loop finished its last step")
                    .tag("worker", worker.name())
                    .baseUnit("seconds")
                    .register(meters);
            Gauge.builder("yardstick.worker.overdue", worker, w -> w.isOverdue() ? 1 : 0)
                    .description("1: a loop has not come round for too long; else 0")
                    .tag("worker", worker.name())
                    .register(meters);
        }
    }
}
