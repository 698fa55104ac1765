package dev.yardstick.command.intake.salesforce;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Shown;
import dev.yardstick.command.intake.dialect.Stage;
import dev.yardstick.command.intake.dialect.Statuses;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One record: of a change event, with numbers for times, or of the REST API, with texts. */
record SalesforceRecord(
        String object, String id, Instant version, JsonNode record, Translator words) {

    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int MINUTES_PER_HOUR = 60;
    private static final String ACCOUNT_KEY = "001";

    private static final Map<String, ActivityType> USUAL =
            Map.of(
                    "Call", new ActivityType(FactKind.CALL, null, "phone", null, null),
                    "Event", new ActivityType(FactKind.MEETING, null, null, null, null));

    private static final Set<String> NOWHERE =
            Set.of("Task", "Email", "ListEmail", "Cadence", "LinkedIn");

    /** Where Salesforce's own flag does not say whether a task is closed. */
    static final Statuses TASK =
            new Statuses(
                    "Status",
                    List.of("Completed"),
                    List.of("Not Started", "In Progress", "Waiting on someone else", "Deferred"),
                    false);

    /** Where its flags do not say; every other stage is open. */
    static final Map<String, Stage> STAGES =
            Map.of("Closed Won", Stage.WON, "Closed Lost", Stage.LOST);

    Instruction instruction() {
        return Shown.instruction(Salesforce.subject(object, id), version, record, this::read);
    }

    private Instruction read() {
        return switch (object) {
            case "Opportunity" -> deal();
            case "Account" -> words.accountOf(id, version, text("Name"), text("OwnerId"));
            case "Task" -> task();
            case "Event" -> event();
            default -> new Instruction.Nothing(object + " counts nowhere");
        };
    }

    private Instruction deal() {
        words.requirePipeline(text("RecordTypeId"));
        String stage = text("StageName");
        Stage as = words.stage(stage, byFlags(stage));
        ObjectNode data =
                words.deal(
                        as.name(),
                        text("OwnerId"),
                        text("AccountId"),
                        text("Amount"),
                        text("CurrencyIsoCode"));
        return new Instruction.Deal(
                id,
                version,
                as.status(),
                Json.timeAt(record, "CreatedDate"),
                as.status() == Status.OPEN ? null : Json.timeAt(record, "LastStageChangeDate"),
                date("CloseDate"),
                data);
    }

    private Stage byFlags(@Nullable String stage) {
        if ("true".equals(text("IsWon"))) {
            return Stage.WON;
        }
        if ("true".equals(text("IsClosed"))) {
            return Stage.LOST;
        }
        Stage named = text("IsClosed") == null ? Stage.of(stage, STAGES) : null;
        return named == null ? Stage.open(stage) : named;
    }

    private Instruction task() {
        String subtype = text("TaskSubtype");
        ActivityType type = words.activity(subtype == null ? "Task" : subtype, USUAL, NOWHERE);
        Subject subject = Subject.activity(object, id);
        if (!isDone(text("Status"))) {
            return new Instruction.NotDone(subject, version);
        }
        ObjectNode data = activity(type);
        String completed = instant("CompletedDateTime");
        String day = completed == null ? date("ActivityDate") : completed;
        words.addOccurredAt(data, day == null ? instant("CreatedDate") : day);
        words.addHours(data, () -> Json.hours(text("CallDurationInSeconds"), SECONDS_PER_HOUR));
        return new Instruction.Done(subject, version, type.kind(), data);
    }

    /** Salesforce says of each status, also of those that its users made, whether it closes. */
    private boolean isDone(@Nullable String status) {
        String closed = text("IsClosed");
        return closed == null || words.lists(status)
                ? words.tookPlace(status, TASK)
                : closed.equals("true");
    }

    private Instruction event() {
        String subtype = text("EventSubtype");
        ActivityType type = words.activity(subtype == null ? "Event" : subtype, USUAL, NOWHERE);
        ObjectNode data = activity(type);
        String start = instant("StartDateTime");
        String day =
                "true".equals(text("IsAllDayEvent")) || start == null ? date("ActivityDate") : null;
        words.addOccurredAt(data, day == null ? start : day);
        words.addHours(data, () -> Json.hours(text("DurationInMinutes"), MINUTES_PER_HOUR));
        return new Instruction.Done(Subject.activity(object, id), version, type.kind(), data);
    }

    private ObjectNode activity(ActivityType type) {
        String account = text("AccountId");
        String what = text("WhatId");
        boolean toAccount = what != null && what.startsWith(ACCOUNT_KEY);
        return words.activity(type, text("OwnerId"), account == null && toAccount ? what : account);
    }

    private @Nullable String text(String field) {
        return Json.text(record.get(field));
    }

    private @Nullable String instant(String field) {
        Instant at = Json.timeAt(record, field);
        return at == null ? null : at.toString();
    }

    /** A date: a text, or the milliseconds of its midnight in UTC. */
    private @Nullable String date(String field) {
        String text = text(field);
        if (text == null || text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return text;
        }
        Instant midnight = Json.timeAt(record, field);
        if (midnight == null) {
            throw new UnclearException(field + " is no date");
        }
        return midnight.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
