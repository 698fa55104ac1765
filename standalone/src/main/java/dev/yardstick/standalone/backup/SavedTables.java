package dev.yardstick.standalone.backup;

import dev.yardstick.query.rebuild.Tables;
import dev.yardstick.standalone.backup.BackupManifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A service's tables that are neither the log nor made from it again. One that a migration adds is
 * saved like the others.
 */
record SavedTables(String service, Connection connection) {

    /**
     * Whoever was signed in then may not be now, and a link that was used since would be valid
     * again.
     */
    private static final List<String> OF_THEIR_TIME =
            List.of("session", "sign_in_link", "sign_in_attempt");

    /** The log and its head are saved as lines; the ledger hashes them again. */
    private static final Map<String, Collection<String>> LEFT_OUT =
            Map.of(
                    "command",
                    List.of("log", "log_head", "ledger", "ledger_tile"),
                    "query",
                    Stream.concat(Tables.ALL.stream(), OF_THEIR_TIME.stream()).toList());

    /** Rows are only added, under growing numbers: later runs save those that came since. */
    private static final Map<String, List<String>> GROWING =
            Map.of("command", List.of("ledger_checkpoint"), "query", List.of("access"));

    private static final String NAMES =
            """
            select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and c.relname <> all (?) and c.relname <> 'flyway_schema_history'
            order by exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'),
                c.relname
            """;

    private static final String COLUMNS =
            """
            select attname from pg_attribute
            where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            order by attnum
            """;

    private static final String NUMBERED =
            """
            select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and a.attidentity <> ''
            """;

    private static final String NEXT =
            "select setval(pg_get_serial_sequence('%1$s', '%2$s'),"
                    + " coalesce(max(%2$s), 0) + 1, false) from %1$s";

    static List<String> growing(String service) {
        return GROWING.getOrDefault(service, List.of());
    }

    private boolean grows(String table) {
        return growing(service).contains(table);
    }

    /** Those that refer to others come last. */
    List<String> names() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NAMES)) {
            Array leftOut =
                    connection.createArrayOf(
                            "text", LEFT_OUT.getOrDefault(service, List.of()).toArray());
            query.setArray(1, leftOut);
            return texts(query);
        }
    }

    private List<String> columns(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, Database.quoted(table));
            return texts(query);
        }
    }

    private static List<String> texts(PreparedStatement query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /**
     * Saves a table, or what it has more than before where it grows.
     *
     * @param before its files of earlier runs
     * @param name of the new file
     * @return all files that hold it now
     */
    List<Table> save(String table, List<Table> before, String name, BackupFolder folder)
            throws SQLException, IOException {
        List<String> columns = columns(table);
        long until = grows(table) ? highest(table) : 0;
        List<Table> all = new ArrayList<>();
        long after = 0;
        if (grows(table)
                && !before.isEmpty()
                && before.getLast().until() <= until
                && before.stream().allMatch(file -> file.columns().equals(columns))) {
            all.addAll(before);
            after = before.getLast().until();
            if (after == until) {
                return all;
            }
        }
        String rows = grows(table) ? " where id > %d and id <= %d".formatted(after, until) : "";
        String copy =
                "copy (select %s from %s%s) to stdout"
                        .formatted(joined(columns), Database.quoted(table), rows);
        try (SavedFile file = folder.create(name)) {
            long count = copying().copyOut(copy, (OutputStream) file);
            all.add(new Table(service, table, columns, name, count, until, file.finish()));
        }
        return all;
    }

    private long highest(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select coalesce(max(id), 0) from " + Database.quoted(table))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String joined(List<String> columns) {
        return columns.stream().map(Database::quoted).collect(Collectors.joining(", "));
    }

    private CopyManager copying() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Takes away what the migrations put into these tables. */
    void empty(Collection<Table> tables) throws SQLException {
        Set<String> emptied = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                if (emptied.add(table.table())) {
                    statement.execute(
                            "truncate %s cascade".formatted(Database.quoted(table.table())));
                }
            }
        }
    }

    /**
     * Puts rows back.
     *
     * @return how many
     */
    long load(Table table, InputStream rows) throws SQLException, IOException {
        String copy =
                "copy %s (%s) from stdin"
                        .formatted(Database.quoted(table.table()), joined(table.columns()));
        return copying().copyIn(copy, rows);
    }

    /** New rows get numbers behind those that were put back. */
    void numberOn() throws SQLException {
        try (Statement statement = connection.createStatement();
                Statement next = connection.createStatement();
                ResultSet rows = statement.executeQuery(NUMBERED)) {
            while (rows.next()) {
                next.execute(NEXT.formatted(rows.getString(1), rows.getString(2)));
            }
        }
    }
}
