package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command-service is asked for keys while nothing of the database is held; the erased are gone. */
class ErasedAndAskedIT {

    /** Whoever reads holds this lock until her transaction ends. */
    private static final String READING =
            """
            select count(*) from pg_locks l join pg_stat_activity a using (pid)
            where l.relation = 'rebuild'::regclass and a.state like 'idle in transaction%'
            """;

    private static final LocalDate JAN_1 = LocalDate.parse("2026-01-01");
    private static final AtomicInteger REPS = new AtomicInteger();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final AtomicLong READING_MEANWHILE = new AtomicLong();

    private static volatile CountDownLatch release = new CountDownLatch(0);
    private static KeyGiver commands;
    private static RunningQueryService service;

    private final String rep = "rep-" + REPS.incrementAndGet();
    private FedByHand log;

    ErasedAndAskedIT() {}

    @BeforeAll
    static void start() throws IOException {
        commands =
                new KeyGiver(persons -> {
                    READING_MEANWHILE.addAndGet(
                            service.jdbc().sql(READING).query(Long.class).single());
                    ASKED.incrementAndGet();
                    awaitRelease();
                });
        service =
                new RunningQueryService(
                        commands.address(),
                        "--yardstick.notices.every=1h",
                        "--yardstick.judged-ahead.every=1h");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        commands.close();
    }

    private static void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While one asks for a key, the other does not take it for one that there is not. */
    @Test
    void whoAsksAtTheSameTimeReadsTheNameToo() throws Exception {
        release = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            Future<String> one = readers.submit(this::timeline);
            while (ASKED.get() == 0) {
                Thread.onSpinWait();
            }
            Future<String> other = readers.submit(this::timeline);
            try {
                other.get(300, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waits) {
                // as it should
            }
            release.countDown();
            assertThat(one.get()).contains("Name of " + rep);
            assertThat(other.get()).contains("Name of " + rep);
        } finally {
            release.countDown();
        }
    }

    private String timeline() {
        return service.get("auditor", "/api/v1/reps/" + rep + "/timeline").text();
    }

    @BeforeEach
    void hire() {
        log = new FedByHand(service);
        log.record(
                "rep/" + rep,
                new RepHired(
                        rep,
                        JAN_1,
                        KeyGiver.sealed(rep, "Name of " + rep + "."),
                        null,
                        "North",
                        "kim",
                        JAN_1,
                        "UTC",
                        null));
        log.apply();
        ASKED.set(0);
        READING_MEANWHILE.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/reps",
                "/api/v1/reps/REP/timeline",
                "/api/v1/reps/REP/history",
                "/api/v1/reps/REP/personal-data",
                "/api/v1/teams/North/scorecard",
                "/people",
                "/people/REP",
                "/reps/REP",
                "/conversations/new",
                "/teams/North"
            })
    void nothingOfTheDatabaseIsHeldWhileKeysAreAskedAndTheTextsAreThere(String path) {
        Answer answer = service.get("admin", path.replace("REP", rep));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("Name of " + rep + ".");
        assertThat(ASKED).hasPositiveValue();
        assertThat(READING_MEANWHILE).hasValue(0);
    }

    private void park(long offset, String stream, String body, String dismissedFor) {
        service.jdbc()
                .sql(
                        """
                        insert into parked (topic, partition, "offset", stream, reason, body, dismissed_for)
                        values ('t', 0, ?, ?, 'no log line', ?, nullif(?, ''))
                        """)
                .params(offset, stream, body.getBytes(StandardCharsets.UTF_8), dismissedFor)
                .update();
    }

    @Test
    void whatIsParkedTellsOfAnErasedPersonNoMore() {
        park(1, "deal/x", "{\"rep\":\"" + rep + "\",\"note\":\"ill", "");
        park(2, "rep/" + rep, "nonsense: ill", "she is ill");
        park(3, "deal/y", "{\"rep\":\"" + rep + "0\",\"note\":\"ill", "she is ill");
        park(4, "deal/z", "other", rep + " is ill");
        service.bean(EventConsumer.class).tell(new RepErased(rep, "requested"));
        assertThat(
                        service.jdbc()
                                .sql(
                                        """
                                        select convert_from(body, 'UTF8') || coalesce(dismissed_for, '')
                                        from parked order by "offset"
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly(
                        "",
                        "erased",
                        "{\"rep\":\"" + rep + "0\",\"note\":\"illshe is ill",
                        "erased");
    }
}
