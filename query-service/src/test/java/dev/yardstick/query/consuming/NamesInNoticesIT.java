package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Streams;
import dev.yardstick.query.RunningQueryService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is told once waits for the names in it. */
class NamesInNoticesIT {

    private static final String HOSTS = "--yardstick.outgoing.allowed-hosts=127.0.0.1";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final List<String> posted = new CopyOnWriteArrayList<>();

    @Test
    void aNoticeWaitsWhileANameInItCannotBeRead() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        HttpServer hook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    posted.add(new String(body, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        hook.start();
        String database = RunningQueryService.createDatabase();
        try (KeyGiver commands =
                new KeyGiver(persons -> {
                    if (away.get() && persons.contains("robin")) {
                        throw new IllegalStateException("away");
                    }
                })) {
            URI url = commands.address();
            try (RunningQueryService before =
                    RunningQueryService.on(database, url, HOSTS, "--yardstick.notices.every=1h")) {
                wishForTheWeekThatHasBegun(before, hook.getAddress().getPort());
            }
            try (RunningQueryService service =
                    RunningQueryService.on(
                            database,
                            url,
                            HOSTS,
                            "--yardstick.notices.every=50ms",
                            "--yardstick.notices.retry-pause=20ms")) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !posted.isEmpty() || isTriedAgain(service));
                assertThat(posted).isEmpty();
                away.set(false);
                await().atMost(Duration.ofSeconds(20)).until(() -> !posted.isEmpty());
                assertThat(posted).singleElement().asString().contains("Robin Zwetsloot");
            }
        } finally {
            hook.stop(0);
        }
    }

    /** Of a manager with a rep of whom nothing is expected. */
    private static void wishForTheWeekThatHasBegun(RunningQueryService service, int port) {
        FedByHand log = new FedByHand(service);
        log.record(
                Streams.rep("robin"),
                new RepHired(
                        "robin",
                        DAY,
                        KeyGiver.sealed("robin", "Robin Zwetsloot"),
                        null,
                        "North",
                        "kim",
                        DAY,
                        "UTC",
                        null));
        log.apply();
        String wish =
                """
                {"webhook":{"url":"http://127.0.0.1:%d/hook"},"kinds":["week"]}\
                """
                        .formatted(port);
        assertThat(service.call("manager:kim", "PUT", "/api/v1/notices/wishes", wish).status())
                .isEqualTo(200);
        service.jdbc()
                .sql("update notice_subscription set since = since - interval '3 weeks'")
                .update();
    }

    private static boolean isTriedAgain(RunningQueryService service) {
        return service.jdbc()
                .sql("select exists (select from notice where tries > 1)")
                .query(Boolean.class)
                .single();
    }
}
