package dev.yardstick.command.intake.mapping;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.delivery.Deliveries;
import dev.yardstick.command.intake.delivery.Trial;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction.Fetch;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.command.intake.mapping.Asking.Questions;
import dev.yardstick.command.intake.mapping.Asking.UnansweredException;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Tries a connection's mapping on a delivery before the CRM sends one, or on a record it has. */
@RestController
record TrialController(Connections connections, Deliveries deliveries, Asking asking, Clock clock) {

    /** What each notice of the delivery, or each record, would amount to, in order. */
    record Trials(List<Trial> notices) {}

    /**
     * {@code {body, topic?, fetch?}}: what a delivery would amount to; with {@code fetch} also the
     * records that it would have fetched. {@code {sample: true}}: what the latest record of each
     * kind that the CRM has would amount to. Nothing is recorded or parked, and no signature is
     * asked for.
     */
    @PostMapping(
            path = "/api/v1/crm/connections/{connection}/trials",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Trials trial(@PathVariable String connection, HttpServletRequest request)
            throws IOException, InterruptedException {
        Connection known = connections.require(connection);
        JsonNode json = Bodies.anyJson(request);
        Fields body = Fields.of(json);
        boolean sample = body.flag("sample");
        boolean fetch = body.flag("fetch");
        String topic = body.text("topic");
        if (sample && known.dialect().sampled().isEmpty()) {
            body.fault("sample", Reason.NOT_FETCHED.of(known.dialect().kind()));
        }
        if (!sample && !body.has("body")) {
            body.fault("body", Reason.WEBHOOK_BODY);
        }
        if (topic != null && !known.dialect().hasTopics()) {
            body.fault("topic", Reason.NO_TOPIC.of(known.dialect().kind()));
        }
        if (!sample && topic == null && known.dialect().hasTopics()) {
            body.fault("topic", Reason.WEBHOOK_TOPIC);
        }
        body.finish();
        if (sample) {
            return new Trials(samples(known));
        }
        JsonNode posted = json.required("body");
        WebhookRequest delivery =
                new WebhookRequest("POST", "", topic, Map.of(), true, StrictJson.write(posted));
        List<Trial> weighed;
        try {
            weighed =
                    deliveries.weigh(
                            known, known.dialect().notices(delivery, posted, clock.instant()));
        } catch (InvalidException | UnclearException e) {
            weighed = List.of(Trial.parked(String.valueOf(e.getMessage())));
        }
        return new Trials(fetch ? fetched(known, weighed) : weighed);
    }

    /** The latest record of each object. */
    private List<Trial> samples(Connection connection) throws InterruptedException {
        Questions crm = asking.of(connection);
        List<Trial> trials = new ArrayList<>();
        for (String object : connection.dialect().sampled()) {
            try {
                for (Fetch record :
                        crm.list(token ->
                                connection
                                        .dialect()
                                        .latest(connection.definition(), object, token))) {
                    trials.addAll(fetched(connection, record, crm));
                }
            } catch (UnansweredException e) {
                trials.add(Trial.unfetched(object, List.of(), String.valueOf(e.getMessage())));
            }
        }
        return trials;
    }

    /** In place of each that says only what would be fetched: what that amounts to. */
    private List<Trial> fetched(Connection connection, List<Trial> weighed)
            throws InterruptedException {
        Questions crm = asking.of(connection);
        List<Trial> trials = new ArrayList<>();
        for (Trial trial : weighed) {
            if (!trial.onlyFetches()) {
                trials.add(trial);
                continue;
            }
            for (Fetch record : trial.fetches()) {
                trials.addAll(fetched(connection, record, crm));
            }
        }
        return trials;
    }

    private List<Trial> fetched(Connection connection, Fetch record, Questions crm)
            throws InterruptedException {
        try {
            ChangeNotice notice =
                    connection.dialect().fetched(record, crm.record(record), clock.instant());
            return deliveries.weigh(connection, List.of(notice)).stream()
                    .map(trial -> trial.of(record))
                    .toList();
        } catch (UnansweredException | UnclearException e) {
            return List.of(
                    Trial.unfetched(
                            record.object(), List.of(record), String.valueOf(e.getMessage())));
        }
    }
}
