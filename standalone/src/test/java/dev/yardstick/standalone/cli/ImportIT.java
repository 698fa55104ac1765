package dev.yardstick.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.Servers;
import dev.yardstick.standalone.samples.AdventureWorksSample;
import dev.yardstick.standalone.samples.AdventureWorksSample.Period;
import dev.yardstick.standalone.samples.MavenCrmSample;
import dev.yardstick.standalone.samples.MavenCrmSample.Quarter;
import dev.yardstick.standalone.samples.ReferenceData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job, end to end: a data set goes in by the command line, and every timeline shows
 * exactly the sums that were computed from the same files without the product. PostgreSQL, Kafka
 * and both services are real. The invented excerpts are always imported, the real files where they
 * are at hand.
 */
class ImportIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private static Path data = Path.of("");
    @TempDir private Path files = Path.of("");

    private static Server server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        server = Servers.startOnTwoPortsInARow(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyQuotaOfTheInventedCompanyShowsItsTargetAndWhatWasSoldInItsPeriod() throws Exception {
        List<Period> periods = AdventureWorksSample.write(files).periods();
        importTwice("adventureworks", files);
        assertThat(periods).isNotEmpty();
        everyQuotaIsMet(periods);
    }

    @Test
    void everyQuarterOfTheInventedAgentsShowsWhatTheyClosedAndThatNothingWasExpected()
            throws Exception {
        Map<String, Quarter> quarters = MavenCrmSample.write(files).quarters();
        importTwice("maven-crm", files);
        everyQuarterIsShown(quarters);
    }

    @Test
    void theRealAdventureWorksShowsEveryQuotaToTheLastDigit() throws Exception {
        Path real = realFiles("adventureworks");
        List<Period> periods = new ArrayList<>();
        for (String[] row : expected("adventureworks_quota_vs_orders.csv")) {
            periods.add(
                    new Period(
                            row[0],
                            LocalDate.parse(row[1]),
                            LocalDate.parse(row[2]).minusDays(1),
                            new BigDecimal(row[3]),
                            new BigDecimal(row[5])));
        }
        assertThat(periods).hasSize(163);
        importTwice("adventureworks", real);
        everyQuotaIsMet(periods);
    }

    @Test
    void theRealAgentsShowEveryQuarter() throws Exception {
        Path real = realFiles("maven-crm");
        Map<String, Quarter> quarters = new TreeMap<>();
        for (String[] row : expected("maven_agent_quarter.csv")) {
            quarters.put(
                    row[0].toLowerCase(Locale.ROOT).replace(' ', '-') + " " + row[1],
                    new Quarter(
                            Integer.parseInt(row[2]),
                            Integer.parseInt(row[3]),
                            new BigDecimal(row[4])));
        }
        importTwice("maven-crm", real);
        everyQuarterIsShown(quarters);
    }

    @Test
    void aSpreadsheetIsToldOnceAndItsCorrectionChangesTheFigure() throws Exception {
        Path example = Path.of("..", "docs", "examples", "crm-csv");
        for (String file : Objects.requireNonNull(example.toFile().list())) {
            Files.copy(example.resolve(file), files.resolve(file));
        }
        assertThat(run("csv", files)).as("%s", err).isZero();
        importTwice("crm-csv", files);
        assertThat(out.toString())
                .contains("CRM events          7: 7 new, 0 already there")
                .contains("CRM events          7: 0 new, 7 already there")
                .contains("skipped: 2 rows whose type the mapping leaves out");
        assertThat(sold("robin")).isEqualByComparingTo("18500.50");
        assertThat(sold("nora")).isEqualByComparingTo("7250");

        Path deals = files.resolve("deals.csv");
        Files.writeString(
                deals,
                Files.readString(deals)
                        .replace("18500,50;13/2/2026;13/2/2026", "17000,25;13/2/2026;4/3/2026"));
        assertThat(run("crm-csv", files)).as("%s", err).isZero();
        assertThat(out.toString()).contains("CRM events          7: 1 new, 6 already there");
        assertThat(sold("robin")).isEqualByComparingTo("17000.25");
        assertThat(sold("nora")).isEqualByComparingTo("7250");
    }

    /** What the mapping holds to be enough for a type is enough for the server. */
    @Test
    void everyTypeOfCrmEventIsTakenWithWhatItNeedsAndNoMore() throws Exception {
        Files.writeString(
                files.resolve("reps.csv"),
                """
                id,name,email,team,manager,hired_on,time_zone
                typist,Typist,,North,,2026-01-01,UTC
                """);
        Files.writeString(
                files.resolve("mapping.json"),
                """
                {"source": "/types", "exportedAt": "2026-03-01T08:00:00Z", "files": [
                  {"file": "types.csv", "type": {"column": "type"}, "subject": "id",
                   "data": {"rep": "rep", "occurredAt": "occurredAt", "days": "days",
                     "course": "course", "aspect": "aspect", "rating": "rating",
                     "amount": "amount", "currency": "currency"}}]}
                """);
        List<String> fields =
                List.of("rep", "occurredAt", "days", "course", "aspect", "rating", "amount");
        List<String> values = List.of("typist", "2026-02-03", "1", "c", "a", "4", "5");
        StringBuilder rows =
                new StringBuilder("id,type,currency," + String.join(",", fields) + "\n");
        for (CrmEventType type : CrmEventType.values()) {
            String needs =
                    type.missing(field -> false)
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .replace("_", "");
            rows.append(type).append(',').append(type.code());
            rows.append(needs.contains("amount") ? ",EUR" : ",");
            for (int i = 0; i < fields.size(); i++) {
                boolean needed = needs.contains(fields.get(i).toLowerCase(Locale.ROOT));
                rows.append(',').append(needed ? values.get(i) : "");
            }
            rows.append('\n');
        }
        Files.writeString(files.resolve("types.csv"), rows);
        assertThat(run("csv", files)).as("%s", err).isZero();
        assertThat(run("crm-csv", files)).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("%1$d: %1$d new, 0 already".formatted(CrmEventType.values().length));
    }

    private BigDecimal sold(String rep) throws Exception {
        LocalDate from = LocalDate.of(2026, 1, 1);
        JsonNode timeline = timeline(rep, from, LocalDate.of(2026, 12, 31));
        return number(timeline.required("clauses").required(0), "delivered");
    }

    private static Path realFiles(String dataSet) {
        Optional<Path> real = ReferenceData.directory(dataSet);
        assumeThat(real).as("the real files are at hand").isPresent();
        return real.orElseThrow();
    }

    private static List<String[]> expected(String file) throws IOException {
        Path directory = ReferenceData.directory("expected").orElseThrow();
        return Files.readAllLines(directory.resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }

    private void importTwice(String dataSet, Path from) throws Exception {
        assertThat(run(dataSet, from)).as("%s", err).isZero();
        String log = audit();
        assertThat(run(dataSet, from)).as("%s", err).isZero();
        assertThat(audit()).isEqualTo(log);
    }

    private int run(String dataSet, Path from) {
        return new CommandLine(new ImportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        dataSet,
                        from.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(server.queryPort()));
    }

    private void everyQuotaIsMet(List<Period> periods) throws Exception {
        for (Period period : periods) {
            JsonNode timeline = timeline(period.rep(), period.from(), period.to());
            JsonNode clause = timeline.required("clauses").required(0);
            assertThat(timeline.required("clauses").size()).as("%s", period).isOne();
            assertThat(clause.required("expectation").stringValue())
                    .isEqualTo("aw-" + period.rep() + "-" + period.from());
            assertThat(clause.required("id").stringValue()).isEqualTo("revenue");
            assertThat(number(clause, "target"))
                    .as("%s", period)
                    .isEqualByComparingTo(period.quota());
            assertThat(number(clause, "delivered"))
                    .as("%s", period)
                    .isEqualByComparingTo(period.delivered());
        }
    }

    private void everyQuarterIsShown(Map<String, Quarter> quarters) throws Exception {
        assertThat(quarters).isNotEmpty();
        for (Map.Entry<String, Quarter> entry : quarters.entrySet()) {
            String rep = entry.getKey().split(" ")[0];
            String name = entry.getKey().split(" ")[1];
            int month = 3 * Integer.parseInt(name.substring(5)) - 2;
            LocalDate from = LocalDate.of(Integer.parseInt(name.substring(0, 4)), month, 1);
            JsonNode timeline = timeline(rep, from, from.plusMonths(3).minusDays(1));
            assertThat(timeline.required("clauses").isEmpty()).isTrue();
            Quarter shown = new Quarter(0, 0, BigDecimal.ZERO);
            for (JsonNode grain : timeline.required("activity")) {
                shown =
                        shown.plus(
                                new Quarter(
                                        grain.path("deal-won").asInt(0),
                                        grain.path("deal-lost").asInt(0),
                                        new BigDecimal(
                                                grain.path("won").path("USD").asString("0"))));
            }
            assertThat(shown)
                    .as(entry.getKey())
                    .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .usingRecursiveComparison()
                    .isEqualTo(entry.getValue());
        }
    }

    private static BigDecimal number(JsonNode clause, String field) {
        return new BigDecimal(clause.required(field).stringValue());
    }

    private JsonNode timeline(String rep, LocalDate from, LocalDate to) throws Exception {
        return JSON.readTree(
                get(
                        server.queryAddress(),
                        "/api/v1/reps/%s/timeline?from=%s&to=%s&on=%s&grain=month"
                                .formatted(rep, from, to, to)));
    }

    private String audit() throws Exception {
        return get(server.commandAddress(), "/api/v1/audit/events");
    }

    private String get(URI base, String path) throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .header("Authorization", "Bearer " + server.tokens().get("auditor"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
