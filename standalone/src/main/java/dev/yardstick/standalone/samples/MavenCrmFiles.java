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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of the Maven CRM data set as they are: read, and checked against each other. */
final class MavenCrmFiles {

    private static final Shape TEAMS =
            new Shape.Commas(List.of("sales_agent", "manager", "regional_office"));
    private static final Shape ACCOUNTS =
            new Shape.Commas(
                    List.of(
                            "account",
                            "sector",
                            "year_established",
                            "revenue",
                            "employees",
                            "office_location",
                            "subsidiary_of"));
    private static final Shape PRODUCTS =
            new Shape.Commas(List.of("product", "series", "sales_price"));
    private static final Shape PIPELINE =
            new Shape.Commas(
                    List.of(
                            "opportunity_id",
                            "sales_agent",
                            "product",
                            "account",
                            "deal_stage",
                            "engage_date",
                            "close_date",
                            "close_value"));

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, String> products = new HashMap<>();
    private final List<Opportunity> opportunities = new ArrayList<>();
    private final Map<String, Integer> respelled = new LinkedHashMap<>();

    /** A sales agent of a regional office. */
    record Agent(Origin origin, String id, String name, String manager, String office) {}

    /** A customer. */
    record Account(Origin origin, String id, String name) {}

    /** How an opportunity stands. */
    enum Stage {
        PROSPECTING,
        ENGAGING,
        WON,
        LOST;

        /** As the file says it. */
        String text() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An opportunity.
     *
     * @param product as products.csv spells it
     * @param value what it was won for, in USD; null unless won
     */
    record Opportunity(
            Origin origin,
            String id,
            Agent agent,
            String product,
            @Nullable Account account,
            Stage stage,
            @Nullable LocalDate engaged,
            @Nullable LocalDate closed,
            @Nullable BigDecimal value) {}

    private MavenCrmFiles(Path directory) {
        this.directory = directory;
    }

    static MavenCrmFiles read(Path directory) throws WrongFilesException {
        MavenCrmFiles files = new MavenCrmFiles(directory);
        TextFile.require(
                directory,
                files.problems,
                "sales_teams.csv",
                "accounts.csv",
                "products.csv",
                "sales_pipeline.csv");
        files.stopIfWrong();
        files.readAgents();
        files.readAccounts();
        files.readProducts();
        // What follows refers to these, so it is not blamed for what is wrong here.
        files.stopIfWrong();
        files.readOpportunities();
        files.stopIfWrong();
        return files;
    }

    /** In the file's order. */
    List<Agent> agents() {
        return List.copyOf(agents.values());
    }

    /** In the file's order. */
    List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    List<Opportunity> opportunities() {
        return opportunities;
    }

    /** How often a product was spelled otherwise than in products.csv, by both spellings. */
    Map<String, Integer> respelled() {
        return respelled;
    }

    private List<Row> rows(String file, Shape shape) {
        return TextTable.read(directory, file, shape, problems);
    }

    private void stopIfWrong() throws WrongFilesException {
        if (!problems.isEmpty()) {
            throw new WrongFilesException(problems);
        }
    }

    private void readAgents() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("sales_teams.csv", TEAMS)) {
            String name = row.required("sales_agent");
            String id = id(row, "sales_agent", name, ids);
            agents.put(
                    name,
                    new Agent(
                            row.origin(),
                            id,
                            name,
                            row.required("manager"),
                            row.required("regional_office")));
        }
    }

    private void readAccounts() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("accounts.csv", ACCOUNTS)) {
            String name = row.required("account");
            accounts.put(name, new Account(row.origin(), id(row, "account", name, ids), name));
        }
    }

    private static String id(Row row, String column, String name, Duplicates ids) {
        String id = SampleNames.kebab(name);
        if (id.isEmpty() && !name.isEmpty()) {
            row.problem(column, "must hold a letter or a digit, not just \"" + name + "\"");
        }
        ids.check(row, column, id);
        return id;
    }

    private void readProducts() {
        Duplicates names = new Duplicates();
        for (Row row : rows("products.csv", PRODUCTS)) {
            String name = row.required("product");
            names.check(row, "product", unspaced(name));
            products.put(unspaced(name), name);
        }
    }

    private void readOpportunities() {
        Duplicates ids = new Duplicates();
        for (Row row : rows("sales_pipeline.csv", PIPELINE)) {
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
            Stage stage = stage(row);
            if (agent != null && stage != null) {
                opportunities.add(opportunity(row, id, agent, product, account, stage));
            }
        }
    }

    private static Opportunity opportunity(
            Row row,
            String id,
            Agent agent,
            String product,
            @Nullable Account account,
            Stage stage) {
        boolean closed = stage == Stage.WON || stage == Stage.LOST;
        boolean engaged = closed || stage == Stage.ENGAGING || !row.isEmpty("engage_date");
        LocalDate from = engaged ? row.date("engage_date") : null;
        LocalDate to = closed ? row.date("close_date") : null;
        if (!closed && !row.isEmpty("close_date")) {
            row.problem("close_date", "must be empty while the stage is " + stage.text());
        }
        if (from != null && to != null && to.isBefore(from)) {
            row.problem("close_date", "must not be before the engage_date " + from);
        }
        BigDecimal value = stage == Stage.WON ? row.amount("close_value") : null;
        return new Opportunity(row.origin(), id, agent, product, account, stage, from, to, value);
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

    private static @Nullable Stage stage(Row row) {
        for (Stage stage : Stage.values()) {
            if (stage.text().equals(row.text("deal_stage"))) {
                return stage;
            }
        }
        row.problem(
                "deal_stage",
                "must be Prospecting, Engaging, Won or Lost, not \""
                        + row.text("deal_stage")
                        + "\"");
        return null;
    }

    private static void unknown(Row row, String column, String file) {
        row.problem(column, "\"" + row.text(column) + "\" is not in " + file);
    }

    private static String unspaced(String product) {
        return product.replace(" ", "");
    }
}
