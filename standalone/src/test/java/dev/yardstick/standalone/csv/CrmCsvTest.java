package dev.yardstick.standalone.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrmCsvTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String CALLS =
            """
            {"source": "/sheet", "exportedAt": "2026-03-01T08:00:00Z", "files": [
              {"file": "calls.csv", "type": "crm.call.logged", "subject": "Id", SETTINGS
               "data": {"rep": "Owner", "occurredAt": "Date" DATA}}]}
            """;

    private static final String DEALS =
            """
            {"source": "/sheet", "files": [
              {"file": "deals.csv", "delimiter": ";", "decimal": ",", "subject": "Deal",
               "time": "Changed", "dateFormat": "d/M/yyyy", "dateTimeFormat": "d/M/yyyy HH:mm",
               "zone": "Europe/Amsterdam",
               "type": {"column": "Stage", "values": {"Closed Won": "crm.deal.won",
                 "Closed Lost": "crm.deal.lost", "Deleted": "crm.deal.retracted", "Draft": null}},
               "data": {"rep": "Owner", "occurredAt": "Closed", "account": "Customer",
                 "amount": "Value", "currency": {"constant": "EUR"}}}]}
            """;

    private static final String DEALS_HEADER = "Deal;Stage;Owner;Closed;Customer;Value;Changed\n";

    @TempDir private Path directory = Path.of("");

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private void calls(String settings, String data, String rows) throws IOException {
        write("mapping.json", CALLS.replace("SETTINGS", settings).replace("DATA", data));
        write("calls.csv", rows);
    }

    private ImportPlan deals(String... rows) throws Exception {
        write("mapping.json", DEALS);
        write("deals.csv", DEALS_HEADER + String.join("\n", rows) + "\n");
        return CrmCsv.read(directory);
    }

    private List<JsonNode> events() throws Exception {
        return events(CrmCsv.read(directory));
    }

    private static List<JsonNode> events(ImportPlan plan) {
        return plan.events().stream().map(event -> JSON.readTree(event.json())).toList();
    }

    private JsonNode call() throws Exception {
        List<JsonNode> events = events();
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private String occurredAt(String settings, String cell) throws Exception {
        calls(settings, "", "Id,Owner,Date\n1,robin," + cell + "\n");
        return call().required("data").required("occurredAt").stringValue();
    }

    @Test
    void aRowBecomesTheEventThatItTells() throws Exception {
        ImportPlan plan = deals("D-1;Closed Won;robin;31/1/2026;acme;18500,50;01/02/2026 09:30");
        assertThat(plan.events().getFirst().origin()).hasToString("deals.csv:2");
        JsonNode event = events(plan).getFirst();
        assertThat(event.required("type").stringValue()).isEqualTo("crm.deal.won");
        assertThat(event.required("source").stringValue()).isEqualTo("/sheet");
        assertThat(event.required("subject").stringValue()).isEqualTo("D-1");
        assertThat(event.required("time").stringValue()).isEqualTo("2026-02-01T08:30:00Z");
        assertThat(event.required("data"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"rep": "robin", "account": "acme", "occurredAt": "2026-01-31",
                                 "amount": "18500.5", "currency": "EUR"}
                                """));
    }

    @Test
    void columnsStandInAnyOrderAndOthersAreIgnored() throws Exception {
        calls("", "", "Mood,Date,Owner,,Id\nfine,2026-02-03,robin,x,1\n");
        assertThat(call().required("data").size()).isEqualTo(2);
        assertThat(call().required("subject").stringValue()).isEqualTo("1");
    }

    @Test
    void whatSpreadsheetsAddIsNoTrouble() throws Exception {
        calls("", "", "\uFEFFId, Owner ,Date\r\n1, robin ,2026-02-03\r\n,,\r\n\r\n,,\r\n");
        assertThat(call().required("data").required("rep").stringValue()).isEqualTo("robin");
    }

    @Test
    void blanksThatNobodySeesAreNoPartOfAnId() throws Exception {
        for (String blank : new String[] {"\u00A0", "\u2007", "\u202F", "\u200B", "\uFEFF"}) {
            String rows =
                    "Id," + blank + "Owner,Date\nD5" + blank + "," + blank + "robin,2026-02-03\n";
            calls("", "", rows + blank + ",,\n");
            assertThat(call().required("subject").stringValue()).isEqualTo("D5");
            assertThat(call().required("data").required("rep").stringValue()).isEqualTo("robin");
        }
    }

    @Test
    void creditIsSharedByAColumn() throws Exception {
        calls(
                "\"decimal\": \",\",",
                ", \"credits\": {\"column\": \"Split\", \"values\": {\"Anna A\": \"anna\", \"Ben\": \"ben\"}}",
                "Id,Owner,Date,Split\n1,anna,2026-02-03,\"Anna A:0,6; Ben : 40%\"\n2,anna,2026-02-03,\n");
        assertThat(events().getFirst().required("data").required("credits").toString())
                .isEqualTo(
                        """
                        [{"rep":"anna","share":"0.6"},{"rep":"ben","share":"0.4"}]\
                        """);
        assertThat(events().getLast().required("data").has("credits")).isFalse();
    }

    @Test
    void twoListsAreJoinedByAKey() throws Exception {
        write(
                "mapping.json",
                """
                {"source": "/leads", "exportedAt": "2026-03-01T08:00:00Z", "files": [
                  {"file": "leads.csv", "type": "crm.lead.generated", "subject": "mql_id",
                   "join": {"file": "closed_deals.csv", "key": "mql", "column": "mql_id",
                            "columns": {"rep": "sdr_id"}, "unmatched": "skip"},
                   "data": {"rep": "rep", "occurredAt": "first_contact_date"}}]}
                """);
        write(
                "leads.csv",
                "mql_id,first_contact_date\nm1,2026-02-01\nm2,2026-02-02\nm3,2026-02-03\n");
        write("closed_deals.csv", "mql,won\u00A0,sdr_id\nm3\u00A0,x,robin\nm1,y,sam\nm1,z,sam\n");
        ImportPlan plan = CrmCsv.read(directory);
        assertThat(events(plan))
                .extracting(event -> event.required("data").required("rep").stringValue())
                .containsExactly("sam", "robin");
        assertThat(plan.skipped().report(true))
                .containsExactly(
                        "skipped: 1 rows whose type the mapping leaves out or that the join skips",
                        "  leads.csv:3: m2, not in closed_deals.csv");
    }

    @Test
    void whatFilesHaveInCommonIsSaidOnce() throws Exception {
        write(
                "mapping.json",
                """
                {"source": "/sheet", "exportedAt": "2026-03-01T08:00:00+01:00", "delimiter": "\\t",
                 "files": [
                  {"file": "a", "type": "crm.lead.generated", "subject": "Id",
                   "data": {"rep": "Who", "occurredAt": "On"}},
                  {"file": "b", "type": "crm.meeting.held", "subject": "Id", "source": "/other",
                   "delimiter": "|", "data": {"rep": "Who", "occurredAt": "On"}}]}
                """);
        write("a", "Id\tWho\tOn\n1\trobin\t2026-02-03\n");
        write("b", "Id|Who|On\n1|robin|2026-02-03\n");
        assertThat(events())
                .extracting(event -> event.required("source").stringValue())
                .containsExactly("/sheet", "/other");
        assertThat(events())
                .extracting(event -> event.required("time").stringValue())
                .containsOnly("2026-03-01T07:00:00Z");
    }

    @Test
    void oneFileMayTellTheOpeningAndTheClosingOfADeal() throws Exception {
        write(
                "mapping.json",
                """
                {"source": "/sheet", "exportedAt": "2026-03-01T08:00:00Z", "files": [
                  {"file": "d.csv", "type": "crm.deal.opened", "subject": "Id",
                   "data": {"rep": "Who", "occurredAt": "Opened"}},
                  {"file": "d.csv", "type": "crm.deal.lost", "subject": "Id",
                   "data": {"rep": "Who", "occurredAt": "Closed"}}]}
                """);
        write("d.csv", "Id,Who,Opened,Closed\n1,robin,2026-02-03,2026-02-09\n");
        assertThat(events())
                .extracting(e -> e.required("data").required("occurredAt").stringValue())
                .containsExactly("2026-02-03", "2026-02-09");
    }

    @Test
    void valuesMeanWhatTheMappingSays() throws Exception {
        calls(
                "",
                """
                , "method": {"column": "How", "values": {"Cold": "cold-call-phone", "": null}},
                  "with": {"column": "Attendees", "separator": ",",
                           "values": {"Ann": "ann", "Bob": null, "Cy": "cy"}},
                  "channel": {"constant": "phone"}
                """,
                """
                Id,Owner,Date,How,Attendees
                1,robin,2026-02-03,Cold,"Ann, Bob,Cy,"
                2,robin,2026-02-03,,
                """);
        assertThat(events().getFirst().required("data"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"rep": "robin", "occurredAt": "2026-02-03",
                                 "method": "cold-call-phone", "channel": "phone",
                                 "with": ["ann", "cy"]}
                                """));
        assertThat(events().getLast().required("data").size()).isEqualTo(3);
    }

    @Test
    void rowsWhoseTypeMeansNothingAreLeftOutAndCounted() throws Exception {
        ImportPlan plan =
                deals(
                        "D-1;Closed Lost;robin;31/1/2026;;;01/02/2026 09:30",
                        "D-2;Draft;;;;;",
                        "D-3;Draft;robin;;;;");
        assertThat(plan.events()).hasSize(1);
        assertThat(plan.skipped().report(false))
                .containsExactly(
                        "skipped: 2 rows whose type the mapping leaves out",
                        "  deals.csv:3: D-2, Draft",
                        "  deals.csv:4: D-3, Draft");
    }

    @Test
    void aRetractionNeedsTheRecordAndTheTimeOnly() throws Exception {
        JsonNode event = events(deals("D-1;Deleted;;gone;;;01/02/2026 09:30")).getFirst();
        assertThat(event.required("type").stringValue()).isEqualTo("crm.deal.retracted");
        assertThat(event.required("data").isEmpty()).isTrue();
    }

    @Test
    void amountsStayExact() throws Exception {
        JsonNode event =
                events(deals("D-1;Closed Won;robin;31/1/2026;;12345678901234,5600;1/2/2026"))
                        .getFirst();
        assertThat(event.required("data").required("amount").stringValue())
                .isEqualTo("12345678901234.56");
    }

    @Test
    void datesAreReadAsTheMappingWritesThem() throws Exception {
        assertThat(occurredAt("", "2026-02-03")).isEqualTo("2026-02-03");
        assertThat(occurredAt("\"dateFormat\": \"d/M/yyyy\",", "03/2/2026"))
                .isEqualTo("2026-02-03");
        assertThat(occurredAt("\"dateFormat\": \"M/d/yy\",", "2/3/26")).isEqualTo("2026-02-03");
        assertThat(occurredAt("\"dateFormat\": \"d-MMM-uuuu\",", "3-feb-2026"))
                .isEqualTo("2026-02-03");
        assertThat(occurredAt("\"dateFormat\": \"yyyyMMdd\",", "20260203")).isEqualTo("2026-02-03");
    }

    @Test
    void timesKeepTheirOffset() throws Exception {
        for (String cell :
                List.of(
                        "2026-02-03T23:30:00+01:00",
                        "2026-02-03 23:30+01",
                        "2026-02-03T23:30:00.000+0100")) {
            assertThat(occurredAt("", cell)).isEqualTo("2026-02-03T23:30:00+01:00");
        }
        assertThat(occurredAt("", "2026-02-03T23:30Z")).isEqualTo("2026-02-03T23:30:00Z");
        assertThat(
                        occurredAt(
                                "\"dateTimeFormat\": \"d/M/yyyy h:mm a\", \"zone\": \"UTC\",",
                                "3/2/2026 11:30 PM"))
                .isEqualTo("2026-02-03T23:30:00Z");
    }

    @Test
    void timesWithoutOffsetWereInTheZoneInSummerAndInWinter() throws Exception {
        String zone = "\"zone\": \"Europe/Amsterdam\",";
        assertThat(occurredAt(zone, "2026-02-03 23:30")).isEqualTo("2026-02-03T23:30:00+01:00");
        assertThat(occurredAt(zone, "2026-07-03 23:30")).isEqualTo("2026-07-03T23:30:00+02:00");
        assertThat(occurredAt(zone, "2026-03-29 01:59")).isEqualTo("2026-03-29T01:59:00+01:00");
        assertThat(occurredAt(zone, "2026-03-29 03:00")).isEqualTo("2026-03-29T03:00:00+02:00");
    }

    @Test
    void aTimeThatCameTwiceIsTheEarlierOne() throws Exception {
        assertThat(occurredAt("\"zone\": \"Europe/Amsterdam\",", "2026-10-25 02:30"))
                .isEqualTo("2026-10-25T02:30:00+02:00");
    }

    @Test
    void aDayAsTimeIsItsBeginningInTheZone() throws Exception {
        ImportPlan plan = deals("D-1;Closed Lost;robin;31/1/2026;;;1/7/2026");
        assertThat(events(plan).getFirst().required("time").stringValue())
                .isEqualTo("2026-06-30T22:00:00Z");
    }

    @Test
    void aRowWithoutTimeIsAsOldAsTheExport() throws Exception {
        calls("\"time\": \"Changed\",", "", "Id,Owner,Date,Changed\n1,robin,2026-02-03,\n");
        assertThat(call().required("time").stringValue()).isEqualTo("2026-03-01T08:00:00Z");
    }

    @Test
    void theIdIsTheSameForTheSameContentHoweverItIsWrittenAndForever() throws Exception {
        Set<String> ids = new HashSet<>();
        ids.add(id(deals("D-1;Closed Won;robin;31/1/2026;acme;100;01/02/2026 09:30")));
        ids.add(id(deals("D-1;Closed Won; robin;31/01/2026;acme;\"100,00\";1/2/2026 09:30")));
        assertThat(ids).containsExactly("0001-6ead2dd155812315cb11c997f9097af7");
    }

    @Test
    void anotherContentOrTimeIsAnotherEventOfTheSameRecord() throws Exception {
        Set<String> ids = new HashSet<>();
        ids.add(id(deals("D-1;Closed Won;robin;31/1/2026;acme;100;01/02/2026 09:30")));
        ids.add(id(deals("D-1;Closed Won;robin;31/1/2026;acme;101;01/02/2026 09:30")));
        ids.add(id(deals("D-1;Closed Won;robin;31/1/2026;acme;100;01/02/2026 09:31")));
        ids.add(id(deals("D-1;Closed Lost;robin;31/1/2026;acme;100;01/02/2026 09:30")));
        ids.add(id(deals("D-2;Closed Won;robin;31/1/2026;acme;100;01/02/2026 09:30")));
        assertThat(ids).hasSize(5);
    }

    @Test
    void aHigherRevisionHasTheGreaterIdAtTheSameTime() throws Exception {
        calls("\"revision\": 2,", "", "Id,Owner,Date\n1,robin,2026-02-03\n");
        String second = id(CrmCsv.read(directory));
        calls("\"revision\": 10,", "", "Id,Owner,Date\n1,robin,2026-02-04\n");
        String tenth = id(CrmCsv.read(directory));
        assertThat(second).startsWith("0002-").isLessThan(tenth);
    }

    @Test
    void theSameRowTwiceIsTheSameEventAndANewerOneACorrection() throws Exception {
        ImportPlan plan =
                deals(
                        "D-1;Closed Lost;robin;31/1/2026;;;01/02/2026 09:30",
                        "D-1;Closed Lost;robin;31/1/2026;;;01/02/2026 09:30",
                        "D-1;Closed Won;robin;31/1/2026;;5;02/02/2026 09:30");
        assertThat(events(plan))
                .extracting(event -> event.required("id").stringValue())
                .hasSize(3)
                .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(2));
    }

    private static String id(ImportPlan plan) {
        return events(plan).getFirst().required("id").stringValue();
    }
}
