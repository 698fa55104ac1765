package dev.yardstick.command.intake.hubspot;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
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
import dev.yardstick.events.IntakeEvent.Mapping;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One record as HubSpot's API serves it: properties, all of them texts, and associations. */
record HubSpotRecord(String object, String id, JsonNode record, Translator words, Instant version) {

    private static final long MILLIS_PER_HOUR = 3_600_000;

    private static final Map<String, List<String>> PROPERTIES =
            Map.of(
                    "deals",
                    List.of(
                            "dealstage",
                            "pipeline",
                            "amount",
                            "deal_currency_code",
                            "closedate",
                            "createdate",
                            "hs_is_closed",
                            "hs_is_closed_won",
                            "hs_v2_date_entered_current_stage"),
                    "companies",
                    List.of("name", "createdate"),
                    "calls",
                    List.of("hs_timestamp", "hs_call_status", "hs_call_duration"),
                    "meetings",
                    List.of(
                            "hs_timestamp",
                            "hs_meeting_outcome",
                            "hs_meeting_start_time",
                            "hs_meeting_end_time"));

    private static final Map<String, ActivityType> USUAL =
            Map.of(
                    "calls", new ActivityType(FactKind.CALL, null, "phone", null, null),
                    "meetings", new ActivityType(FactKind.MEETING, null, null, null, null));

    /**
     * A call that nobody answered was made; one that the rep missed was not. What a person logs
     * need not have a status.
     */
    static final Map<String, Statuses> STATUSES =
            Map.of(
                    "calls",
                    new Statuses(
                            "hs_call_status",
                            List.of("COMPLETED", "BUSY", "NO_ANSWER"),
                            List.of(
                                    "QUEUED",
                                    "CALLING_CRM_USER",
                                    "RINGING",
                                    "CONNECTING",
                                    "IN_PROGRESS",
                                    "HOLD",
                                    "CANCELED",
                                    "FAILED",
                                    "MISSED"),
                            true),
                    "meetings",
                    new Statuses(
                            "hs_meeting_outcome",
                            List.of("COMPLETED"),
                            List.of("SCHEDULED", "RESCHEDULED", "NO_SHOW", "CANCELED"),
                            true));

    /** Where its flags do not say; every other stage is open. */
    static final Map<String, Stage> STAGES =
            Map.of("closedwon", Stage.WON, "closedlost", Stage.LOST);

    /** Associations of a record with a company, by HubSpot's numbers, the primary one first. */
    private static final List<String> TO_COMPANY = List.of("5", "341", "182", "188");

    static HubSpotRecord of(String object, String id, ChangeNotice notice, Mapping mapping) {
        JsonNode record = notice.content();
        Translator words = new Translator(mapping, record.path("properties"));
        Instant updated = Json.time(record.get("updatedAt"));
        if (updated == null) {
            updated = Json.time(words.record().get("hs_lastmodifieddate"));
        }
        return new HubSpotRecord(object, id, record, words, notice.version(updated));
    }

    /** The properties to be fetched of an object. */
    static Set<String> properties(String object, Mapping mapping) {
        Set<String> names = new LinkedHashSet<>(PROPERTIES.getOrDefault(object, List.of()));
        names.add("hubspot_owner_id");
        names.add("hs_lastmodifieddate");
        names.addAll(mapping.fields().values());
        return names;
    }

    Instruction instruction() {
        return Shown.instruction(HubSpot.subject(object, id), version, record, this::read);
    }

    private Instruction read() {
        return switch (object) {
            case "deals" -> deal();
            case "companies" ->
                    words.accountOf(id, version, property("name"), property("hubspot_owner_id"));
            case "calls", "meetings" -> activity();
            default -> throw new CountsNowhereException(object + " count nowhere");
        };
    }

    private Instruction activity() {
        Subject subject = Subject.activity(object, id);
        ActivityType type = words.activity(object, USUAL, Set.of());
        String status = property(object.equals("calls") ? "hs_call_status" : "hs_meeting_outcome");
        if (!words.tookPlace(status, Objects.requireNonNull(STATUSES.get(object)))) {
            return new Instruction.NotDone(subject, version);
        }
        ObjectNode data = words.activity(type, property("hubspot_owner_id"), company());
        words.addOutcome(data, status);
        words.addOccurredAt(data, property("hs_timestamp"));
        words.addHours(
                data,
                () ->
                        object.equals("calls")
                                ? Json.hours(property("hs_call_duration"), MILLIS_PER_HOUR)
                                : Json.hours(
                                        time("hs_meeting_start_time"),
                                        time("hs_meeting_end_time")));
        return new Instruction.Done(subject, version, type.kind(), data);
    }

    private Instruction deal() {
        words.requirePipeline(property("pipeline"));
        String stage = property("dealstage");
        Stage as = words.stage(stage, byFlags(stage));
        ObjectNode data =
                words.deal(
                        as.name(),
                        property("hubspot_owner_id"),
                        company(),
                        property("amount"),
                        property("deal_currency_code"));
        Instant created = time("createdate");
        return new Instruction.Deal(
                id,
                version,
                as.status(),
                created == null ? Json.time(record.get("createdAt")) : created,
                as.status() == Status.OPEN ? null : time("hs_v2_date_entered_current_stage"),
                property("closedate"),
                data);
    }

    private Stage byFlags(@Nullable String stage) {
        if ("true".equals(property("hs_is_closed_won"))) {
            return Stage.WON;
        }
        Stage named = Stage.of(stage, STAGES);
        if (named != null) {
            return named;
        }
        return "true".equals(property("hs_is_closed")) ? Stage.LOST : Stage.open(stage);
    }

    /** The company that the record belongs to, the primary one where there are several. */
    private @Nullable String company() {
        JsonNode associations = record.path("associations");
        String first = null;
        for (JsonNode result : associations.path("companies").path("results")) {
            String company = Json.text(result.get("id"));
            if (String.valueOf(Json.text(result.get("type"))).contains("primary")) {
                return company;
            }
            first = first == null ? company : first;
        }
        for (String type : TO_COMPANY) {
            for (JsonNode association : associations) {
                for (JsonNode of : association.path("types")) {
                    if (first == null && type.equals(Json.text(of.get("associationTypeId")))) {
                        first = Json.textAt(association, "to.id");
                    }
                }
            }
        }
        return first;
    }

    private @Nullable String property(String name) {
        return Json.text(words.record().get(name));
    }

    private @Nullable Instant time(String name) {
        try {
            return Json.time(words.record().get(name));
        } catch (UnclearException e) {
            throw new UnclearException(name + ": " + e.getMessage());
        }
    }
}
