package dev.yardstick.standalone.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a mapping or its files is named with line and column, all at once. */
class CrmCsvWrongTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String MAPPING =
            """
            {
              "source": "/sheet",
              "files": [
                { "file": "deals.csv",
                  "subject": "Deal",
                  "time": "Changed",
                  "type": {"column": "Stage", "values": {"Won": "crm.deal.won", "Draft": null}},
                  "data": {
                    "rep": "Owner",
                    "occurredAt": "Closed",
                    "amount": "Value",
                    "currency": "In" } } ]
            }
            """;

    private static final String HEADER = "Deal,Stage,Owner,Closed,Value,In,Changed\n";
    private static final String RIGHT = "D-1,Won,robin,2026-02-03,5.25,EUR,2026-02-04T10:00:00Z";

    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void write() throws IOException {
        write("mapping.json", MAPPING);
        rows(RIGHT);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private void rows(String... rows) throws IOException {
        write("deals.csv", HEADER + String.join("\n", rows) + "\n");
    }

    private List<String> wrong() {
        return catchThrowableOfType(WrongFilesException.class, () -> CrmCsv.read(directory))
                .report();
    }

    @Nested
    class TheMapping {

        private List<String> with(String right, String wrong) throws IOException {
            assertThat(MAPPING).contains(right);
            write("mapping.json", MAPPING.replace(right, wrong));
            return wrong();
        }

        @Test
        void isMissing() throws IOException {
            Files.delete(directory.resolve("mapping.json"));
            assertThat(wrong()).containsExactly("mapping.json: is missing in " + directory);
        }

        @Test
        void isNoJson() throws IOException {
            assertThat(with("\"deals.csv\",", "\"deals.csv\""))
                    .singleElement()
                    .asString()
                    .startsWith("mapping.json:5:7: is no JSON: ");
        }

        @Test
        void saysAFieldTwice() throws IOException {
            assertThat(with("\"subject\": \"Deal\",", "\"subject\": \"Deal\", \"subject\": \"A\","))
                    .singleElement()
                    .asString()
                    .startsWith("mapping.json:5:")
                    .contains("subject");
        }

        @Test
        void isNoObject() throws IOException {
            write("mapping.json", "[]");
            assertThat(wrong()).containsExactly("mapping.json:1:1: must be an object, { … }");
        }

        @Test
        void namesNoFiles() throws IOException {
            write("mapping.json", "{\"source\": \"/sheet\"}");
            assertThat(wrong())
                    .containsExactly(
                            "mapping.json:1:1: must have \"files\", a list of the files to read");
            write("mapping.json", "{\"source\": \"/sheet\",\n\"files\": []}");
            assertThat(wrong())
                    .containsExactly(
                            "mapping.json:2:1: files must be a list with at least one entry");
        }

        @Test
        void hasAnUnknownField() throws IOException {
            assertThat(with("\"amount\":", "\"ammount\":"))
                    .containsExactly(
                            "mapping.json:11:9: files[0].data.ammount is no field of a CRM event;"
                                    + " these are: rep, account, occurredAt, method, channel,"
                                    + " outcome, with, hours, days, course, aspect, rating,"
                                    + " amount, currency, stage, credits",
                            "mapping.json:8:7: files[0].data must say \"amount\" for"
                                    + " crm.deal.won"
                                    + MappingReader.NO_AMOUNTS);
        }

        @Test
        void hasAnUnknownSetting() throws IOException {
            assertThat(with("\"time\":", "\"tiem\":"))
                    .containsExactlyInAnyOrder(
                            "mapping.json:6:7: files[0].tiem has no meaning; what may stand here:"
                                    + " file, type, subject, time, data, join, source, exportedAt,"
                                    + " revision, delimiter, dateFormat, dateTimeFormat, zone,"
                                    + " decimal",
                            "mapping.json:4:5: files[0] must have \"time\", the column with the"
                                    + " time of each row's last change, or \"exportedAt\", the"
                                    + " time of the export such as \"2026-03-01T08:00:00Z\"");
        }

        @Test
        void leavesOutWhatIsNeeded() throws IOException {
            write("mapping.json", "{\"files\": [{}]}");
            assertThat(wrong())
                    .hasSize(7)
                    .allSatisfy(line ->
                            assertThat(line).startsWith("mapping.json:1:12: files[0] must "))
                    .anySatisfy(line -> assertThat(line).contains("\"file\""))
                    .anySatisfy(line -> assertThat(line).contains("\"subject\""))
                    .anySatisfy(line -> assertThat(line).contains("\"source\""))
                    .anySatisfy(line -> assertThat(line).contains("\"time\""))
                    .anySatisfy(line -> assertThat(line).contains("crm.call.logged, "))
                    .anySatisfy(line -> assertThat(line).contains("\"rep\""))
                    .anySatisfy(line -> assertThat(line).contains("\"occurredAt\""));
        }

        @Test
        void namesAnUnknownType() throws IOException {
            assertThat(with("\"crm.deal.won\"", "\"crm.deal.closed\""))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "mapping.json:7:46: files[0].type.values.Won must be one of"
                                    + " crm.call.logged, ")
                    .contains("not \"crm.deal.closed\"");
        }

        @Test
        void leavesOutWhatTheTypeNeeds() throws IOException {
            assertThat(with("\"crm.deal.won\"", "\"crm.travel.logged\""))
                    .containsExactly(
                            "mapping.json:8:7: files[0].data must say \"days\" or \"hours\" for"
                                    + " crm.travel.logged");
            assertThat(with(",\n        \"currency\": \"In\"", ""))
                    .containsExactly(
                            "mapping.json:8:7: files[0].data must say \"currency\" with"
                                    + " \"amount\", as in \"currency\": {\"constant\": \"EUR\"}");
        }

        @Test
        void givesAConstantThatCannotBe() throws IOException {
            assertThat(with("\"currency\": \"In\"", "\"currency\": {\"constant\": \"EURO\"}"))
                    .containsExactly(
                            "mapping.json:12:22: files[0].data.currency.constant must be a"
                                    + " currency of ISO 4217 such as EUR, not \"EURO\"");
            assertThat(with("\"amount\": \"Value\"", "\"amount\": {\"constant\": \"1,5\"}"))
                    .singleElement()
                    .asString()
                    .contains("files[0].data.amount.constant must be a number such as 1294.25");
        }

        @Test
        void isNoCellAtAll() throws IOException {
            assertThat(with("\"rep\": \"Owner\"", "\"rep\": {\"columns\": \"Owner\"}"))
                    .containsExactly(
                            "mapping.json:9:9: files[0].data.rep must be the name of a column, or"
                                    + " {\"column\": …, \"values\": {…}}, or {\"constant\": …}");
            assertThat(
                            with(
                                    "\"rep\": \"Owner\"",
                                    "\"rep\": {\"column\": \"Owner\", \"separator\": \";\"}"))
                    .singleElement()
                    .asString()
                    .endsWith("files[0].data.rep.separator has a meaning for \"with\" only");
        }

        @Test
        void writesDatesAsNobodyDoes() throws IOException {
            assertThat(setting("\"dateFormat\": \"dd/mm/yyyy\""))
                    .endsWith(
                            "dateFormat must be a pattern with day, month and year such as"
                                    + " dd/MM/yyyy, not \"dd/mm/yyyy\"");
            assertThat(setting("\"dateFormat\": \"dd/MM\"")).contains("day, month and year");
            assertThat(setting("\"dateFormat\": \"dd/MM/YYYY\"")).contains("day, month and year");
            assertThat(setting("\"dateFormat\": \"jour\"")).contains("must be a pattern such as");
            assertThat(setting("\"dateTimeFormat\": \"dd/MM/yyyy hh:mm\""))
                    .endsWith(
                            "dateTimeFormat must be a pattern with date, hour and minute such as"
                                    + " dd/MM/yyyy HH:mm, not \"dd/MM/yyyy hh:mm\"");
        }

        @Test
        void hasASettingThatCannotBe() throws IOException {
            assertThat(setting("\"zone\": \"Mars/Olympus\""))
                    .endsWith(
                            "zone must be an IANA time zone such as Europe/Amsterdam, not"
                                    + " \"Mars/Olympus\"");
            assertThat(setting("\"decimal\": \";\"")).contains("must be \".\" or \",\"");
            assertThat(setting("\"delimiter\": \"tab\"")).contains("must be one character");
            assertThat(setting("\"revision\": 0")).contains("a whole number from 1 to 9999");
            assertThat(setting("\"exportedAt\": \"2026-03-01\""))
                    .contains("must be a time with an offset such as 2026-03-01T08:00:00Z");
        }

        private String setting(String setting) throws IOException {
            List<String> wrong = with("\"files\":", setting + ", \"files\":");
            assertThat(wrong).singleElement().asString().startsWith("mapping.json:3:3: ");
            return wrong.getFirst();
        }

        @Test
        void leadsElsewhere() throws IOException {
            assertThat(with("\"deals.csv\"", "\"../deals.csv\""))
                    .containsExactly(
                            "mapping.json:4:7: files[0].file must be a name without a path");
        }
    }

    @Nested
    class TheFile {

        @Test
        void isMissing() throws IOException {
            Files.delete(directory.resolve("deals.csv"));
            assertThat(wrong()).containsExactly("deals.csv: is missing in " + directory);
        }

        @Test
        void hasNoSuchColumnOrTwo() throws IOException {
            write("deals.csv", HEADER.replace("Owner", "Rep").replace("In", "Value") + RIGHT);
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:1:1: has no column \"Owner\"; the first line names Deal,"
                                    + " Stage, Rep, Closed, Value, Value, Changed",
                            "deals.csv:1:1: has more than one column \"Value\"; the first line"
                                    + " names Deal, Stage, Rep, Closed, Value, Value, Changed",
                            "deals.csv:1:1: has no column \"In\"; the first line names Deal,"
                                    + " Stage, Rep, Closed, Value, Value, Changed");
        }

        @Test
        void isEmpty() throws IOException {
            write("deals.csv", "");
            assertThat(wrong()).singleElement().asString().startsWith("deals.csv:1:1: is empty;");
        }

        @Test
        void hasARowWithTooFewCells() throws IOException {
            rows("D-1,Won,robin");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("deals.csv:2:1: expected 7 columns")
                    .endsWith("found 3");
        }

        @Test
        void hasCellsThatCannotBeRead() throws IOException {
            rows(
                    RIGHT,
                    ",Lost,,2026-02-30,\"1,250.50\",€,yesterday",
                    "D-3,Won,robin,2026-02-03,1.00001,EUR,2026-02-04 10:00");
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:3:1: Deal must not be empty: it tells the CRM's record id",
                            "deals.csv:3:32: Changed must be a date such as 2026-01-31, or with a"
                                    + " time such as 2026-01-31T14:45:00Z, not \"yesterday\"",
                            "deals.csv:3:2: Stage must be one of the values that mapping.json"
                                    + " lists (\"Won\", \"Draft\"), not \"Lost\"",
                            "deals.csv:3:8: Closed must be a date such as 2026-01-31, or with a"
                                    + " time such as 2026-01-31T14:45:00Z, not \"2026-02-30\"",
                            "deals.csv:3:19: Value must be a number such as 1294.25 (no thousands"
                                    + " marks, at most 4 decimals), not \"1,250.50\"",
                            "deals.csv:3:30: In must be a currency of ISO 4217 such as EUR, not"
                                    + " \"€\"",
                            "deals.csv:4:38: Changed \"2026-02-04 10:00\" has no offset; say in"
                                    + " mapping.json where that was, as in \"zone\":"
                                    + " \"Europe/Amsterdam\"",
                            "deals.csv:4:26: Value must be a number such as 1294.25 (no thousands"
                                    + " marks, at most 4 decimals), not \"1.00001\"");
        }

        @Test
        void leavesCellsEmptyThatTheTypeNeeds() throws IOException {
            rows("D-1,Won,,,5,,2026-02-04T10:00:00Z", "D-2,Won,robin,2026-02-03,,,");
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:2:9: Owner is empty, but crm.deal.won" + " needs \"rep\"",
                            "deals.csv:2:10: Closed is empty, but"
                                    + " crm.deal.won needs \"occurredAt\"",
                            "deals.csv:2:13: In is empty, but an amount needs" + " \"currency\"",
                            "deals.csv:3:28: Changed must not be empty, as long as the mapping"
                                    + " has no \"exportedAt\"",
                            "deals.csv:3:26: Value is empty, but crm.deal.won"
                                    + " needs \"amount\" and \"currency\""
                                    + MappingReader.NO_AMOUNTS);
        }

        @Test
        void tellsAValueThatTheMappingTakesForNothing() throws IOException {
            write(
                    "mapping.json",
                    MAPPING.replace(
                            "\"rep\": \"Owner\"",
                            "\"rep\": {\"column\": \"Owner\", \"values\": {\"robin\": null}}"));
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:2:9: Owner is \"robin\", for mapping.json nothing, but crm.deal.won needs \"rep\"");
        }

        @Test
        void tellsTextsThatTheServerWouldNotTake() throws IOException {
            rows(
                    RIGHT.replace("robin", "\"ro\nbin\""),
                    RIGHT.replace("D-1", "D".repeat(301)).replace("Won", "Draft"),
                    RIGHT.replace("D-1", "D".repeat(301)));
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:2:9: Owner must be on one line, without control characters",
                            "deals.csv:5:1: Deal must have at most 300 characters, not 301");
        }

        @Test
        void tellsOfASourceThatIsNobodysToTell() throws IOException {
            write("mapping.json", MAPPING.replace("/sheet", "/yardstick/conversations"));
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:2:1: Deal tells of an event whose source must be the CRM's"
                                    + " own: this one is for what is logged by hand");
        }

        @Test
        void writesNumbersWithTheOtherMark() throws IOException {
            write("mapping.json", MAPPING.replace("\"files\"", "\"decimal\": \",\", \"files\""));
            rows(
                    RIGHT,
                    "D-2,Won,robin,2026-02-03,\"1.250,50\",EUR,2026-02-04T10:00:00Z",
                    "D-3,Won,robin,2026-02-03,\"1250,50\",EUR,2026-02-04T10:00:00Z");
            assertThat(wrong())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("a number such as 1294,25 "));
        }

        @Test
        void tellsATimeThatTheClocksLeftOut() throws IOException {
            write(
                    "mapping.json",
                    MAPPING.replace("\"files\"", "\"zone\": \"Europe/Amsterdam\", \"files\""));
            rows(RIGHT.replace("2026-02-04T10:00:00Z", "2026-03-29 02:30"));
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:2:35: Changed must be a time that there was; at"
                                    + " \"2026-03-29 02:30\" the clocks of Europe/Amsterdam were"
                                    + " put forward");
        }

        @Test
        void tellsARecordTwiceAtTheSameTime() throws IOException {
            rows(RIGHT, RIGHT.replace("5.25", "5.26"));
            assertThat(wrong())
                    .containsExactly(
                            "deals.csv:3:1: Deal \"D-1\" stands in deals.csv:2 already, of the"
                                    + " same time (2026-02-04T10:00:00Z) but with other content:"
                                    + " only a newer time tells which one counts");
        }

        @Test
        void tellsATypeThatTheMappingDoesNotProvideFor() throws IOException {
            write(
                    "mapping.json",
                    MAPPING.replaceFirst("\"type\": .*", "\"type\": {\"column\": \"Stage\"},"));
            rows(
                    RIGHT.replace("Won", "crm.training.completed"),
                    RIGHT.replace("Won", "won"),
                    RIGHT.replace("Won", "crm.deal.won"));
            assertThat(wrong())
                    .hasSize(2)
                    .startsWith(
                            "deals.csv:2:5: Stage is not enough: crm.training.completed needs"
                                    + " \"course\" in the mapping's data")
                    .last()
                    .asString()
                    .startsWith("deals.csv:3:5: Stage must be one of crm.call.logged, ");
        }
    }

    @Test
    void aListWithoutAmountsIsToldInOnePass() throws IOException {
        rows(RIGHT.replace("5.25,EUR", ","), RIGHT.replace("5.25,EUR", ",").replace("-1", "-2"));
        assertThat(wrong())
                .containsExactly(
                        "deals.csv:2:26: Value is empty, but crm.deal.won needs \"amount\" and"
                                + " \"currency\""
                                + MappingReader.NO_AMOUNTS
                                + " (and in 1 more rows)");
        write(
                "mapping.json",
                MAPPING.replaceFirst(",\\s*\"amount\": \"Value\",\\s*\"currency\": \"In\"", ""));
        assertThat(wrong())
                .containsExactly(
                        "mapping.json:8:7: files[0].data must say \"amount\" and \"currency\" for"
                                + " crm.deal.won"
                                + MappingReader.NO_AMOUNTS);
    }

    @Test
    void anIdThatASpreadsheetShortenedIsAFaultAndNotADeal() throws IOException {
        for (String id : new String[] {"1.23457E+11", "\"1,23457E+11\"", "1E+11", "1.2e+11"}) {
            rows(RIGHT.replace("D-1", id), RIGHT.replace("D-1", id));
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("deals.csv:2:1: Deal \"" + id.replace("\"", "") + "\" is what")
                    .contains("format the column as text");
        }
        rows(RIGHT.replace("robin", "2.7E+11"));
        assertThat(wrong()).singleElement().asString().startsWith("deals.csv:2:9: Owner ");
    }

    @Test
    void whatNobodySeesIsShownEscaped() throws IOException {
        rows(RIGHT.replace("2026-02-03", "2026\u00A002-03"));
        assertThat(wrong()).singleElement().asString().endsWith("not \"2026\\u00A002-03\"");
    }

    @Test
    void linesAreCountedHoweverTheyEnd() throws IOException {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            String text =
                    String.join("\n", HEADER.strip(), RIGHT, RIGHT.replace("Won", "Lost"), "");
            write("deals.csv", text.replace("\n", end));
            assertThat(wrong()).singleElement().asString().startsWith("deals.csv:3:5: Stage ");
            write(
                    "deals.csv",
                    (HEADER.strip() + "\n\n" + RIGHT + "\nD-2,\"Won").replace("\n", end));
            assertThat(wrong()).singleElement().asString().startsWith("deals.csv:4:5: the quote");
            byte[] bytes = (HEADER + RIGHT + "\nD-2,").replace("\n", end).getBytes(UTF_8);
            byte[] broken = Arrays.copyOf(bytes, bytes.length + 1);
            broken[bytes.length] = (byte) 0xFF;
            Files.write(directory.resolve("deals.csv"), broken);
            assertThat(wrong()).singleElement().asString().startsWith("deals.csv:3:5: is no valid");
            write("deals.csv", (HEADER + "\"D\n1\",Lost" + RIGHT.substring(7)).replace("\n", end));
            assertThat(wrong().getLast()).startsWith("deals.csv:3:4: Stage ");
        }
    }

    @Test
    void creditsThatDoNotAddUpAreAFault() throws IOException {
        write("mapping.json", MAPPING.replace("\"rep\":", "\"credits\": \"With\", \"rep\":"));
        for (String credits :
                new String[] {"anna:0.6;ben:0.5", "anna", "anna:1;ben:0", "anna:0.5;anna:0.5"}) {
            write(
                    "deals.csv",
                    HEADER.replace("Changed", "Changed,With") + RIGHT + "," + credits + "\n");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("deals.csv:2:56: With must be different reps")
                    .endsWith("which add up to 1, not \"" + credits + "\"");
        }
    }

    @Test
    void aJoinSaysWhatItMisses() throws IOException {
        write(
                "mapping.json",
                MAPPING.replace(
                        "\"subject\":",
                        "\"join\": {\"file\": \"more.csv\", \"key\": \"Deal\", \"columns\": {\"Owner\":"
                                + " \"Rep\"}}, \"subject\":"));
        write("more.csv", "Deal,Rep\nD-1,robin\nD-1,sam\n");
        assertThat(wrong())
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("more.csv:3:1: Deal \"D-1\" stands in line 2 already"))
                .anySatisfy(line ->
                        assertThat(line).contains("another name for \"Owner\" than a column of"));
        write("deals.csv", HEADER.replace("Owner", "O") + RIGHT.replace("D-1", "D-9") + "\n");
        write("more.csv", "Deal,Rep\nD-1,robin\n");
        assertThat(wrong())
                .containsExactly(
                        "deals.csv:2:1: Owner of the joined list is empty, but crm.deal.won needs"
                                + " \"rep\": it has no row with this Deal");
    }

    @Test
    void listsThatNumberTheirRecordsAlikeNeedASourceEach() throws IOException {
        write(
                "mapping.json",
                """
                {"source": "/sheet", "files": [
                  {"file": "a.csv", "type": "crm.call.logged", "subject": "Id", "time": "At",
                   "data": {"rep": "Who", "occurredAt": "At"}},
                  {"file": "b.csv", "type": "crm.meeting.held", "subject": "Id", "time": "At",
                   "data": {"rep": "Who", "occurredAt": "At"}}]}
                """);
        write("a.csv", "Id,Who,At\n1,robin,2026-02-03T10:00:00Z\n");
        write("b.csv", "Id,Who,At\n1,robin,2026-02-04T10:00:00Z\n");
        assertThat(wrong())
                .containsExactly(
                        "b.csv:2:1: Id \"1\" stands in a.csv:2 already, as crm.call.logged: give"
                                + " lists that number their records alike a \"source\" each");
    }

    /** Every value of the mapping in turn becomes something else, or goes. */
    @Test
    void noMappingIsTooWrongToBeReported() throws IOException {
        JsonNode right = JSON.readTree(MAPPING);
        int reported = 0;
        for (String pointer : pointers("", right)) {
            JsonPointer at = JsonPointer.compile(pointer);
            for (String wrong : List.of("null", "5", "true", "\"\"", "\"x\"", "[]", "[1]", "{}")) {
                JsonNode copy = right.deepCopy();
                JsonNode parent = copy.at(at.head());
                if (parent instanceof ObjectNode object) {
                    object.set(at.last().getMatchingProperty(), JSON.readTree(wrong));
                } else {
                    ((ArrayNode) parent).set(at.last().getMatchingIndex(), JSON.readTree(wrong));
                }
                write("mapping.json", copy.toString());
                try {
                    CrmCsv.read(directory);
                } catch (WrongFilesException named) {
                    assertThat(named.report())
                            .allSatisfy(line ->
                                    assertThat(line)
                                            .matches("(?s)(mapping.json|deals.csv|x|5): ?.*"));
                    reported++;
                }
            }
        }
        assertThat(reported).isGreaterThan(100);
    }

    private static List<String> pointers(String path, JsonNode node) {
        List<String> pointers = new ArrayList<>();
        node.properties().forEach(field -> pointers.add(path + "/" + field.getKey()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.add(path + "/" + i);
        }
        for (String pointer : List.copyOf(pointers)) {
            String last = pointer.substring(path.length());
            pointers.addAll(pointers(pointer, node.at(last)));
        }
        return pointers;
    }

    @Test
    void everythingIsNamedAtOnce() throws IOException {
        write("mapping.json", MAPPING.replace("\"rep\"", "\"who\""));
        rows(RIGHT.replace("5.25", "much"));
        assertThat(wrong())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("mapping.json:9:"))
                .anySatisfy(line -> assertThat(line).startsWith("deals.csv:2:"));
    }
}
