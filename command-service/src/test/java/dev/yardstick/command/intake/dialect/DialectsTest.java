package dev.yardstick.command.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.Mapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for the records of every CRM. */
class DialectsTest {

    private static final String THEN = "2026-03-05T10:00:00Z";
    private static final String LATER = "2026-03-07T10:00:00Z";
    private static final Instant HEARD = Instant.parse("2026-03-09T10:00:00Z");

    /** A CRM, and a record of each sort that counts. */
    enum Crm {
        HUBSPOT(
                "hubspot.HubSpot",
                "deals",
                "calls",
                "companies",
                """
                {"id":"1","updatedAt":"%s","properties":{"dealstage":"closedwon","amount":"8","closedate":"2026-03-05",
                 "hubspot_owner_id":"7","name":"Acme","hs_timestamp":"2026-03-05T10:00:00Z"}}\
                """),
        PIPEDRIVE(
                "pipedrive.Pipedrive",
                "deal",
                "activity",
                "organization",
                """
                {"id":"1","at":"%s","status":"won","value":8,"type":"call","done":true,"due_date":"2026-03-05",
                 "won_time":"2026-03-05T09:00:00Z","owner_id":7}\
                """),
        SALESFORCE(
                "salesforce.Salesforce",
                "Opportunity",
                "Task",
                "Account",
                """
                {"Id":"1","SystemModstamp":"%s","StageName":"Closed Won","Amount":8,"CloseDate":"2026-03-05","OwnerId":"7",
                 "TaskSubtype":"Call","Status":"Completed","ActivityDate":"2026-03-05"}\
                """),
        ESPOCRM(
                "espocrm.EspoCrm",
                "Opportunity",
                "Call",
                "Account",
                """
                {"id":"1","modifiedAt":"%s","stage":"Closed Won","amount":8,"closeDate":"2026-03-05","assignedUserId":"7",
                 "status":"Held","dateStart":"2026-03-05 10:00:00"}\
                """),
        TWENTY(
                "twenty.Twenty",
                "opportunity",
                "task",
                "company",
                """
                {"id":"1","updatedAt":"%s","stage":"CUSTOMER","amount":{"amountMicros":8000000},"closeDate":"2026-03-05",
                 "ownerId":"7","status":"DONE","dueAt":"2026-03-05","assigneeId":"7"}\
                """);

        private final Dialect dialect;
        private final String deal;
        private final String activity;
        private final String account;
        private final String record;

        Crm(String type, String deal, String activity, String account, String record) {
            try {
                var constructor =
                        Class.forName("dev.yardstick.command.intake." + type)
                                .getDeclaredConstructor();
                constructor.setAccessible(true);
                this.dialect = (Dialect) constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            this.deal = deal;
            this.activity = activity;
            this.account = account;
            this.record = record;
        }

        ObjectNode record() {
            return (ObjectNode) json(record.formatted(THEN));
        }

        /** What the CRM shows: as its API answers, or as a delivery holds a whole record. */
        ChangeNotice notice(String object, String asked, ObjectNode record) {
            return switch (this) {
                case HUBSPOT, SALESFORCE, ESPOCRM ->
                        new ChangeNotice(object + "/" + asked, record, HEARD);
                case PIPEDRIVE ->
                        event(
                                "{\"meta\":{\"action\":\"change\",\"entity\":\"%s\",\"entity_id\":\"%s\",\"timestamp\":\"%s\"}}"
                                        .formatted(object, asked, record.get("at").asString()),
                                "data",
                                record);
                case TWENTY ->
                        event(
                                "{\"eventName\":\"%s.updated\",\"eventDate\":\"%s\"}"
                                        .formatted(object, THEN),
                                "record",
                                record);
            };
        }

        private static ChangeNotice event(String event, String field, ObjectNode record) {
            return ChangeNotice.of(((ObjectNode) json(event)).set(field, record), HEARD);
        }

        List<Instruction> instructions(String object, ObjectNode record) {
            return instructions(object, "1", record, Map.of());
        }

        List<Instruction> instructions(
                String object,
                String asked,
                ObjectNode record,
                Map<String, @Nullable String> outcomes) {
            return dialect.instructions(
                    notice(object, asked, record), connection(outcomes, Map.of()));
        }
    }

    private static JsonNode json(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ConnectionDefined connection(
            Map<String, @Nullable String> outcomes, Map<String, String> stages) {
        ActivityType call = new ActivityType(FactKind.CALL, null, null, null, null);
        SortedMap<String, ActivityType> activities = new TreeMap<>();
        List.of("task", "visit", "Task").forEach(type -> activities.put(type, call));
        SortedMap<String, SortedMap<String, @Nullable String>> values = new TreeMap<>();
        if (!outcomes.isEmpty()) {
            values.put("outcome", new TreeMap<>(outcomes));
        }
        Mapping mapping =
                new Mapping(
                        new TreeMap<>(Map.of("7", "robin")),
                        false,
                        "a-",
                        activities,
                        new TreeMap<>(),
                        values,
                        new TreeMap<>(stages),
                        null,
                        "EUR");
        return new ConnectionDefined("crm", "any", "/crm", null, null, mapping);
    }

    private static Instruction only(List<Instruction> instructions) {
        assertThat(instructions).hasSize(1);
        return instructions.getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordWithoutMarksCounts(Crm crm) {
        assertThat(only(crm.instructions(crm.deal, crm.record())))
                .isInstanceOf(Instruction.Deal.class);
        assertThat(only(crm.instructions(crm.activity, crm.record())))
                .isInstanceOf(Instruction.Done.class);
        ObjectNode unmarked = crm.record();
        unmarked.putNull("deletedAt").put("deleted", false).put("is_deleted", 0);
        unmarked.put("IsDeleted", "false").put("archived", false).put("active_flag", true);
        unmarked.put("archivedAt", "").put("IsArchived", true).put("is_archived", true);
        assertThat(only(crm.instructions(crm.deal, unmarked))).isInstanceOf(Instruction.Deal.class);
        assertThat(only(crm.instructions(crm.activity, unmarked)))
                .isInstanceOf(Instruction.Done.class);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatSaysItIsDeletedIsGoneWhateverTheEventIsCalled(Crm crm) {
        for (String mark :
                List.of(
                        "\"deletedAt\":\"" + THEN + "\"",
                        "\"deleted_at\":\"" + THEN + "\"",
                        "\"deleted\":true",
                        "\"deleted\":1",
                        "\"is_deleted\":true",
                        "\"isDeleted\":\"true\"",
                        "\"IsDeleted\":true",
                        "\"archived\":true",
                        "\"archivedAt\":\"" + THEN + "\"",
                        "\"active_flag\":false",
                        "\"status\":\"deleted\"")) {
            ObjectNode record = crm.record();
            ((ObjectNode) json("{" + mark + "}"))
                    .properties()
                    .forEach(field -> record.set(field.getKey(), field.getValue()));
            for (String object : List.of(crm.deal, crm.activity, crm.account)) {
                Instruction instruction = only(crm.instructions(object, record));
                assertThat(instruction)
                        .as(object + " " + mark)
                        .isInstanceOf(Instruction.Gone.class);
                assertThat(((Instruction.Gone) instruction).version()).isEqualTo(THEN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsGoneFromItsDeletionOnAlsoWhereThatDidNotChangeItsVersion(Crm crm) {
        Instruction instruction =
                only(crm.instructions(crm.deal, crm.record().put("deletedAt", LATER)));
        assertThat(((Instruction.Gone) instruction).version()).isEqualTo(LATER);
    }

    @ParameterizedTest
    @EnumSource(names = {"HUBSPOT", "SALESFORCE", "ESPOCRM", "PIPEDRIVE"})
    void aRecordIsFiledUnderTheIdThatItCarriesAndTheOneAskedForIsOver(Crm crm) {
        for (String object : List.of(crm.deal, crm.activity)) {
            List<Instruction> instructions = crm.instructions(object, "9", crm.record(), Map.of());
            assertThat(instructions).hasSize(2);
            assertThat(((Instruction.State) instructions.get(0)).subject().record()).endsWith("1");
            Instruction.Gone over = (Instruction.Gone) instructions.get(1);
            assertThat(over.subject().record()).endsWith("9");
            assertThat(over.version()).isEqualTo(HEARD);
        }
        List<Instruction> instructions = crm.instructions(crm.account, "9", crm.record(), Map.of());
        assertThat(((Instruction.Account) instructions.get(0)).account()).isEqualTo("a-1");
        Instruction.Account over = (Instruction.Account) instructions.get(1);
        assertThat(over.account()).isEqualTo("a-9");
        assertThat(over.owner()).isNull();
        assertThat(over.tellsOwner()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HUBSPOT", "SALESFORCE", "ESPOCRM", "PIPEDRIVE"})
    void theOneAskedForIsOverAlsoWhereTheOtherCannotBeReadOrCountsNowhere(Crm crm) {
        ObjectNode unknownOwner =
                (ObjectNode)
                        json(crm.record().toString().replace("\"7\"", "\"8\"").replace(":7", ":8"));
        List<Instruction> instructions = crm.instructions(crm.deal, "9", unknownOwner, Map.of());
        assertThat(instructions.get(0)).isInstanceOf(Instruction.Unclear.class);
        assertThat(((Instruction.Unclear) instructions.get(0)).version()).isEqualTo(THEN);
        assertThat(((Instruction.Gone) instructions.get(1)).subject()).isEqualTo(Subject.deal("9"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyStatusesThatAreNamedMeanSomething(Crm crm) {
        crm.dialect
                .statuses()
                .forEach((name, lists) -> {
                    String object = object(crm, name);
                    for (String status : lists.done()) {
                        assertThat(of(crm, object, lists, status))
                                .isInstanceOf(Instruction.Done.class);
                        assertThat(of(crm, object, lists, status.toLowerCase(Locale.ROOT)))
                                .isInstanceOf(Instruction.Done.class);
                    }
                    for (String status : lists.notDone()) {
                        assertThat(of(crm, object, lists, status))
                                .isInstanceOf(Instruction.NotDone.class);
                        assertThat(of(crm, object, lists, status.toUpperCase(Locale.ROOT)))
                                .isInstanceOf(Instruction.NotDone.class);
                    }
                    assertThat(of(crm, object, lists, "Postponed"))
                            .isInstanceOf(Instruction.Unclear.class)
                            .extracting(instruction -> ((Instruction.Unclear) instruction).reason())
                            .asString()
                            .contains("Postponed", "outcome");
                    assertThat(of(crm, object, lists, null))
                            .isInstanceOf(
                                    lists.mayLack()
                                            ? Instruction.Done.class
                                            : Instruction.Unclear.class);
                });
    }

    @ParameterizedTest
    @EnumSource
    void theMappingsOutcomesAddToTheStatusesAndChangeThem(Crm crm) {
        crm.dialect
                .statuses()
                .forEach((name, lists) -> {
                    String object = object(crm, name);
                    Map<String, @Nullable String> outcomes = new TreeMap<>();
                    outcomes.put("Visited", "visited");
                    outcomes.put("Postponed", null);
                    outcomes.put("Moved", "not-done");
                    outcomes.put(lists.done().getFirst(), null);
                    assertThat(of(crm, object, lists, "VISITED", outcomes))
                            .isInstanceOf(Instruction.Done.class);
                    for (String status : List.of("postponed", "Moved", lists.done().getFirst())) {
                        assertThat(of(crm, object, lists, status, outcomes))
                                .isInstanceOf(Instruction.NotDone.class);
                    }
                    assertThat(of(crm, object, lists, "Else", outcomes))
                            .isInstanceOf(Instruction.Unclear.class);
                });
    }

    private static String object(Crm crm, String name) {
        return crm == Crm.HUBSPOT ? name + "s" : name.contains(" ") ? "visit" : name;
    }

    private static Instruction of(Crm crm, String object, Statuses lists, @Nullable String status) {
        return of(crm, object, lists, status, Map.of());
    }

    private static Instruction of(
            Crm crm,
            String object,
            Statuses lists,
            @Nullable String status,
            Map<String, @Nullable String> outcomes) {
        ObjectNode record = crm.record();
        ObjectNode fields = crm == Crm.HUBSPOT ? (ObjectNode) record.get("properties") : record;
        fields.put(lists.field(), status);
        return only(crm.instructions(object, "1", record, outcomes));
    }

    @ParameterizedTest
    @EnumSource
    void stagesAreKnownInWhateverLetters(Crm crm) {
        crm.dialect
                .stages()
                .forEach((name, stage) -> {
                    for (String written : List.of(name, name.toLowerCase(Locale.ROOT))) {
                        assertThat(deal(crm, written, Map.of()).status()).isEqualTo(stage.status());
                    }
                });
        if (crm != Crm.PIPEDRIVE) {
            Map<String, String> stages = Map.of("In The Bag", "Won");
            assertThat(deal(crm, "in the bag", stages).status()).isEqualTo(Status.WON);
        }
    }

    private static Instruction.Deal deal(Crm crm, String stage, Map<String, String> stages) {
        ObjectNode record = crm.record();
        switch (crm) {
            case HUBSPOT -> ((ObjectNode) record.get("properties")).put("dealstage", stage);
            case PIPEDRIVE -> record.put("status", stage);
            case SALESFORCE -> record.put("StageName", stage);
            case ESPOCRM, TWENTY -> record.put("stage", stage);
        }
        return (Instruction.Deal)
                only(
                        crm.dialect.instructions(
                                crm.notice(crm.deal, "1", record), connection(Map.of(), stages)));
    }

    @ParameterizedTest
    @CsvSource({
        "005SM000000146P, 005SM000000146PYAQ",
        "001SM0000000iib, 001SM0000000iibYAA",
        "0015f00002JUXA8, 0015f00002JUXA8AAP",
        "005SM000000146PYAQ, 005SM000000146PYAQ",
        "0061, 0061",
    })
    void salesforceWritesAnIdInTwoLengths(String given, String one) {
        assertThat(Crm.SALESFORCE.dialect.id(given)).isEqualTo(one);
    }

    @Test
    void salesforcesIdsAreTheSameWhereverTheyComeIn() {
        String rep = "005SM000000146P";
        Mapping mapping =
                new Mapping(
                        new TreeMap<>(Map.of(rep, "robin", "005SM000000146QYAQ", "nora")),
                        false,
                        "sf-",
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeSet<>(List.of("012SM0000000001")),
                        "EUR");
        ConnectionDefined connection =
                new ConnectionDefined("crm", "salesforce", "/crm", null, null, mapping);
        ObjectNode created =
                (ObjectNode)
                        json(
                                """
                                {"ChangeEventHeader":{"entityName":"Opportunity","recordIds":["006SM0000001Tb3"],
                                  "changeType":"CREATE","commitTimestamp":1772704800000},"StageName":"Prospecting","LastModifiedDate":1772704799000,
                                 "OwnerId":"005SM000000146PYAQ","AccountId":"001SM0000000iib","RecordTypeId":null}\
                                """);
        String sum = Crm.SALESFORCE.dialect.id("012SM0000000001").substring(15);
        created.put("RecordTypeId", "012SM0000000001" + sum);
        Instruction.Deal deal =
                (Instruction.Deal)
                        only(
                                Crm.SALESFORCE.dialect.instructions(
                                        ChangeNotice.of(created, HEARD), connection));
        assertThat(deal.record()).isEqualTo("006SM0000001Tb3YAE");
        assertThat(deal.data().get("rep").stringValue()).isEqualTo("robin");
        assertThat(deal.data().get("account").stringValue()).isEqualTo("sf-001SM0000000iibYAA");
        ObjectNode answer = crmRecord("006SM0000001Tb3YAE");
        List<Instruction> instructions =
                Crm.SALESFORCE.dialect.instructions(
                        new ChangeNotice("Opportunity/006SM0000001Tb3", answer, HEARD),
                        connection(Map.of(), Map.of()));
        assertThat(instructions).hasSize(2);
        assertThat(((Instruction.Deal) instructions.get(0)).record())
                .isEqualTo("006SM0000001Tb3YAE");
        assertThat(((Instruction.Misspelt) instructions.get(1)).subject())
                .as("where it was recorded under 15 characters")
                .isEqualTo(Subject.deal("006SM0000001Tb3"));
    }

    private static ObjectNode crmRecord(String id) {
        return Crm.SALESFORCE.record().put("Id", id);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidOfStatusesStagesAndMarksIsWhatHolds(Crm crm) {
        String said = Docs.crm();
        new TreeMap<>(crm.dialect.statuses())
                .forEach((object, lists) ->
                        assertThat(said)
                                .contains(
                                        "| %s | %s | `%s` | %s | %s | %s |"
                                                .formatted(
                                                        Docs.name(crm.dialect),
                                                        object,
                                                        lists.field(),
                                                        Docs.list(lists.done()),
                                                        Docs.list(lists.notDone()),
                                                        lists.mayLack() ? "counts" : "parked")));
        assertThat(said)
                .contains(
                        "| %s | %s | %s | %s |"
                                .formatted(
                                        Docs.name(crm.dialect),
                                        stages(crm, Status.WON),
                                        stages(crm, Status.LOST),
                                        stages(crm, Status.OPEN)));
        for (List<String> marks :
                List.of(DeletionMarks.TRUE, DeletionMarks.TIME, DeletionMarks.FALSE)) {
            assertThat(said).contains(Docs.list(marks));
        }
    }

    private static String stages(Crm crm, Status status) {
        return Docs.list(
                List.copyOf(
                        new TreeSet<>(
                                crm.dialect.stages().entrySet().stream()
                                        .filter(e -> e.getValue().status() == status)
                                        .map(Map.Entry::getKey)
                                        .toList())));
    }
}
