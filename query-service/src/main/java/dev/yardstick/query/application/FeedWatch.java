package dev.yardstick.query.application;

import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Feed;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** Tells by metrics which sources have fallen silent, when something came in or a day begins. */
@Component
final class FeedWatch {

    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Sources by name; who may tell can tell of any source, and metrics must not grow for ever. */
    private static final int MAX_METERED = 100;

    private record Look(long position, LocalDate day) {}

    private final KnownStore library;
    private final ConsistentRead reading;
    private final Visible visible;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> metered = new HashSet<>();
    private final Worker worker = Worker.of("feed-watch", this::look);
    private volatile Map<String, Feed> feeds = Map.of();
    private @Nullable Look last;

    FeedWatch(
            KnownStore library,
            ConsistentRead reading,
            Visible visible,
            Clock clock,
            MeterRegistry meters) {
        this.library = library;
        this.reading = reading;
        this.visible = visible;
        this.clock = clock;
        this.meters = meters;
    }

    @Bean("feedWatchWorker")
    Worker worker() {
        return worker;
    }

    private Duration look() {
        Look now = new Look(visible.position(), LocalDate.now(clock));
        if (!now.equals(last)) {
            Map<String, Feed> seen = new HashMap<>();
            reading.read(() -> library.heard(now.position()))
                    .forEach((source, days) -> seen.put(source, Feed.on(source, days, now.day())));
            feeds = seen;
            seen.keySet().stream()
                    .filter(source -> metered.size() < MAX_METERED && metered.add(source))
                    .forEach(this::meter);
            last = now;
        }
        return EVERY;
    }

    private void meter(String source) {
        gauge(
                source,
                "yardstick.feed.quiet",
                "days",
                "working days since the day of the last that a source told",
                Feed::quietFor);
        gauge(
                source,
                "yardstick.feed.silent",
                null,
                "1: a source counts as silent, by its own rhythm; else 0",
                feed -> feed.silent() ? 1 : 0);
    }

    private void gauge(
            String source,
            String name,
            @Nullable String unit,
            String description,
            ToDoubleFunction<Feed> value) {
        Gauge.builder(
                        name,
                        () -> {
                            Feed feed = feeds.get(source);
                            return feed == null ? Double.NaN : value.applyAsDouble(feed);
                        })
                .description(description)
                .baseUnit(unit)
                .tag("source", source)
                .register(meters);
    }
}
