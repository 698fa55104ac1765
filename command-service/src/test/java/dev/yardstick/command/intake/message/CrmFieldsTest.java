package dev.yardstick.command.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.refusal.InvalidException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered to a CRM event of each type whose fields are missing, wrong or unknown, and what
 * is recorded of one that is right. A line that begins with {@code >} is what came; under it stands
 * what is recorded, or every fault. With {@code -Dgolden.write=true} the answers are written anew.
 */
class CrmFieldsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/crm-fields/answers.txt");

    private static final List<String> TYPES =
            List.of(
                    "crm.call.logged",
                    "crm.meeting.held",
                    "crm.lead.generated",
                    "crm.collaboration.held",
                    "crm.travel.logged",
                    "crm.paperwork.filed",
                    "crm.training.completed",
                    "crm.coaching.held",
                    "crm.conduct.assessed",
                    "crm.activity.retracted",
                    "crm.deal.opened",
                    "crm.deal.advanced",
                    "crm.deal.won",
                    "crm.deal.lost",
                    "crm.deal.reopened",
                    "crm.deal.amended",
                    "crm.deal.retracted");

    private static final String LEAST = "{\"rep\":\"robin\",\"occurredAt\":\"2026-02-03\"}";

    private static final String ALL =
            """
            {"stage":"proposal","with":["ann","ben"],"rep":"robin","account":"acme",
            "occurredAt":"2026-02-03T10:00:00+01:00","method":"cold-call","channel":"phone",
            "outcome":"reached","hours":1.50,"days":"2","course":"basics","aspect":"conduct",
            "rating":-4,"amount":"1250.50","currency":"EUR",
            "credits":[{"rep":"robin","share":0.6},{"rep":"sam","share":"0.40"}]}
            """;

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "\"\"",
                    "\" x\u00A0\"",
                    "\"a\\u0007b\"",
                    "\"" + "x".repeat(301) + "\"",
                    "\"eur\"",
                    "\"USD\"",
                    "\"2026-02-30\"",
                    "\"1899-12-31\"",
                    "\"2026-02-03T10:00\"",
                    "\"2026-02-03t10:00:00z\"",
                    "5",
                    "0.00",
                    "\"-1\"",
                    "1.23456",
                    "123456789012345",
                    "1e2",
                    "1e999999999",
                    "\"1,5\"",
                    "true",
                    "{}",
                    "[]",
                    "[\"ann\",\" \"]",
                    "[5]",
                    "[{\"rep\":\"sam\",\"share\":1}]",
                    "[{\"rep\":\"sam\",\"share\":0.5},{\"rep\":\"sam\",\"share\":0.4}]",
                    "[{\"rep\":\"sam\",\"share\":2},{\"rep\":\"ann\",\"share\":-1}]",
                    "[{\"rep\":5,\"share\":0.123456789,\"x\":1},{}]");

    private static final EventCodec CODEC =
            new EventCodec(
                    open -> new Personal.Sealed(open.person(), open.text()), sealed -> sealed);

    private final List<String> answers = new ArrayList<>();

    @Test
    void everyFieldOfEveryTypeIsAnsweredAsTheGoldenFileSays() throws IOException {
        List<String> fields = List.copyOf(json(ALL).propertyNames());
        for (String type : TYPES) {
            ask(type + " least", type, LEAST, "");
            ask(type + " all", type, ALL, "");
            fields.forEach(
                    field -> ask(type + " all without " + field, type, without(field), field));
            fields.forEach(field -> askOf(type, field, "{}"));
        }
        for (String field : fields) {
            VALUES.forEach(value -> askOf("crm.meeting.held", field, value));
        }
        String call = "crm.call.logged";
        for (String data :
                List.of(
                        with(LEAST, "mood", "{\"is\":[1.50,null]}"),
                        with(LEAST, "mood", "\"" + "x".repeat(65_536) + "\""),
                        "{\"account\":5,\"occurredAt\":6,\"rep\":7,\"stage\":8,\"hours\":-9}",
                        "{\"amount\":1}",
                        "[]",
                        "null")) {
            ask(call + " " + data, call, data, "");
        }
        ask("crm.call.missed least", "crm.call.missed", LEAST, "");
        String told = String.join("\n", answers) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, told);
        }
        assertThat(told).isEqualTo(Files.readString(GOLDEN));
    }

    private void askOf(String type, String field, String value) {
        ask(type + " all with " + field + "=" + value, type, with(ALL, field, value), field);
    }

    /** Asks; what is recorded is told of one field, or of all where it is empty. */
    private void ask(String asked, String type, String data, String field) {
        ObjectNode event = StrictJson.MAPPER.createObjectNode();
        event.put("specversion", "1.0").put("id", "e").put("source", "/crm").put("type", type);
        event.put("subject", "1").put("time", "2026-02-04T10:00:00Z").set("data", json(data));
        answers.add(shortened("> " + asked));
        try {
            CrmEvent read = CrmEventReader.read(event);
            answers.add(shortened(read.report() == null ? "retracted" : told(read, field)));
        } catch (InvalidException wrong) {
            wrong.faults().forEach(fault -> answers.add(fault.toString()));
        }
    }

    private static String told(CrmEvent event, String field) {
        byte[] recorded =
                CODEC.write(
                        new ActivityRecorded(
                                event.crm(),
                                FactKind.CALL,
                                Objects.requireNonNull(event.report())));
        JsonNode report = StrictJson.read(recorded).required("report");
        return event.kind() + " " + (field.isEmpty() ? report : report.get(field));
    }

    private static String with(String data, String field, String value) {
        ObjectNode with = (ObjectNode) json(data);
        with.set(field, json(value));
        return with.toString();
    }

    private static String without(String field) {
        ObjectNode without = (ObjectNode) json(ALL);
        without.remove(field);
        return without.toString();
    }

    private static JsonNode json(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.replaceAll("x{300,}", "x…");
    }
}
