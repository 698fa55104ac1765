package dev.yardstick.benchmark;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Fact;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Closed clauses out of the two reference data sets, by the first day of their periods. */
final class DataSets {

    private static final CSVFormat TABS = CSVFormat.TDF;
    private static final CSVFormat NAMED =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final LocalDate LAST_DAY = LocalDate.of(2014, 5, 31);

    private DataSets() {}

    /** AdventureWorks: the quotas as they were. */
    static SortedMap<LocalDate, List<ClosedClause>> adventureWorks(Path folder) throws IOException {
        Map<String, LocalDate> hired = new HashMap<>();
        for (CSVRecord row : read(folder.resolve("Employee.csv"), TABS)) {
            hired.put(row.get(0), LocalDate.parse(row.get(3).substring(0, 10)));
        }
        Map<String, List<Fact>> facts = new HashMap<>();
        for (CSVRecord row : read(folder.resolve("orders.csv"), NAMED)) {
            facts.computeIfAbsent(row.get("SalesPersonID"), r -> new ArrayList<>())
                    .add(won(row.get("OrderDate"), row.get("SubTotal")));
        }
        List<CSVRecord> quotas = read(folder.resolve("SalesPersonQuotaHistory.csv"), TABS);
        TreeSet<LocalDate> starts = new TreeSet<>();
        quotas.forEach(row -> starts.add(day(row)));
        SortedMap<LocalDate, List<ClosedClause>> clauses = new TreeMap<>();
        for (CSVRecord row : quotas) {
            LocalDate from = day(row);
            LocalDate next = starts.higher(from);
            clauses.computeIfAbsent(from, f -> new ArrayList<>())
                    .add(
                            new ClosedClause(
                                    row.get(0),
                                    hired.getOrDefault(row.get(0), from),
                                    from,
                                    next == null ? LAST_DAY : next.minusDays(1),
                                    false,
                                    Decimals.of(row.get(2)),
                                    facts.getOrDefault(row.get(0), List.of())));
        }
        return clauses;
    }

    private static LocalDate day(CSVRecord row) {
        return LocalDate.parse(row.get(1).substring(0, 10));
    }

    /**
     * Maven CRM, quarters 3 and 4: each agent's target is what the same agent won in the quarter
     * before. Quarter 2 is left out, since quarter 1 holds only its last month.
     */
    static SortedMap<LocalDate, List<ClosedClause>> mavenCrm(Path folder, boolean isCount)
            throws IOException {
        Map<String, List<Fact>> facts = new TreeMap<>();
        Map<String, LocalDate> hired = new HashMap<>();
        for (CSVRecord row : read(folder.resolve("sales_pipeline.csv"), NAMED)) {
            String agent = row.get("sales_agent");
            if (!row.get("engage_date").isEmpty()) {
                LocalDate engaged = LocalDate.parse(row.get("engage_date"));
                hired.merge(agent, engaged, (a, b) -> a.isBefore(b) ? a : b);
            }
            if (row.get("deal_stage").equals("Won")) {
                facts.computeIfAbsent(agent, r -> new ArrayList<>())
                        .add(won(row.get("close_date"), row.get("close_value")));
            }
        }
        SortedMap<LocalDate, List<ClosedClause>> clauses = new TreeMap<>();
        LocalDate last = LocalDate.of(2017, 10, 1);
        for (LocalDate from = LocalDate.of(2017, 7, 1);
                !from.isAfter(last);
                from = from.plusMonths(3)) {
            for (Map.Entry<String, List<Fact>> agent : facts.entrySet()) {
                BigDecimal target = sum(agent.getValue(), from.minusMonths(3), from, isCount);
                if (target.signum() > 0) {
                    clauses.computeIfAbsent(from, f -> new ArrayList<>())
                            .add(
                                    new ClosedClause(
                                            agent.getKey(),
                                            hired.getOrDefault(agent.getKey(), from),
                                            from,
                                            from.plusMonths(3).minusDays(1),
                                            isCount,
                                            target,
                                            agent.getValue()));
                }
            }
        }
        return clauses;
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

    private static List<CSVRecord> read(Path file, CSVFormat format) throws IOException {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return format.parse(reader).getRecords();
        }
    }

    private static Fact won(String date, String amount) {
        return Fact.of(
                1,
                "/crm",
                FactKind.DEAL_WON,
                LocalDate.parse(date.substring(0, 10)),
                BigDecimal.ONE,
                false,
                true,
                Map.of(FactField.AMOUNT, Decimals.of(amount), FactField.CURRENCY, "USD"));
    }
}
