package dev.yardstick.query.application;

import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepStories;
import dev.yardstick.runtime.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Judges everybody's day before anybody asks: when it begins where she is, and when something
 * changed. It leaves a quarter of its thread's time to those who ask, and rests while much comes
 * in, as when a year is imported.
 */
@Component
public final class JudgedAhead {

    private static final Logger LOG = LoggerFactory.getLogger(JudgedAhead.class);

    private static final int LOT = 10;
    private static final int MUCH = 500;
    private static final int BREAK = 3;

    private final RepDays days;
    private final RepStories stories;
    private final ConsistentRead reading;
    private final Visible visible;
    private final Settings settings;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Worker worker = Worker.of("judged-ahead", this::step);
    private final Counter judged;
    private volatile double lacking = Double.NaN;
    private long before;

    JudgedAhead(
            RepDays days,
            RepStories stories,
            ConsistentRead reading,
            Visible visible,
            Settings settings,
            MeterRegistry meters) {
        this.days = days;
        this.stories = stories;
        this.reading = reading;
        this.visible = visible;
        this.settings = settings;
        this.judged =
                Counter.builder("yardstick.judged.ahead")
                        .description("days that were judged before anybody asked")
                        .baseUnit("days")
                        .register(meters);
        Gauge.builder("yardstick.judged.lacking", () -> lacking)
                .description("reps whose day is to be judged yet")
                .baseUnit("reps")
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
            look();
            return waiting.isEmpty() ? settings.every() : Duration.ZERO;
        }
        long begin = System.nanoTime();
        List<String> lot = new ArrayList<>();
        while (lot.size() < LOT && !waiting.isEmpty()) {
            lot.add(waiting.remove());
        }
        if (!judge(lot)) {
            // Their texts cannot be opened now, nor anybody else's.
            waiting.clear();
            return settings.every();
        }
        lacking = waiting.size();
        return Duration.ofNanos((System.nanoTime() - begin) / BREAK);
    }

    private void look() {
        long position = visible.position();
        boolean much = position - before > MUCH;
        before = position;
        if (!much) {
            waiting.addAll(reading.read(() -> days.lacking(employed(visible.position()))));
        }
        lacking = much ? Double.NaN : waiting.size();
    }

    /** Whether any of them was kept; a fault with one is none with the others. */
    private boolean judge(List<String> lot) {
        try {
            return reading.readTexts(() -> {
                long position = visible.position();
                Map<String, RepStory> all = stories.at(position);
                List<RepStory> reps = lot.stream().map(all::get).filter(Objects::nonNull).toList();
                days.of(reps, visible.at(position), days::today);
                int kept = reps.size() - days.lacking(reps).size();
                judged.increment(kept);
                return kept > 0;
            });
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (lot.size() > 1) {
                lot.forEach(rep -> judge(List.of(rep)));
            } else {
                LOG.atError()
                        .addKeyValue("person", lot.getFirst())
                        .setCause(e)
                        .log("the day of {} cannot be judged", lot.getFirst());
            }
            return true;
        }
    }

    private List<RepStory> employed(long position) {
        return stories.at(position).values().stream()
                .filter(rep -> !rep.isErased() && rep.isEmployed(days.today(rep)))
                .toList();
    }
}
