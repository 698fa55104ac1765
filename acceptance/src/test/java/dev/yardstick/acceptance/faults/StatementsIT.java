package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.faults.Statements.Statement;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Explains every statement of both services over a log of 200,000 events: none looks through a
 * table that grows, by its rows or by a whole index, unless it is named here with the reason.
 */
class StatementsIT {

    /** Tables that do not grow with what is recorded, read or parked. All others do. */
    private static final Map<String, String> SMALL =
            Map.ofEntries(
                    Map.entry("log_head", "has one row"),
                    Map.entry("ledger", "has one row"),
                    Map.entry("notice_progress", "has one row"),
                    Map.entry("shipping", "has a row for each topic"),
                    Map.entry("consumed", "has a row for each partition"),
                    Map.entry("consumer_group", "has one row"),
                    Map.entry("folded", "has one row"),
                    Map.entry("feed", "has a row for each source"),
                    Map.entry("connection_secret", "has a row for each connection"),
                    Map.entry("heard", "has a row for each source and day"),
                    Map.entry("session", "has a row for each sign-in of half a day"),
                    Map.entry("sign_in_link", "has a row for each invitation that waits"),
                    Map.entry("rebuild", "has a row for each rebuild that an operator began"));

    /** What looks through a whole table, since that is what it is for. */
    private static final Map<String, String> WHOLE =
            Map.of(
                    "Fetches: select count(*) from pending_fetch",
                    "a metric: how much waits, which is nothing as a rule",
                    "Parked: select count(*) from parked where (dismissed_at is not null) = $1",
                    "a metric: how much is parked and waits for a hand, which is little",
                    "Parked: select distinct stream from parked where ours",
                    "once at each start: which streams may not go on",
                    "ErasureWatch: select distinct rep from chronicle where type = 'rep-erased'",
                    "once a second, by an index of nobody but those who were erased",
                    "Parked: select distinct rep from chronicle where type = 'rep-erased' and exists"
                            + " (select from parked)",
                    "once at each start: it asks whether anything is parked at all",
                    "Parked: select topic, partition, \"offset\", stream, reason, parked_at,"
                            + " dismissed_at, dismissed_by, dismissed_for, ours from parked where"
                            + " position(convert_to($1, 'UTF8') in body) > 0 or position($2 in stream"
                            + " || chr(10) || reason || chr(10) || coalesce(dismissed_for, '')) > 0",
                    "an erasure: whatever names her goes");

    /**
     * Compares and fills whole tables, in a schema that is there for so long only; and what goes
     * through a table once at each start, a page at a time.
     */
    private static final Set<String> WHOLE_TABLES =
            Set.of("TableComparison", "Rebuilding", "Tables", "Resealing", "Resealing$Column");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private static Path data = Path.of("");

    private static @Nullable PostgresServer running;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            running =
                    PostgresServer.start(
                            data.resolve("postgres"),
                            Servers.programs(),
                            data.resolve("postgres.log"),
                            port);
        }
        for (String service : List.of("command", "query")) {
            postgres().createDatabase(service);
            Flyway.configure()
                    .dataSource(postgres().url(service), PostgresServer.USER, postgres().password())
                    .locations("classpath:db/" + service)
                    .load()
                    .migrate();
            try (Connection database = postgres().connect(service)) {
                database.createStatement().execute(resource("/statements/" + service + ".sql"));
                database.createStatement().execute("vacuum analyze");
            }
        }
    }

    @AfterAll
    static void stop() {
        postgres().close();
    }

    private static PostgresServer postgres() {
        return Objects.requireNonNull(running);
    }

    /** Sends a statement as it is, with parameters that have no values. */
    private static Connection explaining(String service) throws SQLException {
        return DriverManager.getConnection(
                postgres().url(service) + "?preferQueryMode=simple",
                PostgresServer.USER,
                postgres().password());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(StatementsIT.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "query"})
    void everyStatementFindsWhatItAsksForByAnIndex(String service) throws Exception {
        List<Statement> statements = Statements.of("dev.yardstick." + service);
        List<String> faults = new ArrayList<>();
        try (Connection database = explaining(service)) {
            for (Statement statement : statements) {
                boolean whole =
                        WHOLE.containsKey(statement.toString())
                                || WHOLE_TABLES.contains(statement.type());
                if (!whole) {
                    looksThrough(database, statement.sql())
                            .forEach(table -> faults.add(table + " by " + statement));
                }
            }
        }
        assertThat(statements).hasSizeGreaterThan(50);
        assertThat(faults).isEmpty();
    }

    /**
     * The clock that moves within a statement is no bound of an index: it is asked for each row.
     */
    @ParameterizedTest
    @ValueSource(strings = {"command", "query"})
    void noStatementLooksForWhatIsDueByAClockThatMoves(String service) throws Exception {
        assertThat(Statements.of("dev.yardstick." + service))
                .noneMatch(s -> s.sql().matches(".*[<>]=? clock_timestamp\\(\\).*"));
    }

    @Test
    void everyExceptionIsStillThere() throws Exception {
        Set<String> all = new TreeSet<>();
        for (String service : List.of("command", "query")) {
            Statements.of("dev.yardstick." + service).forEach(s -> all.add(s.toString()));
        }
        assertThat(all).containsAll(WHOLE.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct substr(stream, 12) from log where type = 'rep-hired'",
                "select count(*) from log",
                "select max(recorded_at) from log where type = $1",
                "update parked set reason = $1 where event_id = $2",
                "with gone as (delete from parked where actor = $1 returning id) select * from gone"
            })
    void aStatementWithoutAnIndexIsFound(String sql) throws Exception {
        try (Connection database = explaining("command")) {
            assertThat(looksThrough(database, sql)).isNotEmpty();
        }
    }

    private static Set<String> looksThrough(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            try (ResultSet plan =
                    statement.executeQuery("explain (generic_plan, format json) " + sql)) {
                plan.next();
                Set<String> tables = new TreeSet<>();
                look(
                        database,
                        JSON.readTree(plan.getString(1)).path(0).path("Plan"),
                        false,
                        tables);
                return tables;
            }
        } catch (SQLException e) {
            throw new AssertionError("cannot be explained: " + sql, e);
        }
    }

    /**
     * Gathers tables that a plan looks through.
     *
     * @param bounded whether what is above stops it early: a limit, or the end of what it is joined
     *     with in the same order
     */
    private static void look(
            Connection database, JsonNode node, boolean bounded, Set<String> tables)
            throws SQLException {
        String type = node.path("Node Type").stringValue("");
        String table = node.path("Relation Name").stringValue("");
        boolean byIndex = type.startsWith("Index") && !type.equals("Index Cond");
        boolean whole =
                type.equals("Seq Scan")
                        || byIndex
                                && !bounded
                                && !node.has("Index Cond")
                                && !isPartial(database, node.path("Index Name").stringValue(""));
        if (whole && !table.isEmpty() && !SMALL.containsKey(table)) {
            tables.add(table);
        }
        boolean stops = bounded || type.equals("Limit") || type.equals("Merge Join");
        for (JsonNode below : node.path("Plans")) {
            look(database, below, stops, tables);
        }
    }

    /** An index of a part, such as of what waits, has no more of a table than is asked for. */
    private static boolean isPartial(Connection database, String index) throws SQLException {
        try (var query =
                database.prepareStatement(
                        "select indpred is not null from pg_index where indexrelid = ?::regclass")) {
            query.setString(1, index);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
