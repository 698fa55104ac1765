package dev.yardstick.standalone.csv;

import dev.yardstick.events.Codes;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.csv.ImportPlan.Kind;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.ImportPlan.Statement;
import dev.yardstick.standalone.csv.TextTable.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A company's own spreadsheets: {@code reps.csv}, {@code oversight.csv}, {@code accounts.csv} and
 * {@code quotas.csv}, any of which may be missing. A quota becomes an expectation that is a quota
 * only; what else is expected has to be said.
 */
public record CompanyCsv(Path directory, List<Problem> problems, List<Statement> statements) {

    private static final String REPS_FILE = "reps.csv";
    private static final String ACCOUNTS_FILE = "accounts.csv";
    private static final String QUOTAS_FILE = "quotas.csv";

    private static final String OVERSIGHT_FILE = "oversight.csv";

    private static final Shape REPS = Shape.commas("id name email team manager hired_on time_zone");
    private static final Shape ACCOUNTS = Shape.commas("id name tier owner inherited strategy");
    private static final Shape OVERSIGHT = Shape.commas("kind of by from to");
    private static final Shape QUOTAS = Shape.commas("expectation rep from to currency amount");

    /**
     * Reads the directory completely.
     *
     * @throws WrongFilesException with everything that is wrong with the files
     */
    public static ImportPlan read(Path directory) throws WrongFilesException {
        CompanyCsv csv = new CompanyCsv(directory, new ArrayList<>(), new ArrayList<>());
        Stream<Path> files =
                Stream.of(REPS_FILE, OVERSIGHT_FILE, ACCOUNTS_FILE, QUOTAS_FILE)
                        .map(directory::resolve);
        if (files.noneMatch(Files::isRegularFile)) {
            TextFile.require(directory, csv.problems, REPS_FILE);
        }
        csv.rows(REPS_FILE, REPS).forEach(csv::rep);
        if (Files.exists(directory.resolve(OVERSIGHT_FILE))) {
            TextTable.read(directory, OVERSIGHT_FILE, OVERSIGHT, csv.problems)
                    .forEach(csv::oversight);
        }
        csv.rows(ACCOUNTS_FILE, ACCOUNTS).forEach(csv::account);
        csv.rows(QUOTAS_FILE, QUOTAS).forEach(csv::quota);
        if (!csv.problems.isEmpty()) {
            throw new WrongFilesException(csv.problems);
        }
        return new ImportPlan(csv.statements, List.of(), List.of(), Skipped.NOTHING);
    }

    private List<Row> rows(String file, Shape shape) {
        if (!Files.exists(directory.resolve(file))) {
            return List.of();
        }
        List<Row> rows = TextTable.read(directory, file, shape, problems);
        Duplicates ids = new Duplicates();
        String id = shape.columns().getFirst();
        rows.forEach(row -> ids.check(row, id, row.required(id)));
        return rows;
    }

    /** Stated as of the hire, so that the same file again finds everything in force. */
    private void rep(Row row) {
        String hiredOn = row.date("hired_on").toString();
        String zone = row.required("time_zone");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            row.problem("time_zone", "must be an IANA time zone such as Europe/Amsterdam");
        }
        Map<String, Object> body =
                JsonFields.of(
                        "name", row.required("name"),
                        "team", row.required("team"),
                        "hiredOn", hiredOn,
                        "timeZone", zone,
                        "on", hiredOn);
        put(body, "email", row, "email");
        put(body, "manager", row, "manager");
        state(Kind.REP, row, "/api/v1/reps/", "id", body);
    }

    /** Without an id of its own: the same row again finds it in force. */
    private void oversight(Row row) {
        String kind = row.required("kind");
        if (!Codes.all(OversightEvent.Kind.class).contains(kind)) {
            row.problem(
                    "kind",
                    "must be one of " + String.join(", ", Codes.all(OversightEvent.Kind.class)));
        }
        Map<String, Object> body =
                JsonFields.of(
                        "of", row.required("of"),
                        "by", row.required("by"),
                        "from", row.date("from").toString());
        if (!row.isEmpty("to")) {
            body.put("to", row.date("to").toString());
        }
        statements.add(
                new Statement(Kind.OVERSIGHT, row.origin(), "/api/v1/oversights/" + kind, body));
    }

    private void account(Row row) {
        Map<String, Object> body = JsonFields.of("name", row.required("name"));
        put(body, "tier", row, "tier");
        put(body, "owner", row, "owner");
        put(body, "strategy", row, "strategy");
        String inherited = row.text("inherited");
        if (!List.of("", "true", "false").contains(inherited)) {
            row.problem("inherited", "must be true, false or empty, not \"" + inherited + "\"");
        }
        body.put("inherited", inherited.equals("true"));
        state(Kind.ACCOUNT, row, "/api/v1/accounts/", "id", body);
    }

    private void quota(Row row) {
        LocalDate from = row.date("from");
        LocalDate to = row.date("to");
        if (to.isBefore(from)) {
            row.problem("to", "must not be before from, " + from);
        }
        String currency = row.required("currency");
        try {
            Currency.getInstance(currency);
        } catch (IllegalArgumentException unknown) {
            row.problem("currency", "must be a currency of ISO 4217 such as EUR");
        }
        String amount = row.amount("amount").toPlainString();
        Map<String, Object> body = Statement.quota(row.required("rep"), from, to, amount, currency);
        state(Kind.EXPECTATION, row, "/api/v1/expectations/", "expectation", body);
    }

    private static void put(Map<String, Object> body, String field, Row row, String column) {
        if (!row.isEmpty(column)) {
            body.put(field, row.optional(column));
        }
    }

    private void state(Kind kind, Row row, String path, String column, Map<String, Object> body) {
        String id = row.required(column);
        if (Notation.wrongWhole(id) == null && !id.matches("[A-Za-z0-9._-]+")) {
            row.problem(column, "must be letters, digits, '.', '_' and '-', not \"" + id + "\"");
        }
        statements.add(new Statement(kind, row.origin(), path + id, body));
    }
}
