package dev.yardstick.acceptance.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both services as Prometheus sees them, and what it is told to make of that. */
class MetricsIT {

    private static final String SCRAPE = "/actuator/prometheus";
    private static final String LINES = "application/x-ndjson";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z]\\w*)(\\{.*})? (\\S+)$");
    private static final Pattern OURS = Pattern.compile("yardstick_[a-z_]+");
    private static final Pattern BEHIND =
            Pattern.compile("max\\((\\w+)\\) - min\\((\\w+)\\) > (\\d+)");

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        api().client().hire("robin", "Robin Hood");
        api().client().expect("e", "robin", "1000");
        long position = send(0, 10);
        api().timeline("robin", Scenario.YEAR, position);
        await().atMost(PATIENCE)
                .until(() ->
                        scraped().containsKey("yardstick_feed_silent")
                                && value(api().operations(SCRAPE), "yardstick_log_position")
                                        >= position);
    }

    private static Api api() {
        return SERVER.api();
    }

    private static long send(int from, int to) {
        String lines =
                IntStream.range(from, to)
                        .mapToObj(i -> Scenario.won("robin", "deal-" + i, "1", 1 + i % 28, "1.00"))
                        .collect(Collectors.joining("\n"));
        return api().crm(LINES, lines).must(202).position();
    }

    private static Api.Answer queries() {
        return api().queryAs("operator", SCRAPE);
    }

    /** The metrics of both, each with its first value. */
    private static Map<String, Double> scraped() {
        return SAMPLE.matcher(
                        api().operations(SCRAPE).must(200).text() + queries().must(200).text())
                .results()
                .collect(
                        Collectors.toMap(
                                sample -> sample.group(1),
                                sample -> number(sample.group(3)),
                                (first, next) -> first));
    }

    private static double value(Api.Answer scrape, String metric) {
        return SAMPLE.matcher(scrape.must(200).text())
                .results()
                .filter(sample -> sample.group(1).equals(metric))
                .mapToDouble(sample -> number(sample.group(3)))
                .findFirst()
                .orElseThrow();
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    @Test
    void whateverAlertsAndDashboardAskForIsThere() throws IOException {
        Set<String> asked =
                Rules.metrics(
                        Stream.concat(
                                Rules.alerts().stream()
                                        .map(rule -> rule.required("expr").stringValue()),
                                Rules.panels().stream()));
        assertThat(asked).hasSizeGreaterThan(25);
        assertThat(scraped().keySet()).containsAll(asked);
    }

    @Test
    void theDocumentNamesEachMetricOfOursAndNoOther() throws IOException {
        Set<String> told =
                OURS.matcher(
                                Files.readString(Sources.root().resolve("docs/operations.md"))
                                        .lines()
                                        .filter(line -> line.startsWith("| `yardstick_"))
                                        .map(line -> line.split("\\|")[1])
                                        .collect(Collectors.joining()))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> scraped =
                scraped().keySet().stream()
                        .filter(name -> OURS.matcher(name).matches())
                        .map(name -> name.replaceFirst("_(count|sum|max)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(scraped).isEqualTo(told);
    }

    @Test
    void noMetricNamesAnybody() {
        for (Api.Answer scrape : List.of(api().operations(SCRAPE), queries())) {
            assertThat(scrape.must(200).text())
                    .contains("uri=\"/api/v1/")
                    .doesNotContainIgnoringCase("robin")
                    .doesNotContainIgnoringCase("kim");
        }
    }

    @Test
    void operatorsAndAdminsMayScrape() {
        for (String role : List.of("operator", "admin")) {
            assertThat(api().queryAs(role, SCRAPE).status()).as(role).isEqualTo(200);
            assertThat(api().commandWith(api().token(role), SCRAPE).status()).isEqualTo(200);
        }
        for (String role : List.of("crm", "manager", "auditor")) {
            assertThat(api().queryAs(role, SCRAPE).status()).as(role).isEqualTo(403);
            assertThat(api().commandWith(api().token(role), SCRAPE).status()).isEqualTo(403);
        }
        assertThat(api().queryWith("none", SCRAPE).status()).isEqualTo(401);
    }

    @Test
    void aConsumerThatStandsStillIsToldByItsAlert() throws Exception {
        JsonNode alert = Rules.alert("ProjectionBehind");
        Matcher rule = BEHIND.matcher(alert.required("expr").stringValue());
        assertThat(rule.matches()).isTrue();
        int limit = Integer.parseInt(rule.group(3));
        assertThat(behind(rule)).isLessThanOrEqualTo(limit);
        Server server = SERVER.get();
        try (Connection holding =
                DriverManager.getConnection(
                        server.queryDatabaseUrl(), "yardstick", server.databasePassword())) {
            holding.setAutoCommit(false);
            holding.createStatement().execute("lock table consumed in exclusive mode");
            for (int sent = 0; sent <= limit; sent += 500) {
                send(1_000 + sent, 1_500 + sent);
            }
            await().atMost(PATIENCE).until(() -> behind(rule) > limit && age() > 0);
            requireThatItFires(alert, rule);
        }
        await().atMost(PATIENCE).until(() -> behind(rule) == 0 && age() == 0);
    }

    private static double age() {
        return value(queries(), "yardstick_projection_age_seconds");
    }

    private static double behind(Matcher rule) {
        return value(api().operations(SCRAPE), rule.group(1)) - value(queries(), rule.group(2));
    }

    @Test
    void eachAlertSaysHowUrgentItIsAndWhatHappened() throws IOException {
        assertThat(Rules.alerts())
                .allSatisfy(rule -> {
                    assertThat(rule.required("labels").required("severity").stringValue())
                            .isIn("page", "ticket");
                    assertThat(rule.required("annotations").propertyNames())
                            .containsExactly("summary");
                });
    }

    @Test
    void theRulesAreWhatPrometheusReads() throws Exception {
        assumeThat(promtool("--version")).as("Debian's package prometheus has promtool").isEmpty();
        assertThat(promtool("check", "rules", Rules.ALERTS.toString())).isEmpty();
    }

    /** Prometheus itself says so, where it is installed. */
    private static void requireThatItFires(JsonNode alert, Matcher rule) throws Exception {
        if (!promtool("--version").isEmpty()) {
            return;
        }
        List<Map<String, String>> series =
                List.of(
                        held(rule.group(1), api().operations(SCRAPE)),
                        held(rule.group(2), queries()));
        Map<String, Object> fired =
                Map.of(
                        "exp_labels", alert.required("labels"),
                        "exp_annotations", alert.required("annotations"));
        Map<String, Object> test =
                Map.of(
                        "interval",
                        "1m",
                        "input_series",
                        series,
                        "alert_rule_test",
                        List.of(
                                Map.of(
                                        "eval_time",
                                        "20m",
                                        "alertname",
                                        alert.required("alert"),
                                        "exp_alerts",
                                        List.of(fired))));
        Path file = SERVER.data().resolve("fires.yml");
        Files.writeString(
                file,
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "rule_files",
                                        List.of(Rules.ALERTS.toString()),
                                        "tests",
                                        List.of(test))));
        assertThat(promtool("test", "rules", file.toString())).isEmpty();
    }

    /** A series that stays for half an hour as it is now. */
    private static Map<String, String> held(String metric, Api.Answer scrape) {
        return Map.of("series", metric, "values", (long) value(scrape, metric) + "+0x30");
    }

    /** What it says when it is not content, or is not there; else nothing. */
    private static String promtool(String... arguments) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(
                                    Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                                            .toList())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
