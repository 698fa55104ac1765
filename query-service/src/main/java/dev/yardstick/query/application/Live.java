package dev.yardstick.query.application;

import dev.yardstick.query.consuming.Visible;
import dev.yardstick.runtime.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Watches what is visible, for all open pages at once: one look a second, and none while nobody is
 * there. A page that is too many, of all or of one reader, or open for long, is sent away and comes
 * again by itself.
 */
@Component
public class Live {

    private static final int MAX_OPEN = 2_000;
    private static final int MAX_OF_ONE = 50;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final int ALIVE_EVERY = 15;

    private static final String MOVED =
            """
            select exists (select from record_rep where rep = any(?) and position > ?)
                or exists (select from chronicle where rep = any(?) and position > ?)
            """;

    /** Whose page was told up to where, and about whom it wants to know; null: about all. */
    private record Told(String reader, long position, String @Nullable [] reps) {}

    private final Map<SseEmitter, Told> told = new ConcurrentHashMap<>();
    private final Visible visible;
    private final JdbcClient jdbc;
    private final Worker worker = Worker.of("live", new Watching());

    Live(Visible visible, JdbcClient jdbc) {
        this.visible = visible;
        this.jdbc = jdbc;
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
        told.put(
                page,
                new Told(reader, position, reps == null ? null : reps.toArray(String[]::new)));
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

        private int look;

        @Override
        public Duration step() {
            look++;
            if (!told.isEmpty()) {
                tell(visible.position(), look % ALIVE_EVERY == 0);
            }
            return EVERY;
        }

        @Override
        public void interrupt() {
            told.keySet().forEach(SseEmitter::complete);
        }
    }

    private void tell(long position, boolean alive) {
        told.forEach((page, before) -> {
            boolean moved = position > before.position() && isAbout(before);
            if (position > before.position()) {
                told.replace(page, new Told(before.reader(), position, before.reps()));
            }
            if (moved) {
                send(page, SseEmitter.event().name("moved").data(position));
            } else if (alive) {
                send(page, SseEmitter.event().comment("still here"));
            }
        });
    }

    private boolean isAbout(Told before) {
        String[] reps = before.reps();
        return reps == null
                || jdbc.sql(MOVED)
                        .params(reps, before.position(), reps, before.position())
                        .query(Boolean.class)
                        .single();
    }

    private void send(SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException gone) {
            told.remove(page);
        }
    }
}
