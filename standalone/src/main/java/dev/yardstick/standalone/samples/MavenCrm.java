package dev.yardstick.standalone.samples;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.WrongFilesException;

import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.samples.MavenCrmFiles.Account;
import dev.yardstick.standalone.samples.MavenCrmFiles.Agent;
import dev.yardstick.standalone.samples.MavenCrmFiles.Opportunity;
import dev.yardstick.standalone.samples.MavenCrmFiles.Stage;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Maven CRM data set: sales agents as reps, customers as accounts, opportunities as deals. It
 * knows no expectations, and none are made up.
 */
public final class MavenCrm {

    private static final String SOURCE = "/maven-crm";

    private final MavenCrmFiles files;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Report> events = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> dateless = new ArrayList<>();

    private MavenCrm(MavenCrmFiles files) {
        this.files = files;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        return new MavenCrm(MavenCrmFiles.read(directory)).plan();
    }

    private ImportPlan plan() {
        Map<String, LocalDate> firstDays = new HashMap<>();
        for (Opportunity opportunity : files.opportunities()) {
            if (opportunity.engaged() != null) {
                firstDays.merge(
                        opportunity.agent().id(),
                        opportunity.engaged(),
                        (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        LocalDate firstOfAll =
                firstDays.values().stream().min(LocalDate::compareTo).orElse(LocalDate.EPOCH);
        for (Agent agent : files.agents()) {
            if (!firstDays.containsKey(agent.id())) {
                notes.add(
                        "rep %s has no dated opportunity; hired on %s, the file's first day"
                                .formatted(agent.id(), firstOfAll));
            }
            hire(agent, firstDays.getOrDefault(agent.id(), firstOfAll));
        }
        files.accounts().forEach(account -> register(account, firstOfAll));
        files.opportunities().forEach(this::report);
        files.respelled()
                .forEach((how, rows) -> notes.add("product %s: %d rows".formatted(how, rows)));
        return new ImportPlan(
                statements,
                events,
                notes,
                new Skipped("opportunities without any date; no date is guessed", dateless));
    }

    private void hire(Agent agent, LocalDate hiredOn) {
        Map<String, Object> body =
                JsonFields.of(
                        "name",
                        agent.name(),
                        "team",
                        agent.office(),
                        "hiredOn",
                        hiredOn.toString(),
                        "timeZone",
                        "UTC",
                        "manager",
                        agent.manager(),
                        "on",
                        hiredOn.toString());
        statements.add(new Statement(Kind.REP, agent.origin(), "/api/v1/reps/" + agent.id(), body));
    }

    private void register(Account account, LocalDate on) {
        Map<String, Object> body = JsonFields.of("name", account.name(), "on", on.toString());
        statements.add(
                new Statement(
                        Kind.ACCOUNT, account.origin(), "/api/v1/accounts/" + account.id(), body));
    }

    private void report(Opportunity opportunity) {
        LocalDate engaged = opportunity.engaged();
        LocalDate closed = opportunity.closed();
        if (engaged == null) {
            dateless.add(
                    "%s: %s, %s, %s"
                            .formatted(
                                    opportunity.origin(),
                                    opportunity.id(),
                                    opportunity.agent().name(),
                                    opportunity.stage().text()));
            return;
        }
        events.add(event(opportunity, "opened", engaged, data(opportunity, engaged)));
        if (closed == null) {
            return;
        }
        Map<String, Object> data = data(opportunity, closed);
        if (opportunity.value() != null) {
            data.put("amount", opportunity.value().toPlainString());
            data.put("currency", "USD");
        }
        String what = opportunity.stage() == Stage.WON ? "won" : "lost";
        events.add(event(opportunity, what, closed, data));
    }

    private static Map<String, Object> data(Opportunity opportunity, LocalDate occurredAt) {
        Map<String, Object> data = JsonFields.of("rep", opportunity.agent().id());
        if (opportunity.account() != null) {
            data.put("account", opportunity.account().id());
        }
        data.put("occurredAt", occurredAt.toString());
        data.put("product", opportunity.product());
        return data;
    }

    private static Report event(
            Opportunity opportunity, String what, LocalDate day, Map<String, Object> data) {
        CloudEvent event =
                new CloudEvent(
                        opportunity.id() + "-" + what,
                        SOURCE,
                        "crm.deal." + what,
                        opportunity.id(),
                        day + "T00:00:00Z",
                        data);
        return new Report(opportunity.origin(), event.toJson());
    }
}
