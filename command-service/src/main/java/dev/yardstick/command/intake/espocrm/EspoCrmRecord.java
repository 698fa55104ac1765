package dev.yardstick.command.intake.espocrm;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Shown;
import dev.yardstick.command.intake.dialect.Stage;
import dev.yardstick.command.intake.dialect.Statuses;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One whole record, its times in UTC without saying so. */
record EspoCrmRecord(String entity, String id, JsonNode record, Translator words, Instant version) {

    private static final Map<String, ActivityType> USUAL =
            Map.of(
                    "Call", new ActivityType(FactKind.CALL, null, "phone", null, null),
                    "Meeting", new ActivityType(FactKind.MEETING, null, null, null, null));

    private static final Statuses EVENT =
            new Statuses("status", List.of("Held"), List.of("Planned", "Not Held"), false);

    static final Map<String, Statuses> STATUSES =
            Map.of(
                    "Call",
                    EVENT,
                    "Meeting",
                    EVENT,
                    "Task",
                    new Statuses(
                            "status",
                            List.of("Completed"),
                            List.of("Not Started", "Started", "Canceled", "Deferred"),
                            false));

    /** What the stages of a new EspoCRM are here. */
    static final Map<String, Stage> STAGES =
            Map.of(
                    "Prospecting", Stage.open("Prospecting"),
                    "Qualification", Stage.open("Qualification"),
                    "Proposal", Stage.open("Proposal"),
                    "Negotiation", Stage.open("Negotiation"),
                    "Closed Won", Stage.WON,
                    "Closed Lost", Stage.LOST);

    static EspoCrmRecord of(String entity, String id, ChangeNotice notice, Mapping mapping) {
        JsonNode record = notice.content();
        Instant modified = Json.timeAt(record, "modifiedAt");
        Instant version = modified == null ? Json.timeAt(record, "createdAt") : modified;
        Translator words = new Translator(mapping, record);
        return new EspoCrmRecord(entity, id, record, words, notice.version(version));
    }

    Instruction instruction() {
        return Shown.instruction(EspoCrm.subject(entity, id), version, record, this::read);
    }

    private Instruction read() {
        return switch (entity) {
            case "Opportunity" -> deal();
            case "Account" -> words.accountOf(id, version, text("name"), text("assignedUserId"));
            default -> activity();
        };
    }

    private Instruction activity() {
        Subject subject = Subject.activity(entity, id);
        ActivityType type = words.activity(entity, USUAL, Set.of("Task"));
        String status = text("status");
        if (!words.tookPlace(status, STATUSES.getOrDefault(entity, EVENT))) {
            return new Instruction.NotDone(subject, version);
        }
        String account = text("accountId");
        boolean toAccount = "Account".equals(text("parentType"));
        ObjectNode data =
                words.activity(
                        type,
                        text("assignedUserId"),
                        account == null && toAccount ? text("parentId") : account);
        words.addOutcome(data, status);
        Instant start = Json.timeAt(record, "dateStart");
        String day = text("dateStartDate");
        words.addOccurredAt(data, day != null || start == null ? day : start.toString());
        words.addHours(data, () -> Json.hours(start, Json.timeAt(record, "dateEnd")));
        return new Instruction.Done(subject, version, type.kind(), data);
    }

    private Instruction deal() {
        String stage = text("stage");
        Stage as = words.stage(stage, Stage.of(stage, STAGES));
        ObjectNode data =
                words.deal(
                        as.name(),
                        text("assignedUserId"),
                        text("accountId"),
                        text("amount"),
                        text("amountCurrency"));
        return new Instruction.Deal(
                id,
                version,
                as.status(),
                Json.timeAt(record, "createdAt"),
                null,
                as.status() == Status.OPEN ? null : text("closeDate"),
                data);
    }

    private @Nullable String text(String field) {
        return Json.text(record.get(field));
    }
}
