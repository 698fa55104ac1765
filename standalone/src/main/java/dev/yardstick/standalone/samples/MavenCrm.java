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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Maven CRM data set: sales agents as reps, customers as accounts, opportunities as deals. Its
 * files are read as they are, and checked against each other. It knows no expectations, and none
 * are made up.
 */
public final class MavenCrm {

    private static final String WON = "Won";
    private static final String SOURCE = "/maven-crm";

    private static final Shape TEAMS = Shape.commas("sales_agent manager regional_office");
    private static final Shape ACCOUNTS =
            Shape.commas(
                    "account sector year_established revenue employees office_location"
                            + " subsidiary_of");
    private static final Shape PRODUCTS = Shape.commas("product series sales_price");
    private static final Shape PIPELINE =
            Shape.commas(
                    "opportunity_id sales_agent product account deal_stage engage_date close_date"
                            + " close_value");

    /** How an opportunity stands. */
    private static final List<String> STAGES = List.of("Prospecting", "Engaging", WON, "Lost");

    private final SampleFiles files;
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, String> products = new HashMap<>();
    private final Map<String, LocalDate> firstDays = new HashMap<>();
    private final Map<String, Integer> respelled = new LinkedHashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private final List<Report> events = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> dateless = new ArrayList<>();

    /** A sales agent of a regional office. */
    private record Agent(Origin origin, String id, String name, String manager, String office) {}

    /** A customer. */
    private record Account(Origin origin, String id, String name) {}

    private MavenCrm(SampleFiles files) {
        this.files = files;
    }

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        String names = "sales_teams.csv accounts.csv products.csv sales_pipeline.csv";
        return new MavenCrm(SampleFiles.of(directory, names)).plan();
    }

    private ImportPlan plan() throws WrongFilesException {
        readAgents();
        readAccounts();
        readProducts();
        // What follows refers to these, so it is not blamed for what is wrong here.
        files.stopIfWrong();
        readOpportunities();
        files.stopIfWrong();
        LocalDate firstOfAll =
                firstDays.values().stream().min(LocalDate::compareTo).orElse(LocalDate.EPOCH);
        for (Agent agent : agents.values()) {
            if (!firstDays.containsKey(agent.id())) {
                notes.add(
                        "rep %s has no dated opportunity; hired on %s, the file's first day"
                                .formatted(agent.id(), firstOfAll));
            }
            hire(agent, firstDays.getOrDefault(agent.id(), firstOfAll));
        }
        accounts.values().forEach(account -> register(account, firstOfAll));
        respelled.forEach((how, rows) -> notes.add("product %s: %d rows".formatted(how, rows)));
        Skipped skipped =
                new Skipped("opportunities without any date; no date is guessed", dateless);
        return new ImportPlan(statements, events, notes, skipped);
    }

    private void readAgents() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("sales_teams.csv", TEAMS)) {
            String name = row.required("sales_agent");
            String id = id(row, "sales_agent", name, ids);
            String manager = row.required("manager");
            String office = row.required("regional_office");
            agents.put(name, new Agent(row.origin(), id, name, manager, office));
        }
    }

    private void readAccounts() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("accounts.csv", ACCOUNTS)) {
            String name = row.required("account");
            accounts.put(name, new Account(row.origin(), id(row, "account", name, ids), name));
        }
    }

    private static String id(Row row, String column, String name, Duplicates ids) {
        String id = kebab(name);
        if (id.isEmpty() && !name.isEmpty()) {
            row.problem(column, "must hold a letter or a digit, not just \"" + name + "\"");
        }
        ids.check(row, column, id);
        return id;
    }

    /** Lower-case words joined by hyphens, without accents: {@code Gekko & Co} is gekko-co. */
    static String kebab(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    private void readProducts() {
        Duplicates names = new Duplicates();
        for (Row row : files.rows("products.csv", PRODUCTS)) {
            String name = row.required("product");
            names.check(row, "product", unspaced(name));
            products.put(unspaced(name), name);
        }
    }

    private void readOpportunities() {
        Duplicates ids = new Duplicates();
        for (Row row : files.rows("sales_pipeline.csv", PIPELINE)) {
            String id = row.required("opportunity_id");
            ids.check(row, "opportunity_id", id);
            Agent agent = agents.get(row.text("sales_agent"));
            if (agent == null) {
                unknown(row, "sales_agent", "sales_teams.csv");
            }
            String product = product(row);
            Account account = accounts.get(row.text("account"));
            if (account == null && !row.isEmpty("account")) {
                unknown(row, "account", "accounts.csv");
            }
            String stage = row.text("deal_stage");
            if (!STAGES.contains(stage)) {
                row.problem(
                        "deal_stage",
                        "must be Prospecting, Engaging, Won or Lost, not \"" + stage + "\"");
            } else if (agent != null) {
                Map<String, Object> who = JsonFields.of("rep", agent.id());
                if (account != null) {
                    who.put("account", account.id());
                }
                report(row, id, agent, stage, product, who);
            }
        }
    }

    private void report(
            Row row,
            String id,
            Agent agent,
            String stage,
            String product,
            Map<String, Object> who) {
        boolean closed = stage.equals(WON) || stage.equals("Lost");
        boolean engaged = closed || stage.equals("Engaging") || !row.isEmpty("engage_date");
        LocalDate from = engaged ? row.date("engage_date") : null;
        LocalDate to = closed ? row.date("close_date") : null;
        if (!closed && !row.isEmpty("close_date")) {
            row.problem("close_date", "must be empty while the stage is " + stage);
        }
        if (from != null && to != null && to.isBefore(from)) {
            row.problem("close_date", "must not be before the engage_date " + from);
        }
        BigDecimal value = stage.equals(WON) ? row.amount("close_value") : null;
        if (from == null) {
            dateless.add("%s: %s, %s, %s".formatted(row.origin(), id, agent.name(), stage));
            return;
        }
        firstDays.merge(agent.id(), from, (a, b) -> a.isBefore(b) ? a : b);
        tell(row, id, "opened", from, who, product, null);
        if (to != null) {
            tell(row, id, stage.toLowerCase(Locale.ROOT), to, who, product, value);
        }
    }

    private void hire(Agent agent, LocalDate hiredOn) {
        Map<String, Object> body =
                JsonFields.of(
                        "name", agent.name(),
                        "team", agent.office(),
                        "hiredOn", hiredOn.toString(),
                        "timeZone", "UTC",
                        "manager", agent.manager(),
                        "on", hiredOn.toString());
        statements.add(new Statement(Kind.REP, agent.origin(), "/api/v1/reps/" + agent.id(), body));
    }

    private void register(Account account, LocalDate on) {
        Map<String, Object> body = JsonFields.of("name", account.name(), "on", on.toString());
        statements.add(
                new Statement(
                        Kind.ACCOUNT, account.origin(), "/api/v1/accounts/" + account.id(), body));
    }

    private void tell(
            Row row,
            String id,
            String what,
            LocalDate day,
            Map<String, Object> who,
            String product,
            @Nullable BigDecimal value) {
        Map<String, Object> data = new LinkedHashMap<>(who);
        data.put("occurredAt", day.toString());
        data.put("product", product);
        if (value != null) {
            data.put("amount", value.toPlainString());
            data.put("currency", "USD");
        }
        CloudEvent event =
                new CloudEvent(
                        id + "-" + what, SOURCE, "crm.deal." + what, id, day + "T00:00:00Z", data);
        events.add(new Report(row.origin(), event.toJson()));
    }

    private String product(Row row) {
        String given = row.text("product");
        String name = products.get(unspaced(given));
        if (name == null) {
            unknown(row, "product", "products.csv");
            return given;
        }
        if (!name.equals(given)) {
            respelled.merge(given + " as " + name, 1, Integer::sum);
        }
        return name;
    }

    private static void unknown(Row row, String column, String file) {
        row.problem(column, "\"" + row.text(column) + "\" is not in " + file);
    }

    private static String unspaced(String product) {
        return product.replace(" ", "");
    }
}
