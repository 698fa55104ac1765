package dev.yardstick.command.intake.twenty;

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
import dev.yardstick.events.Decimals;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.Mapping;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Twenty: a webhook holds the whole record, signed with a time. It has no calls of its own: any
 * object, also one of a workspace's own, is an activity once the mapping says so.
 */
@Component
final class Twenty implements Dialect {

    private static final int MICROS = 6;

    /** What the stages of a new workspace are here. */
    private static final Map<String, Stage> STAGES =
            Map.of(
                    "NEW", Stage.open("NEW"),
                    "SCREENING", Stage.open("SCREENING"),
                    "MEETING", Stage.open("MEETING"),
                    "PROPOSAL", Stage.open("PROPOSAL"),
                    "CUSTOMER", Stage.WON);

    private static final String OTHER = "any other object";
    private static final List<String> DONE = List.of("DONE");
    private static final List<String> NOT_DONE = List.of("TODO", "IN_PROGRESS");

    private static final Map<String, Statuses> STATUSES =
            Map.of(
                    "task",
                    new Statuses("status", DONE, NOT_DONE, false),
                    OTHER,
                    new Statuses("status", DONE, NOT_DONE, true));

    @Override
    public String kind() {
        return "twenty";
    }

    @Override
    public Set<String> secrets() {
        return Set.of("secret");
    }

    @Override
    public void verify(WebhookRequest delivery, Secrets secrets, Instant now) {
        String timestamp = delivery.header("X-Twenty-Webhook-Timestamp");
        Signatures.requireFresh(timestamp, now, "X-Twenty-Webhook-Timestamp");
        byte[] expected =
                Signatures.hmac(
                        secrets.require("secret"),
                        Signatures.bytes(timestamp + ":"),
                        delivery.body());
        Signatures.require(
                HexFormat.of().formatHex(expected),
                delivery.header("X-Twenty-Webhook-Signature"),
                "X-Twenty-Webhook-Signature");
    }

    @Override
    public List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now) {
        if (!body.isObject() || Json.text(body.get("eventName")) == null) {
            throw new UnclearException("Twenty posts one event with its eventName");
        }
        return List.of(ChangeNotice.of(body, now));
    }

    @Override
    public List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection) {
        String event = String.valueOf(notice.text("eventName"));
        String action = event.substring(event.lastIndexOf('.') + 1);
        String named = Json.textAt(notice.content(), "objectMetadata.nameSingular");
        String object =
                named == null ? event.substring(0, Math.max(0, event.lastIndexOf('.'))) : named;
        boolean standard = object.equals("opportunity") || object.equals("company");
        if (!standard && !connection.mapping().activities().containsKey(object)) {
            throw new CountsNowhereException("records of type " + object + " count nowhere");
        }
        JsonNode record = notice.content().path("record");
        String id = Json.text(record.get("id"));
        Instant at = Json.time(notice.content().get("eventDate"));
        if (id == null || at == null) {
            throw new UnclearException("the event must have a record with an id, and an eventDate");
        }
        return switch (action) {
            case "created", "updated", "upserted", "restored" -> {
                Instant updated = Json.time(record.get("updatedAt"));
                Instant version = updated == null ? at : updated;
                yield List.of(state(object, id, version, record, connection.mapping()));
            }
            case "deleted", "destroyed" ->
                    List.of(new Instruction.Gone(subject(object, id), at, true));
            default -> throw new UnclearException("event " + event + " is not known");
        };
    }

    private static Subject subject(String object, String id) {
        return Subject.of(object, id, "opportunity", "company");
    }

    @Override
    public @Nullable Instant told(ChangeNotice notice) {
        return Json.time(notice.content().get("eventDate"));
    }

    @Override
    public Map<String, Statuses> statuses() {
        return STATUSES;
    }

    @Override
    public Map<String, Stage> stages() {
        return STAGES;
    }

    private static Instruction state(
            String object, String id, Instant version, JsonNode record, Mapping mapping) {
        Translator words = new Translator(mapping, record);
        return Shown.instruction(
                subject(object, id),
                version,
                record,
                () ->
                        switch (object) {
                            case "opportunity" -> deal(id, version, record, words);
                            case "company" ->
                                    words.accountOf(
                                            id,
                                            version,
                                            Json.text(record.get("name")),
                                            Json.text(record.get("accountOwnerId")));
                            default -> activity(object, id, version, record, words);
                        });
    }

    private static Instruction deal(String id, Instant version, JsonNode record, Translator words) {
        String stage = Json.text(record.get("stage"));
        Stage as = words.stage(stage, Stage.of(stage, STAGES));
        ObjectNode data =
                words.deal(
                        as.name(),
                        Json.textAt(record, "ownerId"),
                        Json.text(record.get("companyId")),
                        amount(record),
                        Json.textAt(record, "amount.currencyCode"));
        return new Instruction.Deal(
                id,
                version,
                as.status(),
                Json.time(record.get("createdAt")),
                null,
                as.status() == Status.OPEN ? null : Json.text(record.get("closeDate")),
                data);
    }

    /** The amount, given in millionths. */
    private static @Nullable String amount(JsonNode record) {
        String micros = Json.textAt(record, "amount.amountMicros");
        if (micros == null) {
            return null;
        }
        try {
            return Decimals.of(micros).movePointLeft(MICROS).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw new UnclearException("amount.amountMicros must be a whole number");
        }
    }

    private static Instruction activity(
            String object, String id, Instant version, JsonNode record, Translator words) {
        Subject subject = Subject.activity(object, id);
        ActivityType type = words.activity(object, Map.of(), Set.of());
        String status = Json.text(record.get("status"));
        boolean cancelled = "true".equals(Json.text(record.get("isCanceled")));
        Statuses statuses = STATUSES.get(object.equals("task") ? object : OTHER);
        if (cancelled || !words.tookPlace(status, Objects.requireNonNull(statuses))) {
            return new Instruction.NotDone(subject, version);
        }
        ObjectNode data =
                words.activity(
                        type,
                        Json.text(record.get("assigneeId")),
                        Json.text(record.get("companyId")));
        String start = Json.text(record.get("startsAt"));
        words.addOccurredAt(data, start == null ? Json.text(record.get("dueAt")) : start);
        words.addHours(
                data,
                () ->
                        Json.hours(
                                Json.time(record.get("startsAt")),
                                Json.time(record.get("endsAt"))));
        return new Instruction.Done(subject, version, type.kind(), data);
    }
}
