package dev.yardstick.command.intake.pipedrive;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.Shown;
import dev.yardstick.command.intake.dialect.Signatures;
import dev.yardstick.command.intake.dialect.Stage;
import dev.yardstick.command.intake.dialect.Statuses;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pipedrive: webhooks v2 ({@code data}, {@code previous}) and v1 ({@code current}, {@code
 * previous}), each with the whole record, proven by HTTP Basic only.
 */
@Component
final class Pipedrive implements Dialect {

    private static final int MINUTES_PER_HOUR = 60;

    private static final Map<String, ActivityType> USUAL =
            Map.of(
                    "call", new ActivityType(FactKind.CALL, null, "phone", null, null),
                    "meeting", new ActivityType(FactKind.MEETING, null, null, null, null));

    /** Pipedrive's lists cannot be changed; an activity is done or not. */
    private static final Statuses ACTIVITY =
            new Statuses("done", List.of("true", "1"), List.of("false", "0"), false);

    private static final Map<String, Stage> STAGES =
            Map.of("won", Stage.WON, "lost", Stage.LOST, "open", Stage.open("open"));

    private static final Set<String> NOWHERE = Set.of("task", "deadline", "email", "lunch");

    @Override
    public String kind() {
        return "pipedrive";
    }

    @Override
    public Set<String> secrets() {
        return Set.of("user", "password");
    }

    @Override
    public void verify(WebhookRequest delivery, Secrets secrets, Instant now) {
        byte[] expected =
                Signatures.bytes(secrets.require("user") + ":" + secrets.require("password"));
        Signatures.requireCredentials(
                "Basic " + Base64.getEncoder().encodeToString(expected),
                delivery.header("Authorization"),
                "Authorization: Basic");
    }

    @Override
    public List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now) {
        if (!body.isObject() || !body.path("meta").isObject()) {
            throw new UnclearException("Pipedrive posts one event with its meta");
        }
        return List.of(ChangeNotice.of(body, now));
    }

    @Override
    public List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection) {
        JsonNode meta = notice.content().path("meta");
        String entity = Json.text(meta.get("entity"));
        String object = entity == null ? Json.text(meta.get("object")) : entity;
        String action = String.valueOf(Json.text(meta.get("action")));
        JsonNode time =
                meta.has("timestamp_micro") ? meta.get("timestamp_micro") : meta.get("timestamp");
        Instant version = Json.time(time);
        if (object == null || version == null) {
            throw new UnclearException("the event's meta must have an entity and a timestamp");
        }
        if (!Set.of("deal", "activity", "organization").contains(object)) {
            throw new CountsNowhereException("records of type " + object + " count nowhere");
        }
        JsonNode record =
                notice.content().has("current")
                        ? notice.content().path("current")
                        : notice.content().path("data");
        boolean known = record.isObject();
        // version 2 names the record in entity_id and the delivery in id; version 1 the record
        String named = Json.text(meta.has("entity_id") ? meta.get("entity_id") : meta.get("id"));
        String id = Json.text(record.get("id"));
        if (id == null) {
            id = named;
        }
        if (id == null) {
            throw new UnclearException("the record has no id");
        }
        return switch (action) {
            case "create", "change", "added", "updated", "merged" -> {
                if (!known) {
                    throw new UnclearException("the event has no data");
                }
                Instruction shown = state(object, id, version, record, connection);
                List<Instruction> instructions = new ArrayList<>(List.of(shown));
                for (String other : others(notice.content(), entity == null, named, id)) {
                    instructions.addAll(
                            Shown.end(
                                    subject(object, other),
                                    subject(object, id),
                                    shown,
                                    notice.heard(),
                                    connection.mapping()));
                }
                yield instructions;
            }
            case "delete", "deleted" ->
                    List.of(new Instruction.Gone(subject(object, id), version, true));
            default -> throw new UnclearException("action " + action + " is not known");
        };
    }

    /** The ids of records that were merged into the one that is shown. */
    private static Set<String> others(
            JsonNode event, boolean first, @Nullable String named, String shown) {
        Set<String> others = new LinkedHashSet<>();
        if (named != null && (first || event.path("meta").has("entity_id"))) {
            others.add(named);
        }
        String before = Json.text(event.path("previous").get("id"));
        if (before != null) {
            others.add(before);
        }
        others.remove(shown);
        return others;
    }

    private static Subject subject(String object, String id) {
        return switch (object) {
            case "deal" -> Subject.deal(id);
            case "activity" -> Subject.activity(object, id);
            default -> Subject.account(id);
        };
    }

    @Override
    public Map<String, Statuses> statuses() {
        return Map.of("activity", ACTIVITY);
    }

    @Override
    public Map<String, Stage> stages() {
        return STAGES;
    }

    private static Instruction state(
            String object,
            String id,
            Instant version,
            JsonNode record,
            ConnectionDefined connection) {
        Translator words = new Translator(connection.mapping(), record);
        return Shown.instruction(
                subject(object, id),
                version,
                record,
                () ->
                        switch (object) {
                            case "deal" -> deal(id, version, record, words);
                            case "activity" -> activity(id, version, record, words);
                            default ->
                                    words.accountOf(
                                            id,
                                            version,
                                            Json.text(record.get("name")),
                                            owner(record));
                        });
    }

    private static Instruction deal(String id, Instant version, JsonNode record, Translator words) {
        words.requirePipeline(Json.text(record.get("pipeline_id")));
        String given = Json.text(record.get("status"));
        Stage as = Stage.of(given, STAGES);
        if (as == null) {
            throw new UnclearException("status " + given + " is not known");
        }
        Status status = as.status();
        String stage = Json.text(record.get("stage_id"));
        ObjectNode data =
                words.deal(
                        status == Status.OPEN
                                ? words.stage(stage, Stage.open(stage)).name()
                                : as.name(),
                        owner(record),
                        Json.textAt(record, "org_id"),
                        Json.text(record.get("value")),
                        Json.text(record.get("currency")));
        Instant closed =
                switch (status) {
                    case OPEN -> null;
                    case WON -> Json.time(record.get("won_time"));
                    case LOST -> Json.time(record.get("lost_time"));
                };
        return new Instruction.Deal(
                id, version, status, Json.time(record.get("add_time")), closed, null, data);
    }

    private static Instruction activity(
            String id, Instant version, JsonNode record, Translator words) {
        Subject subject = Subject.activity("activity", id);
        ActivityType type = words.activity(Json.text(record.get("type")), USUAL, NOWHERE);
        if (!words.tookPlace(Json.text(record.get("done")), ACTIVITY)) {
            return new Instruction.NotDone(subject, version);
        }
        ObjectNode data = words.activity(type, owner(record), Json.textAt(record, "org_id"));
        words.addOccurredAt(data, due(record));
        words.addHours(data, () -> hours(Json.textAt(record, "duration")));
        return new Instruction.Done(subject, version, type.kind(), data);
    }

    /** The date, or the instant where a time is given, which is UTC. */
    private static @Nullable String due(JsonNode record) {
        String date = Json.text(record.get("due_date"));
        String time = Json.textAt(record, "due_time");
        if (date == null || time == null || !time.matches("[0-9]{2}:[0-9]{2}(:[0-9]{2})?")) {
            return date;
        }
        return date + "T" + (time.length() == 5 ? time + ":00" : time) + "Z";
    }

    private static @Nullable String hours(@Nullable String duration) {
        if (duration == null || !duration.matches("[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?")) {
            return null;
        }
        String[] parts = duration.split(":");
        int minutes = Integer.parseInt(parts[0]) * MINUTES_PER_HOUR + Integer.parseInt(parts[1]);
        return Json.hours(String.valueOf(minutes), MINUTES_PER_HOUR);
    }

    /** v2 has {@code owner_id}; v1 {@code user_id}, which may be an object. */
    private static @Nullable String owner(JsonNode record) {
        String owner = Json.textAt(record, "owner_id");
        return owner == null ? Json.textAt(record, "user_id") : owner;
    }
}
