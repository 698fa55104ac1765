package dev.yardstick.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.samples.AdventureWorksSample.Period;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdventureWorksTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    @Test
    void peopleAreNamedByTheirLoginAndHiredOnTheirDay() throws Exception {
        AdventureWorksSample.write(directory);
        Map<String, Object> zoe =
                bodies(AdventureWorks.read(directory), Kind.REP, "902").getFirst();
        assertThat(zoe)
                .containsEntry("name", "Zoë")
                .containsEntry("hiredOn", "2021-02-28")
                .containsEntry("timeZone", "UTC");
        assertThat(bodies(AdventureWorks.read(directory), Kind.REP, "903").getFirst())
                .containsEntry("name", "Mirja");
    }

    @Test
    void teamsAreTheTerritoriesInForceEachFromItsFirstDay() throws Exception {
        AdventureWorksSample.write(directory);
        ImportPlan plan = AdventureWorks.read(directory);
        assertThat(teams(plan, "901")).containsExactly("2020-11-02 Sales Management");
        assertThat(teams(plan, "902")).containsExactly("2021-02-28 Low Lands", "2021-05-31 Fjords");
        assertThat(teams(plan, "904")).containsExactly("2021-08-31 Islands");
    }

    @Test
    void whereTheFilesContradictEachOtherTheSummarySaysHowTheyWereRead() throws Exception {
        AdventureWorksSample.write(directory);
        ImportPlan plan = AdventureWorks.read(directory);
        assertThat(teams(plan, "903")).containsExactly("2021-02-28 Low Lands");
        assertThat(teams(plan, "905")).containsExactly("2021-02-28 Low Lands");
        assertThat(plan.notes())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("903", "ends with Low Lands"))
                .anySatisfy(note -> assertThat(note).contains("905", "Islands", "Low Lands"));
    }

    @Test
    void everyQuotaIsAnExpectationUntilTheCompanysNextQuotaDate() throws Exception {
        AdventureWorksSample sample = AdventureWorksSample.write(directory);
        List<Statement> expectations = statements(AdventureWorks.read(directory), Kind.EXPECTATION);
        assertThat(expectations).hasSameSizeAs(sample.periods());
        for (int i = 0; i < expectations.size(); i++) {
            Period period = sample.periods().get(i);
            assertThat(expectations.get(i).path())
                    .isEqualTo(
                            "/api/v1/expectations/aw-%s-%s".formatted(period.rep(), period.from()));
            JsonNode body = JSON.valueToTree(expectations.get(i).body());
            assertThat(body.path("from").asString()).isEqualTo(period.from().toString());
            assertThat(body.path("to").asString()).isEqualTo(period.to().toString());
            assertThat(body.path("currency").asString()).isEqualTo("USD");
            JsonNode clause = body.path("clauses").path(0);
            assertThat(clause.path("target").path("atLeast").asString())
                    .isEqualTo(period.quota().toPlainString());
            assertThat(clause.path("measure").toString())
                    .isEqualTo("{\"kind\":\"sum\",\"of\":\"deal-won\",\"quantity\":\"amount\"}");
        }
    }

    @Test
    void everyOrderIsADealWonOnItsDayForExactlyItsSubTotal() throws Exception {
        AdventureWorksSample sample = AdventureWorksSample.write(directory);
        ImportPlan plan = AdventureWorks.read(directory);
        assertThat(plan.events()).hasSize(sample.orders());
        for (Period period : sample.periods()) {
            assertThat(sold(plan, period)).isEqualByComparingTo(period.delivered());
        }
        JsonNode first = JSON.readTree(plan.events().getFirst().json());
        assertThat(first.path("source").asString()).isEqualTo("/adventureworks");
        assertThat(first.path("type").asString()).isEqualTo("crm.deal.won");
        assertThat(first.path("subject").asString()).startsWith("order-5");
        assertThat(first.path("time").asString()).isEqualTo("2021-02-28T00:00:00Z");
        assertThat(first.path("data").path("occurredAt").asString()).isEqualTo("2021-02-28");
        assertThat(plan.events().getFirst().origin()).hasToString("orders.csv:2");
    }

    @Test
    void theRealFilesAreReadCompletely() throws Exception {
        Optional<Path> real = ReferenceData.directory("adventureworks");
        assumeTrue(real.isPresent(), "the AdventureWorks files are not at hand");
        ImportPlan plan = AdventureWorks.read(real.orElseThrow());
        assertThat(statements(plan, Kind.REP)).hasSize(17);
        assertThat(statements(plan, Kind.EXPECTATION)).hasSize(163);
        assertThat(plan.events()).hasSize(3806);
        assertThat(bodies(plan, Kind.REP, "282").getFirst()).containsEntry("name", "José");
        assertThat(teams(plan, "274")).containsExactly("2011-01-04 Sales Management");
        assertThat(teams(plan, "275"))
                .containsExactly("2011-05-31 Northeast", "2012-11-30 Central");
        assertThat(
                        plan.events().stream()
                                .map(event -> amount(JSON.readTree(event.json())))
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo("80487704.1832");
        TreeSet<String> quarters = new TreeSet<>();
        for (Statement expectation : statements(plan, Kind.EXPECTATION)) {
            Map<String, ?> body = expectation.body();
            quarters.add(body.get("from") + " " + body.get("to"));
        }
        assertThat(quarters)
                .hasSize(12)
                .contains("2011-08-31 2011-11-30", "2012-02-29 2012-05-29")
                .last()
                .isEqualTo("2014-03-01 2014-05-31");
    }

    private static BigDecimal sold(ImportPlan plan, Period period) {
        return plan.events().stream()
                .map(event -> JSON.readTree(event.json()).path("data"))
                .filter(data -> data.path("rep").asString().equals(period.rep()))
                .filter(data ->
                        data.path("occurredAt").asString().compareTo("" + period.from()) >= 0)
                .filter(data -> data.path("occurredAt").asString().compareTo("" + period.to()) <= 0)
                .map(data -> new BigDecimal(data.path("amount").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(JsonNode event) {
        return new BigDecimal(event.path("data").path("amount").asString());
    }

    private static List<Statement> statements(ImportPlan plan, Kind kind) {
        return plan.statements().stream().filter(s -> s.kind() == kind).toList();
    }

    private static List<Map<String, Object>> bodies(ImportPlan plan, Kind kind, String rep) {
        return statements(plan, kind).stream()
                .filter(s -> s.path().equals("/api/v1/reps/" + rep))
                .map(s -> Map.<String, Object>copyOf(s.body()))
                .toList();
    }

    private static List<String> teams(ImportPlan plan, String rep) {
        return plan.statements().stream()
                .filter(s -> s.path().equals("/api/v1/reps/" + rep))
                .map(s -> s.body().get("on") + " " + s.body().get("team"))
                .toList();
    }
}
