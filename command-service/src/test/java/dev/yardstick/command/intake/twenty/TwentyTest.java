package dev.yardstick.command.intake.twenty;

import static dev.yardstick.command.intake.dialect.Deliver.delivery;
import static dev.yardstick.command.intake.dialect.Deliver.holdsOnlyAsItIs;
import static dev.yardstick.command.intake.dialect.Deliver.refused;
import static dev.yardstick.command.intake.dialect.Deliver.secrets;

import dev.yardstick.command.intake.dialect.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwentyTest {

    private static final Instant THEN = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final Map<String, String> SECRETS = Map.of("secret", "test-secret");

    private static WebhookRequest signed() {
        return delivery(
                "",
                null,
                "[{\"objectId\":9007199254740993,\"name\":\"Zoë\"}]",
                Map.of(
                        "X-Twenty-Webhook-Timestamp",
                        "1767225600000",
                        "X-Twenty-Webhook-Signature",
                        "a1f05fb2e036938cfb9b5d9fb6a15da089ce18dbbb9142077cf2158957bb5c8e"));
    }

    @Test
    void aSignatureHoldsForFiveMinutes() {
        Twenty twenty = new Twenty();
        holdsOnlyAsItIs(twenty, signed(), secrets(SECRETS), THEN);
        refused(twenty, signed(), secrets(SECRETS), THEN.plus(Duration.ofSeconds(301)));
        refused(twenty, signed(), secrets(SECRETS), THEN.minus(Duration.ofSeconds(301)));
    }
}
