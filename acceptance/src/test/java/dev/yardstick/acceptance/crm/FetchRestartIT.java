package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.crm.PretendCrm.Reply;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a CRM was told is accepted is still fetched after a restart. */
class FetchRestartIT {

    private static final String HOOK = "/api/v1/crm/webhooks/hubspot";

    @Test
    void aRecordThatCouldNotBeFetchedIsFetchedAfterARestart(@TempDir Path data)
            throws IOException, InterruptedException {
        System.setProperty("yardstick.crm.fetch-pause", "100ms");
        try (PretendCrm crm = new PretendCrm()) {
            String call = "/crm/v3/objects/calls/1";
            crm.on(call, Reply.error(500));
            try (Server server = Servers.start(data)) {
                Api api = Api.of(server);
                api.client().hire("robin", "robin");
                String connection = "/api/v1/crm/connections/hubspot";
                api.put(
                                connection,
                                "{\"kind\":\"hubspot\",\"api\":\"%s\",\"owners\":{\"41\":\"robin\"}}"
                                        .formatted(crm.address()))
                        .must(200);
                api.put(connection + "/secrets", "{\"clientSecret\":\"s\",\"accessToken\":\"t\"}")
                        .must(200);
                deliver(api);
                await().untilAsserted(() ->
                        assertThat(api.operations(connection + "/fetches").text())
                                .contains("the CRM's API answered 500"));
            }
            crm.on(
                    call,
                    Reply.json(
                            """
                            {"id":"1","properties":{"hs_timestamp":"2026-03-06T10:00:00Z","hubspot_owner_id":"41"},
                             "updatedAt":"2026-03-06T10:10:00Z"}\
                            """));
            try (Server server = Servers.start(data)) {
                Api api = Api.of(server);
                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() ->
                                assertThat(
                                                api.audit(
                                                                "/api/v1/audit/events?type=activity-recorded")
                                                        .text())
                                        .contains("calls:1"));
            }
        } finally {
            System.clearProperty("yardstick.crm.fetch-pause");
        }
    }

    private static void deliver(Api api) {
        String body =
                "[{\"subscriptionType\":\"object.creation\",\"objectTypeId\":\"0-48\",\"objectId\":1,"
                        + "\"occurredAt\":1772812800384}]";
        String now = String.valueOf(Instant.now().toEpochMilli());
        api.webhook(
                        HOOK,
                        body,
                        Map.of(
                                "X-HubSpot-Signature-v3",
                                Signing.base64(
                                        Signing.hmac("s", "POST" + api.address(HOOK) + body + now)),
                                "X-HubSpot-Request-Timestamp",
                                now))
                .must(202);
    }
}
