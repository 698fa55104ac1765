package dev.yardstick.command.intake.espocrm;

import static dev.yardstick.command.intake.dialect.Deliver.delivery;
import static dev.yardstick.command.intake.dialect.Deliver.holdsOnlyAsItIs;
import static dev.yardstick.command.intake.dialect.Deliver.payload;
import static dev.yardstick.command.intake.dialect.Deliver.refused;
import static dev.yardstick.command.intake.dialect.Deliver.secrets;

import dev.yardstick.command.input.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EspoCrmTest {

    private static final String BODY =
            "[{\"id\":\"16\",\"name\":\"Zo\\u00eb\",\"url\":\"https:\\/\\/x\"}]";
    private static final Map<String, String> SECRETS =
            Map.of("Call.create.id", "wh1", "Call.create.secret", "test-secret");
    private static final String SIGNATURE =
            "d2gxOjMyY2FiOTM0ZWNkNzAwMTk5ZWUwM2ZjNjk1OWUyNTZkNmNkNGVhNTU4M2NhNzIxZmRhNDZjNzdlNWJjNjliZDI=";

    private final EspoCrm espo = new EspoCrm();

    @Test
    void bothFormsOfTheSignatureHoldOverTheEscapedBody() {
        holdsOnlyAsItIs(
                espo,
                delivery("", "Call.create", BODY, Map.of("Signature", SIGNATURE)),
                secrets(SECRETS),
                Instant.EPOCH);
        holdsOnlyAsItIs(
                espo,
                delivery(
                        "",
                        "Call.create",
                        BODY,
                        Map.of("X-Signature", "d2gxOjLKuTTs1wAZnuA/xpWeJW1s1OpVg8pyH9pGx35bxpvS")),
                secrets(SECRETS),
                Instant.EPOCH);
    }

    @Test
    void aDeliveryOfOneWebhookDoesNotHoldAtTheAddressOfAnother() {
        refused(
                espo,
                delivery("", "Call.delete", BODY, Map.of("Signature", SIGNATURE)),
                secrets(Map.of("Call.delete.id", "wh2", "Call.delete.secret", "test-secret")),
                Instant.EPOCH);
        refused(
                espo,
                delivery("", null, BODY, Map.of("Signature", SIGNATURE)),
                secrets(SECRETS),
                Instant.EPOCH);
    }

    @Test
    void theDerivedVectorHolds() throws IOException {
        Path file = payload("espocrm/signature_vector_derived.json").orElse(null);
        if (file == null) {
            return;
        }
        JsonNode vector = StrictJson.read(Files.readAllBytes(file));
        for (String header : new String[] {"Signature", "X-Signature"}) {
            holdsOnlyAsItIs(
                    espo,
                    delivery(
                            "",
                            "Account.update",
                            vector.required("body").stringValue(),
                            Map.of(header, vector.required(header).stringValue())),
                    secrets(
                            Map.of(
                                    "Account.update.id",
                                    vector.required("webhookId").stringValue(),
                                    "Account.update.secret",
                                    vector.required("secretKey").stringValue())),
                    Instant.EPOCH);
        }
    }
}
