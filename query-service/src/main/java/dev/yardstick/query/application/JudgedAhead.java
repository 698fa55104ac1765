package dev.yardstick.query.application;

import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepStories;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Judges everybody's day before anybody asks: when it begins where she is, and when something
 * changed. It leaves a third of its thread's time to those who ask, and rests while much comes in,
 * as when a year is imported.
 */
@Component
public final class JudgedAhead {

    private static final int LOT = 10;
    private static final int MUCH = 500;
    private static final int BREAK = 2;

    private final RepDays days;
    private final RepStories stories;
    private final Snapshots snapshots;
    private final Visible visible;
    private final Settings settings;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Worker worker = Worker.of("judged-ahead", this::step);
    private volatile double lacking = Double.NaN;
    private long before;

    JudgedAhead(
            RepDays days,
            RepStories stories,
            Snapshots snapshots,
            Visible visible,
            Settings settings,
            MeterRegistry meters) {
        this.days = days;
        this.stories = stories;
        this.snapshots = snapshots;
        this.visible = visible;
        this.settings = settings;
        Gauge.builder("yardstick.judged.lacking", () -> lacking)
                .description("reps whose day is to be judged yet")
                .register(meters);
    }

    /**
     * When it looks.
     *
     * @param every {@code yardstick.judged-ahead.every}: the pause between two looks at whom
     *     something changed for
     */
    @ConfigurationProperties("yardstick.judged-ahead")
    record Settings(@DefaultValue("5s") Duration every) {}

    @Bean("judgedAheadWorker")
    Worker worker() {
        return worker;
    }

    private Duration step() {
        if (waiting.isEmpty()) {
            long position = visible.position();
            boolean much = position - before > MUCH;
            before = position;
            if (!much) {
                waiting.addAll(snapshots.read(() -> days.lacking(employed(visible.position()))));
            }
            lacking = much ? Double.NaN : waiting.size();
            return waiting.isEmpty() ? settings.every() : Duration.ZERO;
        }
        long begin = System.nanoTime();
        List<String> lot = new ArrayList<>();
        while (lot.size() < LOT && !waiting.isEmpty()) {
            lot.add(waiting.remove());
        }
        snapshots.read(() -> {
            long position = visible.position();
            Map<String, RepStory> all = stories.at(position);
            List<RepStory> reps = lot.stream().map(all::get).filter(Objects::nonNull).toList();
            return days.of(reps, visible.at(position), days::today);
        });
        lacking = waiting.size();
        return Duration.ofNanos((System.nanoTime() - begin) / BREAK);
    }

    private List<RepStory> employed(long position) {
        return stories.at(position).values().stream()
                .filter(rep -> rep.isEmployed(days.today(rep)))
                .toList();
    }
}
