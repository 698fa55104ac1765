package dev.yardstick.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.samples.MavenCrmSample.Quarter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MavenCrmTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    @Test
    void everyOpportunityIsADealOpenedAndPerhapsWonOrLost() throws Exception {
        MavenCrmSample sample = MavenCrmSample.write(directory);
        ImportPlan plan = MavenCrm.read(directory);
        assertThat(count(plan, "crm.deal.opened"))
                .isEqualTo(sample.opportunities() - sample.dateless());
        assertThat(count(plan, "crm.deal.won")).isEqualTo(sample.won());
        assertThat(count(plan, "crm.deal.lost")).isEqualTo(sample.lost());
        assertThat(quarters(plan)).isEqualTo(sample.quarters());
    }

    @Test
    void opportunitiesWithoutAnyDateAreListedAndNotGuessed() throws Exception {
        MavenCrmSample sample = MavenCrmSample.write(directory);
        ImportPlan plan = MavenCrm.read(directory);
        assertThat(plan.skipped().records()).hasSize(sample.dateless());
        assertThat(plan.skipped().report(false))
                .hasSize(7)
                .startsWith("skipped: 10 opportunities without any date; no date is guessed")
                .endsWith("  and 5 more (--verbose lists them)");
        assertThat(plan.skipped().report(true)).hasSize(11);
        assertThat(plan.skipped().records().getFirst())
                .startsWith("sales_pipeline.csv:3: OPP00001,");
    }

    @Test
    void agentsAreHiredOnTheirFirstDayInTheFile() throws Exception {
        MavenCrmSample.write(directory);
        ImportPlan plan = MavenCrm.read(directory);
        for (Statement rep : statements(plan, Kind.REP)) {
            String id = rep.path().replace("/api/v1/reps/", "");
            String first =
                    data(plan)
                            .filter(data -> data.path("rep").asString().equals(id))
                            .map(data -> data.path("occurredAt").asString())
                            .min(String::compareTo)
                            .orElse(
                                    data(plan)
                                            .map(d -> d.path("occurredAt").asString())
                                            .min(String::compareTo)
                                            .orElseThrow());
            assertThat((Object) rep.body().get("hiredOn")).isEqualTo(first);
            assertThat((Object) rep.body().get("on")).isEqualTo(first);
            assertThat((Object) rep.body().get("manager")).isEqualTo("Bo Ek");
        }
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("without-deals"));
    }

    @Test
    void accountsAreRegisteredByTheirNameInKebabCase() throws Exception {
        MavenCrmSample.write(directory);
        ImportPlan plan = MavenCrm.read(directory);
        assertThat(statements(plan, Kind.ACCOUNT))
                .extracting(Statement::path)
                .containsExactly(
                        "/api/v1/accounts/kelp-sons",
                        "/api/v1/accounts/quarry-rudd",
                        "/api/v1/accounts/xo-lumen",
                        "/api/v1/accounts/ondine",
                        "/api/v1/accounts/tidewater");
        assertThat(data(plan).filter(data -> !data.has("account"))).isNotEmpty();
    }

    @Test
    void aProductIsFoundHoweverItIsSpaced() throws Exception {
        MavenCrmSample.write(directory);
        ImportPlan plan = MavenCrm.read(directory);
        assertThat(data(plan).map(data -> data.path("product").asString()))
                .contains("AX Pro")
                .doesNotContain("AXPro");
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("AXPro as AX Pro"));
    }

    @Test
    void theRealFilesAreReadCompletely() throws Exception {
        Optional<Path> real = ReferenceData.directory("maven-crm");
        assumeTrue(real.isPresent(), "the Maven CRM files are not at hand");
        ImportPlan plan = MavenCrm.read(real.orElseThrow());
        assertThat(statements(plan, Kind.REP)).hasSize(35);
        assertThat(statements(plan, Kind.ACCOUNT)).hasSize(85);
        assertThat(count(plan, "crm.deal.won")).isEqualTo(4238);
        assertThat(count(plan, "crm.deal.lost")).isEqualTo(2473);
        assertThat(count(plan, "crm.deal.opened")).isEqualTo(4238 + 2473 + 1589);
        assertThat(plan.skipped().records()).hasSize(500);
        assertThat(quarters(plan).get("anna-snelling 2017Q1"))
                .isEqualTo(new Quarter(25, 10, new BigDecimal("47208")));
    }

    private static Map<String, Quarter> quarters(ImportPlan plan) {
        Map<String, Quarter> quarters = new TreeMap<>();
        for (ImportPlan.Report report : plan.events()) {
            JsonNode event = JSON.readTree(report.json());
            JsonNode data = event.path("data");
            LocalDate day = LocalDate.parse(data.path("occurredAt").asString());
            String key =
                    "%s %dQ%d"
                            .formatted(
                                    data.path("rep").asString(),
                                    day.getYear(),
                                    (day.getMonthValue() + 2) / 3);
            switch (event.path("type").asString()) {
                case "crm.deal.won" -> {
                    BigDecimal value = new BigDecimal(data.path("amount").asString());
                    quarters.merge(key, new Quarter(1, 0, value), Quarter::plus);
                }
                case "crm.deal.lost" ->
                        quarters.merge(key, new Quarter(0, 1, BigDecimal.ZERO), Quarter::plus);
                default -> {}
            }
        }
        return quarters;
    }

    private static Stream<JsonNode> data(ImportPlan plan) {
        return plan.events().stream().map(event -> JSON.readTree(event.json()).path("data"));
    }

    private static long count(ImportPlan plan, String type) {
        return plan.events().stream()
                .filter(e -> JSON.readTree(e.json()).path("type").asString().equals(type))
                .count();
    }

    private static List<Statement> statements(ImportPlan plan, Kind kind) {
        return plan.statements().stream().filter(s -> s.kind() == kind).toList();
    }
}
