package dev.yardstick.standalone.samples;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.WrongFilesException;
import dev.yardstick.standalone.samples.AdventureWorksFiles.Assignment;
import dev.yardstick.standalone.samples.AdventureWorksFiles.Order;
import dev.yardstick.standalone.samples.AdventureWorksFiles.Person;
import dev.yardstick.standalone.samples.AdventureWorksFiles.Quota;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The AdventureWorks sample company: its salespeople, their quotas as expectations, and their
 * orders as won deals.
 */
public final class AdventureWorks {

    private static final String SOURCE = "/adventureworks";
    private static final String NO_TERRITORY = "Sales Management";

    /** The company's last quota has no successor to end it; a quota is for a quarter. */
    private static final int LAST_QUOTA_MONTHS = 3;

    private final AdventureWorksFiles files;
    private final List<Statement> statements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private AdventureWorks(AdventureWorksFiles files) {
        this.files = files;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        return new AdventureWorks(AdventureWorksFiles.read(directory)).plan();
    }

    private ImportPlan plan() {
        files.people().values().forEach(this::hire);
        expect();
        List<Report> events = files.orders().stream().map(AdventureWorks::won).toList();
        return new ImportPlan(statements, events, notes, Skipped.NOTHING);
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
                            "name",
                            person.name(),
                            "team",
                            team,
                            "hiredOn",
                            person.hiredOn().toString(),
                            "timeZone",
                            "UTC",
                            "on",
                            entry.getKey().toString());
            statements.add(
                    new Statement(kind, person.origin(), "/api/v1/reps/" + person.id(), body));
            kind = Kind.TEAM_CHANGE;
            before = team;
        }
    }

    /** The team from each day on; the first is the team from the day of hiring on. */
    private NavigableMap<LocalDate, String> teams(Person person) {
        NavigableMap<LocalDate, String> teams = new TreeMap<>();
        List<Assignment> assignments = files.assignments(person);
        for (int i = 0; i < assignments.size(); i++) {
            Assignment held = assignments.get(i);
            teams.put(held.from(), held.territory());
            boolean last = i == assignments.size() - 1;
            if (held.to() != null) {
                LocalDate after = held.to().plusDays(1);
                if (last) {
                    teams.put(after, afterLast(person, held, after));
                } else if (assignments.get(i + 1).from().isAfter(after)) {
                    teams.put(after, NO_TERRITORY);
                }
            } else if (person.territory() != null && !person.territory().equals(held.territory())) {
                notes.add(
                        "rep %s: SalesPerson.csv says %s, the territory history %s since %s; read as %s"
                                .formatted(
                                        person.id(),
                                        person.territory(),
                                        held.territory(),
                                        held.from(),
                                        held.territory()));
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
        notes.add(
                "rep %s: the territory history ends with %s on %s, SalesPerson.csv says %s; read as %s"
                        .formatted(
                                person.id(),
                                held.territory(),
                                after.minusDays(1),
                                person.territory() == null ? "none" : person.territory(),
                                team));
        return team;
    }

    private static String named(@Nullable String territory) {
        return territory == null ? NO_TERRITORY : territory;
    }

    /** A quota holds until the day before the company's next quota date, whoever has one then. */
    private void expect() {
        TreeSet<LocalDate> calendar = new TreeSet<>();
        files.quotas().forEach(quota -> calendar.add(quota.from()));
        for (Quota quota : files.quotas()) {
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

    private static Report won(Order order) {
        Map<String, Object> data =
                JsonFields.of(
                        "rep",
                        order.person(),
                        "occurredAt",
                        order.date().toString(),
                        "amount",
                        order.subTotal().toPlainString(),
                        "currency",
                        "USD");
        String subject = "order-" + order.id();
        CloudEvent event =
                new CloudEvent(
                        subject + "-won",
                        SOURCE,
                        "crm.deal.won",
                        subject,
                        order.date() + "T00:00:00Z",
                        data);
        return new Report(order.origin(), event.toJson());
    }
}
