package dev.yardstick.benchmark.forecast;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.WrongFilesException;
import dev.yardstick.standalone.samples.AdventureWorks;
import dev.yardstick.standalone.samples.MavenCrm;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Closed clauses out of the two reference data sets, as they are imported, by the first day of
 * their periods.
 */
final class DataSets {

    private final Map<String, LocalDate> hired = new HashMap<>();
    private final Map<String, List<Fact>> won = new TreeMap<>();
    private final List<JsonNode> expectations = new ArrayList<>();
    private final SortedMap<LocalDate, List<ClosedClause>> clauses = new TreeMap<>();

    private DataSets(ImportPlan plan) {
        plan.statements()
                .forEach(statement -> {
                    JsonNode body = JsonMapper.shared().valueToTree(statement.body());
                    if (statement.kind() == Kind.REP) {
                        hired.put(statement.path().replaceFirst(".*/", ""), day(body, "hiredOn"));
                    } else if (statement.kind() == Kind.EXPECTATION) {
                        expectations.add(body);
                    }
                });
        plan.events().stream()
                .map(Report::json)
                .map(JsonMapper.shared()::readTree)
                .filter(event -> event.path("type").asString().equals("crm.deal.won"))
                .map(event -> event.required("data"))
                .forEach(data ->
                        won.computeIfAbsent(data.path("rep").asString(), r -> new ArrayList<>())
                                .add(fact(data)));
    }

    /** AdventureWorks: the quotas as they were. */
    static SortedMap<LocalDate, List<ClosedClause>> adventureWorks(Path folder)
            throws WrongFilesException {
        DataSets set = new DataSets(AdventureWorks.read(folder));
        for (JsonNode quota : set.expectations) {
            BigDecimal target = Decimals.of(quota.at("/clauses/0/target/atLeast").asString());
            String rep = quota.path("rep").asString();
            set.add(rep, day(quota, "from"), day(quota, "to"), false, target);
        }
        return set.clauses;
    }

    /**
     * Maven CRM, quarters 3 and 4: each agent's target is what the same agent won in the quarter
     * before. Quarter 2 is left out, since quarter 1 holds only its last month.
     */
    static SortedMap<LocalDate, List<ClosedClause>> mavenCrm(Path folder, boolean isCount)
            throws WrongFilesException {
        DataSets set = new DataSets(MavenCrm.read(folder));
        for (int month : List.of(7, 10)) {
            LocalDate from = LocalDate.of(2017, month, 1);
            set.won.forEach((rep, deals) -> {
                BigDecimal target = sum(deals, from.minusMonths(3), from, isCount);
                if (target.signum() > 0) {
                    set.add(rep, from, from.plusMonths(3).minusDays(1), isCount, target);
                }
            });
        }
        return set.clauses;
    }

    private void add(String rep, LocalDate from, LocalDate to, boolean isCount, BigDecimal target) {
        LocalDate hiredOn = hired.getOrDefault(rep, from);
        List<Fact> deals = won.getOrDefault(rep, List.of());
        clauses.computeIfAbsent(from, f -> new ArrayList<>())
                .add(new ClosedClause(rep, hiredOn, from, to, isCount, target, deals));
    }

    private static BigDecimal sum(
            List<Fact> facts, LocalDate from, LocalDate before, boolean isCount) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Fact fact : facts) {
            if (!fact.date().isBefore(from) && fact.date().isBefore(before)) {
                BigDecimal amount = fact.amount();
                sum = sum.add(isCount || amount == null ? BigDecimal.ONE : amount);
            }
        }
        return sum;
    }

    private static Fact fact(JsonNode won) {
        BigDecimal amount = Decimals.of(won.path("amount").asString());
        Map<FactField, ?> told = Map.of(FactField.AMOUNT, amount, FactField.CURRENCY, "USD");
        LocalDate date = day(won, "occurredAt");
        return Fact.of(1, "/crm", FactKind.DEAL_WON, date, BigDecimal.ONE, false, true, told);
    }

    private static LocalDate day(JsonNode body, String field) {
        return LocalDate.parse(body.required(field).asString());
    }
}
