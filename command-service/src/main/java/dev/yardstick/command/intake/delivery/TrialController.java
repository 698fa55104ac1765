package dev.yardstick.command.intake.delivery;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Tries a connection's mapping on a delivery before the CRM sends one. */
@RestController
record TrialController(Connections connections, Deliveries deliveries, Clock clock) {

    /** What each notice of the delivery would amount to, in order. */
    record Trials(List<Trial> notices) {}

    /**
     * {@code {body, topic?}}: what a delivery would amount to. Nothing is recorded, fetched or
     * parked, and no signature is asked for.
     */
    @PostMapping(
            path = "/api/v1/crm/connections/{connection}/trials",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Trials trial(@PathVariable String connection, HttpServletRequest request) throws IOException {
        Connection known = connections.require(connection);
        JsonNode json = Bodies.anyJson(request);
        Fields body = Fields.of(json);
        String topic = body.text("topic");
        if (!body.has("body")) {
            body.fault("body", Reason.WEBHOOK_BODY);
        }
        if (topic != null && !known.dialect().hasTopics()) {
            body.fault("topic", Reason.NO_TOPIC.of(known.dialect().kind()));
        }
        if (topic == null && known.dialect().hasTopics()) {
            body.fault("topic", Reason.WEBHOOK_TOPIC);
        }
        body.finish();
        JsonNode posted = json.required("body");
        WebhookRequest delivery =
                new WebhookRequest("POST", "", topic, Map.of(), true, StrictJson.write(posted));
        try {
            return new Trials(
                    deliveries.weigh(
                            known, known.dialect().notices(delivery, posted, clock.instant())));
        } catch (InvalidException | UnclearException e) {
            return new Trials(List.of(Trial.parked(String.valueOf(e.getMessage()))));
        }
    }
}
