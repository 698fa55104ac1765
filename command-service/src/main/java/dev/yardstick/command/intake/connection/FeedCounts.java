package dev.yardstick.command.intake.connection;

import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What came from each source and what became of it: metrics at once, the table every second. The
 * counts of the last second are lost when the process is killed; the log is not.
 */
@Component
public class FeedCounts {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Ends when nothing is taken any more. */
    private static final int AFTER_INTAKE = 1;

    private static final int MAX_METERED = 100;

    private static final String ADD =
            """
            insert into feed as f (source, last_delivery_at, last_event_at,
                                   accepted, duplicates, parked, ignored, refused, unverified)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source) do update
            set last_delivery_at = greatest(f.last_delivery_at, excluded.last_delivery_at),
                last_event_at = greatest(f.last_event_at, excluded.last_event_at),
                accepted = f.accepted + excluded.accepted, duplicates = f.duplicates + excluded.duplicates,
                parked = f.parked + excluded.parked, ignored = f.ignored + excluded.ignored,
                refused = f.refused + excluded.refused, unverified = f.unverified + excluded.unverified
            """;

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Counts> pending = new ConcurrentHashMap<>();
    private final Set<String> metered = ConcurrentHashMap.newKeySet();

    FeedCounts(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.clock = clock;
    }

    /** What became of deliveries and events of a source. */
    record Counts(
            @Nullable Instant lastDeliveryAt,
            @Nullable Instant lastEventAt,
            long accepted,
            long duplicates,
            long parked,
            long ignored,
            long refused,
            long unverified) {

        static final Counts NONE = new Counts(null, null, 0, 0, 0, 0, 0, 0);

        private static Counts one(
                String what, @Nullable Instant delivery, @Nullable Instant event) {
            return new Counts(
                    delivery,
                    event,
                    what.equals("accepted") ? 1 : 0,
                    what.equals("duplicate") ? 1 : 0,
                    what.equals("parked") ? 1 : 0,
                    what.equals("ignored") ? 1 : 0,
                    what.equals("refused") ? 1 : 0,
                    what.equals("unverified") ? 1 : 0);
        }

        private Counts and(Counts other) {
            return new Counts(
                    later(lastDeliveryAt, other.lastDeliveryAt),
                    later(lastEventAt, other.lastEventAt),
                    accepted + other.accepted,
                    duplicates + other.duplicates,
                    parked + other.parked,
                    ignored + other.ignored,
                    refused + other.refused,
                    unverified + other.unverified);
        }

        private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
            return a == null || (b != null && b.isAfter(a)) ? b : a;
        }
    }

    /** Counts what became of one event, and how long after the CRM's clock it came. */
    public void count(CrmVersion crm, Taken taken) {
        Instant now = clock.instant();
        Duration lag = Duration.between(crm.time(), now);
        // A timer counts nanoseconds, and an import of some years is too many of them.
        DistributionSummary.builder("yardstick.crm.lag")
                .description("from the CRM's clock to the log")
                .baseUnit("seconds")
                .tag("source", tag(crm.source()))
                .register(meters)
                .record(lag.isNegative() ? 0 : lag.toMillis() / 1_000.0);
        add(crm.source(), taken.result().code(), now, crm.time());
    }

    /** Counts what became of something that is no event. */
    public void count(String source, Taken.Result result) {
        add(source, result.code(), clock.instant(), null);
    }

    /** Counts a delivery that nobody knows to be the CRM's. */
    public void countUnverified(String source) {
        add(source, "unverified", null, null);
    }

    private void add(
            String source, String what, @Nullable Instant delivery, @Nullable Instant event) {
        Counter.builder("yardstick.crm.events")
                .description("what became of what CRMs sent")
                .baseUnit("events")
                .tags("source", tag(source), "outcome", what)
                .register(meters)
                .increment();
        pending.merge(source, Counts.one(what, delivery, event), Counts::and);
    }

    /**
     * A source by name, as long as there are few; what a client sends must not grow without end.
     */
    private String tag(String source) {
        return metered.contains(source) || (metered.size() < MAX_METERED && metered.add(source))
                ? source
                : "others";
    }

    /** Writes what was counted since the last time. */
    private void write() {
        for (String source : List.copyOf(pending.keySet())) {
            Counts counts = pending.remove(source);
            if (counts != null) {
                try {
                    write(source, counts);
                } catch (DataAccessException e) {
                    pending.merge(source, counts, Counts::and);
                    throw e;
                }
            }
        }
    }

    @Bean("feedCountsWorker")
    Worker worker() {
        return Worker.of(
                        "feed-counts",
                        new Worker.Work() {
                            @Override
                            public Duration step() {
                                write();
                                return EVERY;
                            }

                            @Override
                            public void close() {
                                write();
                            }
                        })
                .phase(AFTER_INTAKE);
    }

    private void write(String source, Counts c) {
        jdbc.sql(ADD)
                .param(source)
                .param(utc(c.lastDeliveryAt()))
                .param(utc(c.lastEventAt()))
                .param(c.accepted())
                .param(c.duplicates())
                .param(c.parked())
                .param(c.ignored())
                .param(c.refused())
                .param(c.unverified())
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** What became of all that a source sent. */
    Counts of(String source) {
        return jdbc.sql("select * from feed where source = ?")
                .param(source)
                .query((row, n) ->
                        new Counts(
                                instant(row.getObject("last_delivery_at", OffsetDateTime.class)),
                                instant(row.getObject("last_event_at", OffsetDateTime.class)),
                                row.getLong("accepted"),
                                row.getLong("duplicates"),
                                row.getLong("parked"),
                                row.getLong("ignored"),
                                row.getLong("refused"),
                                row.getLong("unverified")))
                .optional()
                .orElse(Counts.NONE);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
