package dev.yardstick.standalone.backup;

import dev.yardstick.command.ledger.BadNoteException;
import dev.yardstick.command.ledger.Checkpoint;
import dev.yardstick.command.ledger.Frontier;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.command.ledger.Note;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.standalone.auditing.DoesNotHoldException;
import dev.yardstick.standalone.backup.BackupManifest.Segment;
import dev.yardstick.standalone.backup.BackupManifest.Table;
import dev.yardstick.standalone.client.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JacksonException;

/**
 * Brings a folder up to date with both databases, which are written to all the time. The log is
 * added to what is there, and is in it up to the position that the snapshot shows; the manifest
 * comes last. Whenever this ends, the folder holds the backup of before or this one.
 *
 * @param segmentBytes how large a file of the log grows before it is packed
 */
public record Backup(
        Database commands, Database queries, Path target, long segmentBytes, PrintWriter err) {

    private static final int PAGE = 1_000;
    private static final long SEGMENT_BYTES = 64L << 20;

    private static final byte[] NEWLINE = {'\n'};

    private static final String SEE =
            "; docs/ledger.md says what to do when the ledger goes no further";

    private static final String CHECKPOINTS =
            "select note from ledger_checkpoint where size > ? and size <= ? order by size, id";

    private static final String NEWEST =
            """
            select note from ledger_checkpoint where size <= ? order by size desc, id desc limit 1
            """;

    /** A backup with files of the log of about 64 MiB before they are packed. */
    public Backup(Database commands, Database queries, Path target, PrintWriter err) {
        this(commands, queries, target, SEGMENT_BYTES, err);
    }

    /**
     * Brings the folder up to date.
     *
     * @throws IOException with a message for people; the backup of before is as it was
     */
    public BackupManifest run() throws IOException {
        try (BackupFolder folder = BackupFolder.open(target)) {
            BackupManifest former = folder.manifest();
            folder.keepOnly(former);
            BackupManifest made;
            try {
                made = new Run(folder, former).make();
                folder.write(made);
            } catch (IOException
                    | SQLException
                    | DoesNotHoldException
                    | BadNoteException
                    | JacksonException
                    | DataAccessException e) {
                discard(folder, former);
                throw new IOException(
                        "%s; %s"
                                .formatted(
                                        Trouble.of(e),
                                        former == null
                                                ? target + " holds no backup"
                                                : "the backup up to position %,d stays as it was"
                                                        .formatted(former.position())),
                        e);
            }
            discard(folder, made);
            return made;
        } catch (DoesNotHoldException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What cannot be removed now is removed by the next run. */
    private static void discard(BackupFolder folder, @Nullable BackupManifest kept) {
        try {
            folder.keepOnly(kept);
        } catch (IOException left) {
            // no manifest names it
        }
    }

    /** One run. */
    private final class Run {

        private final BackupFolder folder;
        private final @Nullable BackupManifest former;
        private final int number;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Table> tables = new ArrayList<>();
        private final Map<String, String> schemas = new HashMap<>();
        private final Frontier tree;
        private @Nullable Hash first;
        private @Nullable Hash last;

        Run(BackupFolder folder, @Nullable BackupManifest former) {
            this.folder = folder;
            this.former = former;
            if (former == null) {
                number = 1;
                tree = new Frontier();
            } else {
                number = former.run() + 1;
                tree =
                        new Frontier(
                                former.position(),
                                former.subtrees().stream().map(Hash::parse).toList());
                segments.addAll(former.segments());
                first = former.first() == null ? null : Hash.parse(former.first());
                last = former.last() == null ? null : Hash.parse(former.last());
            }
        }

        /** What query-service has is about positions that command-service has by then. */
        BackupManifest make() throws IOException, SQLException, DoesNotHoldException {
            try (Connection query = queries.snapshot(SavedTables.growing(queries.service()))) {
                tables(queries, query);
            }
            try (Connection command = commands.snapshot(SavedTables.growing(commands.service()))) {
                Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
                LogReader log =
                        new LogReader(
                                JdbcClient.create(new SingleConnectionDataSource(command, true)));
                long head = log.head();
                requireSameLog(log, head);
                tables(commands, command);
                events(log, command, head);
                String checkpoint = newest(command, head);
                verify();
                return new BackupManifest(
                        BackupManifest.FORMAT,
                        checkpoint == null ? null : checkpoint(checkpoint).origin(),
                        head,
                        at,
                        number,
                        schemas,
                        tree.root().toString(),
                        tree.subtrees().stream().map(Hash::toString).toList(),
                        first == null ? null : first.toString(),
                        last == null ? null : last.toString(),
                        checkpoint,
                        segments,
                        tables);
            }
        }

        private void requireSameLog(LogReader log, long head) throws DoesNotHoldException {
            if (former == null || former.position() == 0) {
                return;
            }
            if (head == 0 || !leaf(log.after(0, 1).getFirst()).equals(first)) {
                throw new DoesNotHoldException(
                        "%s is a backup of another log%s; name another folder",
                        target, former.log() == null ? "" : ", " + former.log());
            }
            if (head < former.position()) {
                throw new DoesNotHoldException(
                        "%s is a backup up to position %,d, but the log ends at %,d: an older state"
                                + " of it was put back; name another folder, and keep this one",
                        target, former.position(), head);
            }
            if (!leaf(log.after(former.position() - 1, 1).getFirst()).equals(last)) {
                throw new DoesNotHoldException(
                        "position %,d of the log is not the event that is in %s: an older state of"
                                + " it was put back and went on otherwise; name another folder, and"
                                + " keep this one",
                        former.position(), target);
            }
        }

        private void tables(Database of, Connection connection) throws SQLException, IOException {
            schemas.put(of.service(), Database.version(connection));
            SavedTables saved = new SavedTables(of.service(), connection);
            List<String> names = saved.names();
            try (Progress progress = new Progress(of.service() + " tables", names.size(), err)) {
                for (String table : names) {
                    String name = of.service() + "." + table;
                    List<Table> before =
                            former == null
                                    ? List.of()
                                    : former.tables().stream()
                                            .filter(file -> file.name().equals(name))
                                            .toList();
                    tables.addAll(saved.save(table, before, name(name + ".gz"), folder));
                    progress.advance(1);
                }
            }
        }

        private String name(String file) {
            return BackupFolder.name(number, file);
        }

        private void events(LogReader log, Connection command, long head)
                throws IOException, SQLException, DoesNotHoldException {
            long more = head - tree.size();
            try (Progress progress = new Progress("events", Math.max(1, more), err)) {
                while (tree.size() < head) {
                    long from = tree.size() + 1;
                    String name = name("log-%012d.ndjson.gz".formatted(from));
                    try (SavedFile file = folder.create(name)) {
                        while (tree.size() < head && file.unpacked() < segmentBytes) {
                            long before = tree.size();
                            page(log, command, head, file);
                            progress.advance((int) (tree.size() - before));
                        }
                        segments.add(new Segment(name, from, tree.size(), file.finish()));
                    }
                }
            }
        }

        private void page(LogReader log, Connection command, long head, SavedFile file)
                throws IOException, SQLException, DoesNotHoldException {
            List<LogLine> lines = log.after(tree.size(), (int) Math.min(PAGE, head - tree.size()));
            long end = lines.isEmpty() ? 0 : lines.getLast().position();
            Map<Long, Checkpoint> signed = signed(command, tree.size(), end);
            for (LogLine line : lines) {
                if (line.position() != tree.size() + 1) {
                    break;
                }
                byte[] json = line.toJson();
                file.write(json);
                file.write(NEWLINE);
                Hash leaf = Hash.ofLeaf(json);
                tree.append(leaf);
                first = first == null ? leaf : first;
                last = leaf;
                Checkpoint checkpoint = signed.get(tree.size());
                if (checkpoint != null && !checkpoint.root().equals(tree.root())) {
                    throw new DoesNotHoldException(
                            "events 1 to %,d are not those that the checkpoint of %s covers: the log"
                                    + " was changed%s",
                            checkpoint.size(), checkpoint.time(), SEE);
                }
            }
            if (end == 0 || end != tree.size()) {
                throw new DoesNotHoldException(
                        "position %,d is missing in the log%s", tree.size() + 1, SEE);
            }
        }

        private static Map<Long, Checkpoint> signed(Connection command, long after, long until)
                throws SQLException {
            Map<Long, Checkpoint> signed = new HashMap<>();
            try (PreparedStatement query = command.prepareStatement(CHECKPOINTS)) {
                query.setLong(1, after);
                query.setLong(2, until);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        Checkpoint checkpoint = checkpoint(rows.getString(1));
                        signed.put(checkpoint.size(), checkpoint);
                    }
                }
            }
            return signed;
        }

        private static @Nullable String newest(Connection command, long head) throws SQLException {
            try (PreparedStatement query = command.prepareStatement(NEWEST)) {
                query.setLong(1, head);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getString(1) : null;
                }
            }
        }

        /** What this run wrote is read again. */
        private void verify() throws IOException, DoesNotHoldException {
            String mine = name("");
            for (Segment segment : segments) {
                if (segment.file().startsWith(mine)) {
                    Saved.requireUnchanged(target, segment.file(), segment.content());
                }
            }
            for (Table table : tables) {
                if (table.file().startsWith(mine)) {
                    Saved.requireUnchanged(target, table.file(), table.content());
                }
            }
        }
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(Note.parse(note).text());
    }

    private static Hash leaf(LogLine line) {
        return Hash.ofLeaf(line.toJson());
    }
}
