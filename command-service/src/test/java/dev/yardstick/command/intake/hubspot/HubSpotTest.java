package dev.yardstick.command.intake.hubspot;

import static dev.yardstick.command.intake.dialect.Deliver.delivery;
import static dev.yardstick.command.intake.dialect.Deliver.holdsOnlyAsItIs;
import static dev.yardstick.command.intake.dialect.Deliver.payload;
import static dev.yardstick.command.intake.dialect.Deliver.refused;
import static dev.yardstick.command.intake.dialect.Deliver.secrets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HubSpotTest {

    private static final String URL = "https://yardstick.example.com/api/v1/crm/webhooks/hubspot";
    private static final String BODY = "[{\"objectId\":9007199254740993,\"name\":\"Zoë\"}]";
    private static final Map<String, String> SECRETS = Map.of("clientSecret", "test-secret");
    private static final Instant THEN = Instant.ofEpochMilli(1_767_225_600_000L);

    private final HubSpot hubSpot = new HubSpot();

    private static WebhookRequest v3() {
        return delivery(
                URL,
                null,
                BODY,
                Map.of(
                        "X-HubSpot-Signature-v3",
                        "TzH4djj82l5/H6HqXptUAIAhjn2qtTUoIyf2/YFoLwM=",
                        "X-HubSpot-Request-Timestamp",
                        "1767225600000"));
    }

    @Test
    void aSignatureOfVersion3HoldsForFiveMinutes() {
        holdsOnlyAsItIs(hubSpot, v3(), secrets(SECRETS), THEN);
        hubSpot.verify(v3(), secrets(SECRETS), THEN.plus(Duration.ofMinutes(5)));
        refused(hubSpot, v3(), secrets(SECRETS), THEN.plus(Duration.ofSeconds(301)));
        refused(hubSpot, v3(), secrets(SECRETS), THEN.minus(Duration.ofSeconds(301)));
    }

    @Test
    void aSignatureOfVersion1Holds() {
        holdsOnlyAsItIs(
                hubSpot,
                delivery(
                        URL,
                        null,
                        BODY,
                        Map.of(
                                "X-HubSpot-Signature",
                                "5ec93a816a4174976f321e4174d793dc5d1f7382ef8ceaf6ea9347e51b8f3b05")),
                secrets(SECRETS),
                THEN);
    }

    @Test
    void aSignatureOfVersion2HoldsAndIsNotTakenForVersion1() {
        holdsOnlyAsItIs(
                hubSpot,
                delivery(
                        URL,
                        null,
                        BODY,
                        Map.of(
                                "X-HubSpot-Signature-Version",
                                "v2",
                                "X-HubSpot-Signature",
                                "8c57b7b59e8fb5439746bca75249f4b4e0710b86986672f5e151b1a8f41b0413")),
                secrets(SECRETS),
                THEN);
    }

    @Test
    void thePublishedVectorsHold() throws IOException {
        Path file = payload("hubspot/signature_vectors.json").orElse(null);
        if (file == null) {
            return;
        }
        int checked = 0;
        for (JsonNode vector : StrictJson.read(Files.readAllBytes(file))) {
            Map<String, String> headers = new HashMap<>();
            headers.put(
                    vector.required("header").stringValue(),
                    vector.required("signature").stringValue());
            headers.put("X-HubSpot-Signature-Version", vector.required("version").stringValue());
            String timestamp = vector.path("timestamp").asString("");
            headers.put("X-HubSpot-Request-Timestamp", timestamp);
            hubSpot.verify(
                    new WebhookRequest(
                            vector.path("method").asString("POST"),
                            vector.path("uri").asString(""),
                            null,
                            lower(headers),
                            false,
                            vector.required("body")
                                    .stringValue()
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    secrets(Map.of("clientSecret", vector.required("clientSecret").stringValue())),
                    timestamp.isEmpty() ? THEN : Instant.ofEpochMilli(Long.parseLong(timestamp)));
            checked++;
        }
        assertThat(checked).isGreaterThan(3);
    }

    private static Map<String, String> lower(Map<String, String> headers) {
        return delivery("", null, "", headers).headers();
    }
}
