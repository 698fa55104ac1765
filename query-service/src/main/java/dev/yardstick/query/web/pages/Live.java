package dev.yardstick.query.web.pages;

import dev.yardstick.query.consuming.Visible;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches what is visible, for all open pages at once: one look a second, and none while nobody is
 * there. A page that is too many, or open for long, is sent away and comes again by itself.
 */
@Component
class Live implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private static final int MAX_OPEN = 2_000;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final int ALIVE_EVERY = 15;

    private static final String MOVED =
            """
            select exists (select from record_rep where rep = any(?) and position > ?)
                or exists (select from chronicle where rep = any(?) and position > ?)
            """;

    /** Up to where a page was told, and about whom it wants to know; null: about all. */
    private record Told(long position, String @Nullable [] reps) {}

    private final Map<SseEmitter, Told> told = new ConcurrentHashMap<>();
    private final Visible visible;
    private final JdbcClient jdbc;
    private Thread thread = new Thread();
    private volatile boolean running;

    Live(Visible visible, JdbcClient jdbc) {
        this.visible = visible;
        this.jdbc = jdbc;
    }

    /**
     * Lets a page in.
     *
     * @param position which it shows
     * @param reps about whom it wants to know; null: about all
     */
    SseEmitter join(long position, @Nullable List<String> reps) {
        SseEmitter page = new SseEmitter(OPEN.toMillis());
        if (told.size() >= MAX_OPEN || !running) {
            page.complete();
            return page;
        }
        page.onCompletion(() -> told.remove(page));
        page.onTimeout(page::complete);
        page.onError(failed -> told.remove(page));
        told.put(page, new Told(position, reps == null ? null : reps.toArray(String[]::new)));
        send(page, SseEmitter.event().comment("open"));
        return page;
    }

    private void watch() {
        for (int look = 1; running; look++) {
            try {
                Thread.sleep(EVERY);
                if (!told.isEmpty()) {
                    tell(visible.position(), look % ALIVE_EVERY == 0);
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.debug("what is visible cannot be told", e);
            }
        }
    }

    private void tell(long position, boolean alive) {
        told.forEach((page, before) -> {
            boolean moved = position > before.position() && isAbout(before);
            if (position > before.position()) {
                told.replace(page, new Told(position, before.reps()));
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

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("live").daemon().start(this::watch);
    }

    /** Before the web server, which would wait for open pages. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        told.keySet().forEach(SseEmitter::complete);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
