package dev.yardstick.standalone.samples;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.csv.Duplicates;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.csv.Origin;
import dev.yardstick.standalone.csv.Row;
import dev.yardstick.standalone.csv.TextTable.Shape;
import dev.yardstick.standalone.csv.WrongFilesException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The AdventureWorks sample company: its salespeople, their quotas as expectations, and their
 * orders as won deals. Its files are read as they are, and checked against each other.
 */
public final class AdventureWorks {

    private static final String SOURCE = "/adventureworks";
    private static final String NO_TERRITORY = "Sales Management";

    /** The company's last quota has no successor to end it; a quota is for a quarter. */
    private static final int LAST_QUOTA_MONTHS = 3;

    private static final String PERSON = "BusinessEntityID";
    private static final String TERRITORY = "TerritoryID";

    private static final Shape EMPLOYEES = Shape.tabs("BusinessEntityID LoginID JobTitle HireDate");
    private static final Shape PEOPLE =
            Shape.tabs(
                    "BusinessEntityID TerritoryID SalesQuota Bonus CommissionPct SalesYTD"
                            + " SalesLastYear rowguid ModifiedDate");
    private static final Shape TERRITORIES =
            Shape.tabs(
                    "TerritoryID Name CountryRegionCode Group SalesYTD SalesLastYear CostYTD"
                            + " CostLastYear rowguid ModifiedDate");
    private static final Shape HISTORY =
            Shape.tabs("BusinessEntityID TerritoryID StartDate EndDate rowguid ModifiedDate");
    private static final Shape QUOTAS =
            Shape.tabs("BusinessEntityID QuotaDate SalesQuota rowguid ModifiedDate");
    private static final Shape ORDERS =
            Shape.commas("SalesOrderID OrderDate SalesPersonID SubTotal TotalDue");

    private final SampleFiles files;
    private final Map<String, String> territoryNames = new HashMap<>();
    private final Map<String, Employee> employees = new HashMap<>();
    private final Map<String, Person> people = new TreeMap<>();
    private final Map<String, List<Assignment>> assignments = new HashMap<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final List<Report> orders = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Somebody on the payroll. */
    private record Employee(String name, LocalDate hiredOn) {}

    /** A salesperson; the territory is the present one's name, null for none. */
    private record Person(
            Origin origin, String id, String name, LocalDate hiredOn, @Nullable String territory) {}

    /** A territory that a salesperson had; the last day is null while it goes on. */
    private record Assignment(String territory, LocalDate from, @Nullable LocalDate to) {

        boolean overlaps(LocalDate otherFrom, @Nullable LocalDate otherTo) {
            return (otherTo == null || !from.isAfter(otherTo))
                    && (to == null || !otherFrom.isAfter(to));
        }
    }

    /** What a salesperson was to sell from a date on, in USD. */
    private record Quota(Origin origin, String person, LocalDate from, BigDecimal amount) {}

    private AdventureWorks(SampleFiles files) {
        this.files = files;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        SampleFiles files =
                SampleFiles.of(
                        directory,
                        "SalesTerritory.csv Employee.csv SalesPerson.csv SalesTerritoryHistory.csv"
                                + " SalesPersonQuotaHistory.csv orders.csv");
        return new AdventureWorks(files).plan();
    }

    private ImportPlan plan() throws WrongFilesException {
        readTerritories();
        readEmployees();
        // What follows refers to these, so it is not blamed for what is wrong here.
        files.stopIfWrong();
        readPeople();
        files.stopIfWrong();
        readAssignments();
        readQuotas();
        readOrders();
        files.stopIfWrong();
        people.values().forEach(this::hire);
        expect();
        return new ImportPlan(statements, orders, notes, Skipped.NOTHING);
    }

    private void readTerritories() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("SalesTerritory.csv", TERRITORIES)) {
            territoryNames.put(id(row, TERRITORY, ids), row.required("Name"));
        }
    }

    private void readEmployees() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("Employee.csv", EMPLOYEES)) {
            String id = id(row, PERSON, ids);
            String name = fromLogin(row.text("LoginID"));
            if (name.isEmpty()) {
                row.problem("LoginID", "must be a login such as adventure-works\\linda3");
            }
            employees.put(id, new Employee(name, row.date("HireDate")));
        }
    }

    private void readPeople() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("SalesPerson.csv", PEOPLE)) {
            String id = id(row, PERSON, ids);
            String territory = row.isEmpty(TERRITORY) ? null : territory(row);
            Employee employee = employees.get(id);
            if (employee == null) {
                row.problem(PERSON, id + " has no row in Employee.csv");
                continue;
            }
            people.put(
                    id,
                    new Person(row.origin(), id, employee.name(), employee.hiredOn(), territory));
        }
    }

    private void readAssignments() {
        for (Row row : files.rows("SalesTerritoryHistory.csv", HISTORY)) {
            LocalDate from = row.date("StartDate");
            LocalDate to = row.isEmpty("EndDate") ? null : row.date("EndDate");
            if (to != null && to.isBefore(from)) {
                row.problem("EndDate", "must not be before the StartDate " + from);
            }
            List<Assignment> sofar =
                    assignments.computeIfAbsent(person(row, PERSON), id -> new ArrayList<>());
            for (Assignment other : sofar) {
                if (other.overlaps(from, to)) {
                    row.problem("StartDate", "overlaps the territory held from " + other.from());
                }
            }
            sofar.add(new Assignment(territory(row), from, to));
            sofar.sort(Comparator.comparing(Assignment::from));
        }
    }

    private void readQuotas() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("SalesPersonQuotaHistory.csv", QUOTAS)) {
            String person = person(row, PERSON);
            LocalDate from = row.date("QuotaDate");
            BigDecimal amount = row.amount("SalesQuota");
            if (amount.signum() == 0 && row.text("SalesQuota").startsWith("0")) {
                row.problem("SalesQuota", "must be above 0: a quota of nothing expects nothing");
            }
            ids.check(row, "QuotaDate", person + " " + from);
            quotas.add(new Quota(row.origin(), person, from, amount));
        }
    }

    private void readOrders() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("orders.csv", ORDERS)) {
            String subject = "order-" + id(row, "SalesOrderID", ids);
            String day = row.date("OrderDate").toString();
            Map<String, Object> data =
                    JsonFields.of("rep", person(row, "SalesPersonID"), "occurredAt", day);
            data.put("amount", row.amount("SubTotal").toPlainString());
            data.put("currency", "USD");
            String id = subject + "-won";
            String time = day + "T00:00:00Z";
            CloudEvent won = new CloudEvent(id, SOURCE, "crm.deal.won", subject, time, data);
            orders.add(new Report(row.origin(), won.toJson()));
        }
    }

    /** The first name in a login: without domain and trailing digits, capitalised. */
    private static String fromLogin(String login) {
        String name =
                Normalizer.normalize(login, Normalizer.Form.NFC)
                        .replaceFirst("^.*\\\\", "")
                        .replaceFirst("\\d+$", "");
        return name.isEmpty()
                ? ""
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String id(Row row, String column, Duplicates ids) {
        String id = row.number(column);
        ids.check(row, column, id);
        return id;
    }

    private String person(Row row, String column) {
        String id = row.number(column);
        if (!people.containsKey(id)) {
            row.problem(column, id + " is no salesperson in SalesPerson.csv");
        }
        return id;
    }

    private String territory(Row row) {
        String id = row.number(TERRITORY);
        String name = territoryNames.get(id);
        if (name == null) {
            row.problem(TERRITORY, id + " is no territory in SalesTerritory.csv");
            return "";
        }
        return name;
    }

    /** Said again in the order of the days, each team finds itself in force and records nothing. */
    private void hire(Person person) {
        Kind kind = Kind.REP;
        String before = "";
        for (Map.Entry<LocalDate, String> entry : teams(person).entrySet()) {
            String team = entry.getValue();
            if (team.equals(before)) {
                continue;
            }
            Map<String, Object> body =
                    JsonFields.of(
                            "name", person.name(),
                            "team", team,
                            "hiredOn", person.hiredOn().toString(),
                            "timeZone", "UTC",
                            "on", entry.getKey().toString());
            statements.add(
                    new Statement(kind, person.origin(), "/api/v1/reps/" + person.id(), body));
            kind = Kind.TEAM_CHANGE;
            before = team;
        }
    }

    /** The team from each day on; the first is the team from the day of hiring on. */
    private NavigableMap<LocalDate, String> teams(Person person) {
        NavigableMap<LocalDate, String> teams = new TreeMap<>();
        String id = person.id();
        List<Assignment> all = assignments.getOrDefault(id, List.of());
        for (int i = 0; i < all.size(); i++) {
            Assignment held = all.get(i);
            String team = held.territory();
            teams.put(held.from(), team);
            boolean last = i == all.size() - 1;
            if (held.to() != null) {
                LocalDate after = held.to().plusDays(1);
                if (last) {
                    teams.put(after, afterLast(person, held, after));
                } else if (all.get(i + 1).from().isAfter(after)) {
                    teams.put(after, NO_TERRITORY);
                }
            } else if (person.territory() != null && !person.territory().equals(team)) {
                notes.add(
                        "rep %s: SalesPerson.csv says %s, the territory history %s since %s; read as %s"
                                .formatted(id, person.territory(), team, held.from(), team));
            }
        }
        if (teams.isEmpty()) {
            teams.put(person.hiredOn(), named(person.territory()));
        } else if (teams.firstKey().isAfter(person.hiredOn())) {
            teams.put(person.hiredOn(), teams.firstEntry().getValue());
        }
        return teams;
    }

    /** Where the history ends, SalesPerson.csv, which states the present, has the last word. */
    private String afterLast(Person person, Assignment held, LocalDate after) {
        String team = named(person.territory());
        String present = person.territory() == null ? "none" : person.territory();
        notes.add(
                "rep %s: the territory history ends with %s on %s, SalesPerson.csv says %s; read as %s"
                        .formatted(
                                person.id(), held.territory(), after.minusDays(1), present, team));
        return team;
    }

    private static String named(@Nullable String territory) {
        return territory == null ? NO_TERRITORY : territory;
    }

    /** A quota holds until the day before the company's next quota date, whoever has one then. */
    private void expect() {
        TreeSet<LocalDate> calendar = new TreeSet<>();
        quotas.forEach(quota -> calendar.add(quota.from()));
        for (Quota quota : quotas) {
            LocalDate next = calendar.higher(quota.from());
            if (next == null) {
                next = quota.from().plusMonths(LAST_QUOTA_MONTHS);
            }
            statements.add(expectation(quota, next.minusDays(1)));
        }
    }

    private static Statement expectation(Quota quota, LocalDate to) {
        String amount = quota.amount().toPlainString();
        Map<String, Object> body = Statement.quota(quota.person(), quota.from(), to, amount, "USD");
        String id = "aw-" + quota.person() + "-" + quota.from();
        return new Statement(Kind.EXPECTATION, quota.origin(), "/api/v1/expectations/" + id, body);
    }
}
