package dev.yardstick.command.intake.pipedrive;

import static dev.yardstick.command.intake.dialect.Deliver.delivery;
import static dev.yardstick.command.intake.dialect.Deliver.refused;
import static dev.yardstick.command.intake.dialect.Deliver.secrets;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipedriveTest {

    private static final Map<String, String> SECRETS = Map.of("user", "hook", "password", "pä:ss");

    @Test
    void onlyTheUserAndThePasswordOfTheConnectionHold() {
        Pipedrive pipedrive = new Pipedrive();
        pipedrive.verify(
                delivery("", null, "{}", Map.of("Authorization", "Basic aG9vazpww6Q6c3M=")),
                secrets(SECRETS),
                Instant.EPOCH);
        for (String wrong : new String[] {"Basic aG9vazpww6Q6c3N=", "Bearer x", "Basic", ""}) {
            refused(
                    pipedrive,
                    delivery("", null, "{}", Map.of("Authorization", wrong)),
                    secrets(SECRETS),
                    Instant.EPOCH);
        }
        refused(pipedrive, delivery("", null, "{}", Map.of()), secrets(SECRETS), Instant.EPOCH);
    }
}
