package dev.yardstick.standalone.samples;

import dev.yardstick.standalone.csv.Duplicates;
import dev.yardstick.standalone.csv.Origin;
import dev.yardstick.standalone.csv.Problem;
import dev.yardstick.standalone.csv.Row;
import dev.yardstick.standalone.csv.TextFile;
import dev.yardstick.standalone.csv.TextTable;
import dev.yardstick.standalone.csv.WrongFilesException;

import dev.yardstick.standalone.csv.TextTable.Shape;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of the AdventureWorks sample as they are: read, and checked against each other. */
final class AdventureWorksFiles {

    private static final String PERSON = "BusinessEntityID";
    private static final String TERRITORY = "TerritoryID";

    private static final Shape EMPLOYEES =
            new Shape.Tabs(List.of(PERSON, "LoginID", "JobTitle", "HireDate"));
    private static final Shape PEOPLE =
            new Shape.Tabs(
                    List.of(
                            PERSON,
                            TERRITORY,
                            "SalesQuota",
                            "Bonus",
                            "CommissionPct",
                            "SalesYTD",
                            "SalesLastYear",
                            "rowguid",
                            "ModifiedDate"));
    private static final Shape TERRITORIES =
            new Shape.Tabs(
                    List.of(
                            TERRITORY,
                            "Name",
                            "CountryRegionCode",
                            "Group",
                            "SalesYTD",
                            "SalesLastYear",
                            "CostYTD",
                            "CostLastYear",
                            "rowguid",
                            "ModifiedDate"));
    private static final Shape HISTORY =
            new Shape.Tabs(
                    List.of(PERSON, TERRITORY, "StartDate", "EndDate", "rowguid", "ModifiedDate"));
    private static final Shape QUOTAS =
            new Shape.Tabs(List.of(PERSON, "QuotaDate", "SalesQuota", "rowguid", "ModifiedDate"));
    private static final Shape ORDERS =
            new Shape.Commas(
                    List.of("SalesOrderID", "OrderDate", "SalesPersonID", "SubTotal", "TotalDue"));

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> territoryNames = new HashMap<>();
    private final Map<String, Employee> employees = new HashMap<>();
    private final Map<String, Person> people = new TreeMap<>();
    private final Map<String, List<Assignment>> assignments = new HashMap<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();

    /** Somebody on the payroll. */
    private record Employee(String name, LocalDate hiredOn) {}

    /** A salesperson; the territory is the present one's name, null for none. */
    record Person(
            Origin origin, String id, String name, LocalDate hiredOn, @Nullable String territory) {}

    /** A territory that a salesperson had; the last day is null while it goes on. */
    record Assignment(String territory, LocalDate from, @Nullable LocalDate to) {}

    /** What a salesperson was to sell from a date on, in USD. */
    record Quota(Origin origin, String person, LocalDate from, BigDecimal amount) {}

    /** An order that a salesperson won, in USD. */
    record Order(Origin origin, String id, LocalDate date, String person, BigDecimal subTotal) {}

    private AdventureWorksFiles(Path directory) {
        this.directory = directory;
    }

    static AdventureWorksFiles read(Path directory) throws WrongFilesException {
        AdventureWorksFiles files = new AdventureWorksFiles(directory);
        TextFile.require(
                directory,
                files.problems,
                "SalesTerritory.csv",
                "Employee.csv",
                "SalesPerson.csv",
                "SalesTerritoryHistory.csv",
                "SalesPersonQuotaHistory.csv",
                "orders.csv");
        files.stopIfWrong();
        files.readTerritories();
        files.readEmployees();
        // What follows refers to these, so it is not blamed for what is wrong here.
        files.stopIfWrong();
        files.readPeople();
        files.stopIfWrong();
        files.readAssignments();
        files.readQuotas();
        files.readOrders();
        files.stopIfWrong();
        return files;
    }

    /** By id. */
    Map<String, Person> people() {
        return people;
    }

    /** In order of their first days. */
    List<Assignment> assignments(Person person) {
        return assignments.getOrDefault(person.id(), List.of());
    }

    List<Quota> quotas() {
        return quotas;
    }

    List<Order> orders() {
        return orders;
    }

    private List<Row> rows(String file, Shape shape) {
        return TextTable.read(directory, file, shape, problems);
    }

    private void stopIfWrong() throws WrongFilesException {
        if (!problems.isEmpty()) {
            throw new WrongFilesException(problems);
        }
    }

    private void readTerritories() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("SalesTerritory.csv", TERRITORIES)) {
            String id = row.number(TERRITORY);
            ids.check(row, TERRITORY, id);
            territoryNames.put(id, row.required("Name"));
        }
    }

    private void readEmployees() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("Employee.csv", EMPLOYEES)) {
            String id = row.number(PERSON);
            ids.check(row, PERSON, id);
            String name = SampleNames.fromLogin(row.text("LoginID"));
            if (name.isEmpty()) {
                row.problem("LoginID", "must be a login such as adventure-works\\linda3");
            }
            employees.put(id, new Employee(name, row.date("HireDate")));
        }
    }

    private void readPeople() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("SalesPerson.csv", PEOPLE)) {
            String id = row.number(PERSON);
            ids.check(row, PERSON, id);
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
        for (Row row : rows("SalesTerritoryHistory.csv", HISTORY)) {
            LocalDate from = row.date("StartDate");
            LocalDate to = row.isEmpty("EndDate") ? null : row.date("EndDate");
            if (to != null && to.isBefore(from)) {
                row.problem("EndDate", "must not be before the StartDate " + from);
            }
            List<Assignment> sofar =
                    assignments.computeIfAbsent(person(row, PERSON), id -> new ArrayList<>());
            for (Assignment other : sofar) {
                if (overlap(from, to, other)) {
                    row.problem("StartDate", "overlaps the territory held from " + other.from());
                }
            }
            sofar.add(new Assignment(territory(row), from, to));
            sofar.sort(Comparator.comparing(Assignment::from));
        }
    }

    private static boolean overlap(LocalDate from, @Nullable LocalDate to, Assignment other) {
        return (to == null || !other.from().isAfter(to))
                && (other.to() == null || !from.isAfter(other.to()));
    }

    private void readQuotas() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("SalesPersonQuotaHistory.csv", QUOTAS)) {
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
        for (Row row : rows("orders.csv", ORDERS)) {
            String id = row.number("SalesOrderID");
            ids.check(row, "SalesOrderID", id);
            orders.add(
                    new Order(
                            row.origin(),
                            id,
                            row.date("OrderDate"),
                            person(row, "SalesPersonID"),
                            row.amount("SubTotal")));
        }
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
}
