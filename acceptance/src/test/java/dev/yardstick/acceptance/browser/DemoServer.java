package dev.yardstick.acceptance.browser;

import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.command.log.RecordingClock;
import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A server that knows the rep Sam alone, of whom nothing is expected, in team Empty; once it was
 * told, also the demo's year, and what operators have to look after.
 */
final class DemoServer implements AutoCloseable {

    /** One of the demo's reps. */
    static final String REP = "ines-moreau";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Server server;
    private final Api api;
    private long loaded;
    private String spoiled = "";

    DemoServer(Path data) throws IOException, InterruptedException {
        server = Servers.start(data);
        server.recordingClock().tell(Instant.now().minus(Duration.ofDays(380)));
        api = Api.of(server);
        api.put("/api/v1/reps/sam", Scenario.rep("Sam").replace("North", "Empty")).must(200);
        api.put("/api/v1/accounts/sole", "{\"name\":\"Sole\",\"owner\":\"sam\"}").must(200);
        long last =
                api.put(
                                "/api/v1/templates/field",
                                "{\"clauses\":[" + Scenario.revenue("1000") + "]}")
                        .must(200)
                        .position();
        api.timeline("sam", "", last);
    }

    Server server() {
        return server;
    }

    Api api() {
        return api;
    }

    /** The position that the demo's year reaches to. */
    long loaded() {
        return loaded;
    }

    /** Where a record lies that cannot be taken: topic, partition, offset. */
    String spoiled() {
        return spoiled;
    }

    /** Tells it the demo's year. */
    void load() throws Exception {
        RecordingClock clock = server.recordingClock();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        loaded =
                DemoData.load(
                                server.commandAddress(),
                                api.token("admin"),
                                api.token("crm"),
                                today,
                                clock::tell)
                        .position();
        clock.tell(null);
        api.timeline(REP, "", loaded);
        leaveToOperators();
    }

    /** A connection with a parked delivery, a rebuild that has ended, and a spoiled record. */
    private void leaveToOperators() throws Exception {
        String connection = "/api/v1/crm/connections/pipedrive";
        api.put(connection, "{\"kind\":\"pipedrive\",\"owners\":{\"12\":\"" + REP + "\"}}")
                .must(200);
        api.put(connection + "/secrets", "{\"user\":\"u\",\"password\":\"p\"}").must(200);
        api.webhook(
                        "/api/v1/crm/webhooks/pipedrive",
                        """
                        {"data":{"id":8,"value":500.10,"currency":"EUR","owner_id":13,"status":"won",
                          "won_time":"2026-03-05T10:00:00Z"},"previous":null,
                         "meta":{"action":"change","entity":"deal","entity_id":"8",
                          "timestamp":"2026-03-05T10:00:00.250Z"}}\
                        """,
                        Map.of("Authorization", "Basic " + Signing.base64("u:p")))
                .must(202);
        api.operate("POST", Api.REBUILDS, "{}").must(202);
        await().atMost(PATIENCE)
                .until(() -> api.queryAs("operator", Api.REBUILDS).text().contains("\"done\""));
        spoiled = OperatorWalkIT.spoil(server);
        await().atMost(PATIENCE)
                .until(() -> api.queryAs("operator", "/api/v1/parked/" + spoiled).status() == 200);
    }

    @Override
    public void close() {
        server.close();
    }
}
