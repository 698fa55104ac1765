package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Streams;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.access.CommandService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A command-service that is slow, or stops in the middle of an answer. */
class OtherServiceIT {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /** Of transactions that rest, as one does while somebody else is asked. */
    private static final String RESTING =
            "select count(*) from pg_stat_activity where state = 'idle in transaction'";

    @Test
    void noTransactionIsOpenWhileItIsAskedAndNobodyWaitsForTheRestOfAnAnswer() throws Exception {
        List<Long> resting = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        HttpServer commands =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        commands.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        commands.createContext(
                "/api/v1/audit/events",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write("{}\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    awaitEnd(end);
                });
        commands.start();
        try (RunningQueryService service =
                new RunningQueryService(
                        URI.create("http://127.0.0.1:" + commands.getAddress().getPort()))) {
            commands.createContext(
                    "/api/v1/personal-keys",
                    exchange -> {
                        resting.add(fewestResting(service));
                        answer(exchange, "{\"items\":[]}");
                    });
            FedByHand log = new FedByHand(service);
            for (String rep : List.of("robin", "sam")) {
                log.record(
                        Streams.rep(rep),
                        new RepHired(
                                rep,
                                DAY,
                                new Personal.Sealed(rep, "AAAA"),
                                null,
                                "North",
                                "kim",
                                DAY,
                                "UTC",
                                null));
            }
            log.apply();
            for (String path : List.of("/api/v1/reps", "/api/v1/teams", "/people")) {
                Thread.sleep(2_100); // what is absent is asked for again after two seconds
                assertThat(service.get("auditor", path).status()).as(path).isEqualTo(200);
            }
            assertThat(resting).isNotEmpty().containsOnly(0L);

            assertThatThrownBy(
                            () -> {
                                try (Stream<String> lines =
                                        service.bean(CommandService.class).events(1, 9)) {
                                    lines.forEach(line -> {});
                                }
                            })
                    .isInstanceOf(UncheckedIOException.class);
        } finally {
            end.countDown();
            commands.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    /** Others come and go; one that waits for this answer stays. */
    private static long fewestResting(RunningQueryService service) {
        long fewest = Long.MAX_VALUE;
        for (int look = 0; look < 50 && fewest > 0; look++) {
            long now = service.jdbc().sql(RESTING).query(Long.class).single();
            fewest = Math.min(fewest, now);
        }
        return fewest;
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
