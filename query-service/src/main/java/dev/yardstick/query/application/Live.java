package dev.yardstick.query.application;

import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.known.Change;
import dev.yardstick.query.known.Changes;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Watches what is visible, for all open pages at once: when the consumer of this process applied
 * something, and by a slow look, since another process may have; never while nobody is there. A
 * page is told at once after a silence, and at most once a second, and only of what is about its
 * subject. One that is too many, of all or of one reader, or open for long, is sent away and comes
 * again by itself.
 */
@Component
public class Live {

    private static final int MAX_OPEN = 2_000;
    private static final int MAX_OF_ONE = 50;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration ALIVE = Duration.ofSeconds(15);

    /**
     * What an open page was told.
     *
     * @param reader whose it is
     * @param reps about whom it wants to know; null: about all
     * @param position up to where it was looked for news
     * @param news the position from which on a page shows news that were seen; 0: there are none
     * @param at when it was told to move, of {@link System#nanoTime}
     */
    private record Told(
            String reader, @Nullable List<String> reps, long position, long news, long at) {

        /** What is left of its pause, in nanoseconds. */
        long rests(long now) {
            return at + PAUSE.toNanos() - now;
        }

        /** After a look; what is noted may be ahead of what is visible, so that stays news. */
        Told looked(long visible, Map<String, Change> changed) {
            long last = reps == null ? visible : last(reps, changed);
            return new Told(
                    reader, reps, visible, last <= position ? 0 : news > 0 ? news : last, at);
        }

        private static long last(List<String> reps, Map<String, Change> changed) {
            return reps.stream()
                    .mapToLong(rep -> changed.getOrDefault(rep, Change.NEVER).position())
                    .max()
                    .orElse(0);
        }

        Told moved(long now) {
            return new Told(reader, reps, position, 0, now);
        }
    }

    private final Map<SseEmitter, Told> told = new ConcurrentHashMap<>();
    private final Visible visible;
    private final Changes changes;
    private final Settings settings;
    private final Worker worker = Worker.of("live", new Watching());

    Live(Visible visible, Changes changes, Settings settings) {
        this.visible = visible;
        this.changes = changes;
        this.settings = settings;
    }

    /**
     * When it looks.
     *
     * @param every {@code yardstick.live.every}: after how long what another process applied is
     *     looked for; what this one applies is seen at once
     */
    @ConfigurationProperties("yardstick.live")
    record Settings(@DefaultValue("1s") Duration every) {}

    @EventListener
    void on(Visible.Moved moved) {
        if (!told.isEmpty()) {
            worker.wake();
        }
    }

    /**
     * Lets a page in.
     *
     * @param reader whose it is
     * @param position which it shows
     * @param reps about whom it wants to know; null: about all
     */
    public SseEmitter join(String reader, long position, @Nullable List<String> reps) {
        SseEmitter page = new SseEmitter(OPEN.toMillis());
        if (told.size() >= MAX_OPEN || hasMany(reader) || !worker.isRunning()) {
            send(page, SseEmitter.event().reconnectTime(LATER.toMillis()));
            page.complete();
            return page;
        }
        page.onCompletion(() -> told.remove(page));
        page.onTimeout(page::complete);
        page.onError(failed -> told.remove(page));
        long before = System.nanoTime() - PAUSE.toNanos();
        told.put(page, new Told(reader, reps, position, 0, before));
        send(page, SseEmitter.event().comment("open"));
        return page;
    }

    /** One reader's pages leave room for everybody else's. */
    private boolean hasMany(String reader) {
        return told.values().stream().filter(one -> one.reader().equals(reader)).count()
                >= MAX_OF_ONE;
    }

    /** It ends before the web server, which would wait for open pages. */
    @Bean("liveWorker")
    Worker worker() {
        return worker;
    }

    private final class Watching implements Worker.Work {

        private long aliveAt = System.nanoTime();

        @Override
        public Duration step() {
            if (told.isEmpty()) {
                return settings.every();
            }
            long now = System.nanoTime();
            long position = visible.position();
            Map<SseEmitter, Told> due = new HashMap<>();
            long rest = settings.every().toNanos();
            for (Map.Entry<SseEmitter, Told> one : told.entrySet()) {
                long rests = one.getValue().rests(now);
                if (position > one.getValue().position() && rests > 0) {
                    rest = Math.min(rest, rests);
                } else if (position > one.getValue().position()) {
                    due.put(one.getKey(), one.getValue());
                }
            }
            tell(due, position, now);
            if (now - aliveAt > ALIVE.toNanos()) {
                aliveAt = now;
                told.keySet().forEach(page -> send(page, SseEmitter.event().comment("still here")));
            }
            // A rest is counted in whole milliseconds.
            return Duration.ofNanos(rest).plusMillis(1);
        }

        @Override
        public void interrupt() {
            told.keySet().forEach(SseEmitter::complete);
        }
    }

    /** What is noted is read after the position, so nothing that it covers is missed. */
    private void tell(Map<SseEmitter, Told> due, long position, long now) {
        Set<String> reps = new HashSet<>();
        due.values().forEach(before -> reps.addAll(orNone(before.reps())));
        Map<String, Change> changed = reps.isEmpty() ? Map.of() : changes.of(reps);
        due.forEach((page, before) -> {
            Told looked = before.looked(position, changed);
            boolean moved = looked.news() > 0 && looked.news() <= position;
            told.replace(page, moved ? looked.moved(now) : looked);
            if (moved) {
                send(page, SseEmitter.event().name("moved").data(position));
            }
        });
    }

    private static List<String> orNone(@Nullable List<String> reps) {
        return reps == null ? List.of() : reps;
    }

    private void send(SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException gone) {
            told.remove(page);
        }
    }
}
