package dev.yardstick.standalone.backup;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.log.LogCopy;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.standalone.auditing.DoesNotHoldException;
import dev.yardstick.standalone.backup.BackupManifest.Segment;
import dev.yardstick.standalone.backup.BackupManifest.Table;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was saved into two empty databases. From the first statement to the last they have a
 * schema of this name, and no service starts on them; all rows come in one transaction of each. So
 * whatever ends it, it can be begun again, and is never taken for whole.
 *
 * @param to the last position; all that comes after it is left out
 * @param persons the keys of persons for an export, which has none
 */
public record Restoration(Saved saved, long to, @Nullable PersonsKeys persons, PrintWriter err) {

    private static final int LINES = 5_000;
    private static final long BYTES = 8L << 20;

    private static final String IS_BEGUN = "select to_regnamespace('restoring') is not null";

    private static final String HAS_TABLES =
            "select exists (select from pg_class where relnamespace = 'public'::regnamespace)";

    private static final String CHECKPOINTS = "command.ledger_checkpoint";

    private static final String CHECKPOINT =
            "insert into ledger_checkpoint (size, name, time, note) values (?, ?, ?, ?)";

    /** Whom the log tells of has no key, whatever was kept beside it, and gets none again. */
    private static final String ERASED =
            """
            insert into personal_key as k (person, key, erased_at, erased_by, erased_for, recorded)
            values (?, null, ?, ?, ?, true)
            on conflict (person) do update set key = null, kid = null, recorded = true,
                erased_at = coalesce(k.erased_at, excluded.erased_at),
                erased_by = coalesce(k.erased_by, excluded.erased_by),
                erased_for = coalesce(k.erased_for, excluded.erased_for)
            """;

    /** What is in the log no more has to be told again. */
    private static final String UNTOLD =
            "update personal_key set recorded = false where erased_at is not null";

    /** Kafka may hold what is not in the log any more: it is emptied, and all is shipped again. */
    private static final String SHIP_ALL =
            "update shipping set position = 0, signed_by = 'restored'";

    /** What is about events that were left out: those to come get their positions. */
    private static final List<String> CUT_OFF =
            List.of(
                    "delete from ledger_checkpoint where size > %1$d",
                    UNTOLD,
                    // They may be told again.
                    "delete from account_version",
                    "update parked set definition = %1$d where definition > %1$d");

    private static final List<String> CUT_OFF_QUERIES =
            List.of(
                    "delete from rebuild where state = 'running'",
                    "update notice_progress set position = least(position, %1$d)",
                    "delete from notice where case when subject ~ '^[0-9]{1,18}$'"
                            + " then subject::bigint > %1$d else false end");

    private static final String PERSONS =
            """
            select coalesce(kid, ''), count(*) from personal_key where key is not null group by 1
            """;

    private static final String SECRETS =
            """
            select coalesce(kid, ''), count(*)
            from (select kid from connection_secret union all select kid from parked where sealed) s
            group by 1
            """;

    private static final String COUNT = "select count(*), coalesce(max(position), 0) from log";

    /**
     * What was put back.
     *
     * @param reps how many were ever hired
     * @param root of the tree over the events, Base64
     * @param sealed how many rows of each purpose are sealed by which key
     */
    public record Restored(
            long position,
            long events,
            int reps,
            String root,
            Map<Purpose, SortedMap<String, Long>> sealed) {}

    /**
     * Verifies what was saved, before anything is written.
     *
     * @return the root of the tree over the events
     * @throws IOException with a message for people
     */
    public Hash verify(Saved.Witness witness) throws IOException {
        try {
            if (to < 0 || to > saved.position()) {
                throw new DoesNotHoldException(
                        "%s ends with position %d: --to must be from 0 to that",
                        saved.folder(), saved.position());
            }
            return saved.verify(to, witness, err);
        } catch (DoesNotHoldException | BadNoteException | IOException e) {
            throw new IOException(Trouble.of(e), e);
        }
    }

    /**
     * Puts what was verified into both databases.
     *
     * @param root what {@link #verify} gave
     * @throws IOException with a message for people; nothing is taken for whole then
     */
    public Restored into(Database commands, Database queries, Hash root) throws IOException {
        try {
            requireKnown(commands);
            requireKnown(queries);
            try (Connection command = begin(commands);
                    Connection query = begin(queries)) {
                prepare(commands, command);
                prepare(queries, query);
                query.setAutoCommit(false);
                tables(queries, query);
                run(query, CUT_OFF_QUERIES);
                end(queries, query);
                command.setAutoCommit(false);
                tables(commands, command);
                Told told = log(command);
                around(command, told);
                end(commands, command);
                query.commit();
                command.commit();
                Map<Purpose, SortedMap<String, Long>> sealed = new EnumMap<>(Purpose.class);
                sealed.put(Purpose.PERSONS, kids(command, PERSONS));
                sealed.put(Purpose.SECRETS, kids(command, SECRETS));
                return new Restored(to, told.events, told.reps, root.toString(), sealed);
            }
        } catch (SQLException | DoesNotHoldException | FlywayException | IOException e) {
            throw new IOException(Trouble.of(e), e);
        }
    }

    private void requireKnown(Database database) throws DoesNotHoldException {
        String version = saved.schemas().get(database.service());
        MigrationVersion known = database.newestKnown().getVersion();
        if (version != null && known.compareTo(MigrationVersion.fromVersion(version)) < 0) {
            throw new DoesNotHoldException(
                    "%s is of a newer program: its %s tables are version %s, this program knows %s;"
                            + " restore with the version that made it, or a newer one",
                    saved.folder(), database.service(), version, known);
        }
    }

    /** Only a database without tables, or one where this was begun before. */
    private static Connection begin(Database database)
            throws IOException, SQLException, DoesNotHoldException {
        Connection connection = database.connect();
        try {
            if (!is(connection, IS_BEGUN) && is(connection, HAS_TABLES)) {
                throw new DoesNotHoldException(
                        "The database %s is not empty: name one that was just created", database);
            }
            return connection;
        } catch (SQLException | DoesNotHoldException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The tables as they were when they were saved; the first start brings them up to date. */
    private void prepare(Database database, Connection connection) throws SQLException {
        if (is(connection, IS_BEGUN)) {
            run(
                    connection,
                    List.of(
                            "drop schema public cascade",
                            "create schema public",
                            "grant usage on schema public to public"));
        } else {
            run(connection, List.of("create schema restoring"));
        }
        database.migrations(saved.schemas().getOrDefault(database.service(), "latest")).migrate();
    }

    private void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.formatted(to));
            }
        }
    }

    private void tables(Database database, Connection connection)
            throws SQLException, IOException, DoesNotHoldException {
        SavedTables tables = new SavedTables(database.service(), connection);
        List<Table> files =
                saved.tables().stream()
                        .filter(file -> file.service().equals(database.service()))
                        .toList();
        tables.empty(files);
        String task = database.service() + " tables";
        try (Progress progress = new Progress(task, Math.max(1, files.size()), err)) {
            for (Table file : files) {
                try (InputStream rows =
                        new GZIPInputStream(
                                Files.newInputStream(saved.folder().resolve(file.file())))) {
                    long loaded = tables.load(file, rows);
                    if (loaded != file.rows()) {
                        throw new DoesNotHoldException(
                                "%s must have %,d rows, but has %,d",
                                file.file(), file.rows(), loaded);
                    }
                }
                progress.advance(1);
            }
        }
    }

    /** What the events told on the way. */
    private static final class Told {
        private final EventCodec codec = new EventCodec();
        private long events;
        private int reps;
        private final List<LogLine> erasures = new ArrayList<>();

        void add(LogLine line) {
            events++;
            if (line.stream().startsWith("rep/")) {
                switch (codec.read(line)) {
                    case RepHired _ -> reps++;
                    case RepErased _ -> erasures.add(line);
                    default -> {
                        // changes nobody's being there
                    }
                }
            }
        }
    }

    private Told log(Connection command) throws IOException, SQLException, DoesNotHoldException {
        Told told = new Told();
        List<LogLine> page = new ArrayList<>();
        long[] bytes = {0};
        try (Progress progress = new Progress("events", Math.max(1, to), err)) {
            for (Segment segment : saved.segments()) {
                if (segment.from() > to) {
                    break;
                }
                saved.read(
                        segment,
                        to,
                        (line, json) -> {
                            page.add(line);
                            told.add(line);
                            bytes[0] += json.length;
                            if (page.size() == LINES || bytes[0] > BYTES) {
                                put(command, page, progress);
                                bytes[0] = 0;
                            }
                        });
            }
            put(command, page, progress);
        }
        try (Statement statement = command.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            if (row.getLong(1) != to || row.getLong(2) != to || told.events != to) {
                throw new DoesNotHoldException(
                        "the log must have %,d events, but has %,d", to, row.getLong(1));
            }
        }
        return told;
    }

    private static void put(Connection command, List<LogLine> page, Progress progress)
            throws IOException {
        if (!page.isEmpty()) {
            try {
                LogCopy.putBack(command, page);
            } catch (SQLException e) {
                throw new IOException(Trouble.of(e), e);
            }
            progress.advance(page.size());
            page.clear();
        }
    }

    private static void erased(Connection command, Told told) throws SQLException {
        try (PreparedStatement insert = command.prepareStatement(ERASED)) {
            for (LogLine line : told.erasures) {
                if (told.codec.read(line) instanceof RepErased erased) {
                    insert.setString(1, erased.rep());
                    insert.setObject(2, line.recordedAt().atOffset(ZoneOffset.UTC));
                    insert.setString(3, line.metadata().actor());
                    insert.setString(4, erased.reason());
                    insert.executeUpdate();
                }
            }
        }
    }

    private void around(Connection command, Told told)
            throws IOException, SQLException, DoesNotHoldException {
        run(command, List.of(SHIP_ALL, "analyze log"));
        if (to < saved.position()) {
            run(command, CUT_OFF);
        }
        if (saved.isExport() && persons != null) {
            persons.load(command);
            run(command, List.of(UNTOLD));
        }
        erased(command, told);
        if (saved.tables().stream().noneMatch(file -> file.name().equals(CHECKPOINTS))) {
            try (PreparedStatement insert = command.prepareStatement(CHECKPOINT)) {
                for (String note : saved.checkpoints()) {
                    Checkpoint checkpoint = Checkpoint.parse(Note.parse(note).text());
                    if (checkpoint.size() <= to) {
                        insert.setLong(1, checkpoint.size());
                        insert.setString(2, checkpoint.origin());
                        insert.setObject(3, checkpoint.time().atOffset(ZoneOffset.UTC));
                        insert.setString(4, note);
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    private static SortedMap<String, Long> kids(Connection command, String question)
            throws SQLException {
        SortedMap<String, Long> kids = new TreeMap<>();
        try (Statement statement = command.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                kids.put(rows.getString(1), rows.getLong(2));
            }
        }
        return kids;
    }

    private void end(Database database, Connection connection) throws SQLException {
        new SavedTables(database.service(), connection).numberOn();
        run(connection, List.of("drop schema restoring"));
    }
}
