package dev.yardstick.standalone.backup;

import dev.yardstick.events.export.Manifest.Content;
import dev.yardstick.standalone.auditing.DoesNotHoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup consists of. It is written last and replaced whole: a file that it does not name is
 * no part of the backup.
 *
 * @param format another one is read differently
 * @param log its name, as the newest checkpoint says it; null where nothing was signed yet
 * @param position of the last event
 * @param at when the databases were like that
 * @param run how many times the folder was brought up to date
 * @param schemas the newest migration of each service's database
 * @param root of the ledger's tree over all events, Base64
 * @param subtrees from which that tree goes on, Base64
 * @param first the hash of the first event, Base64: no other log has it; null for an empty one
 * @param last the hash of the last event
 * @param checkpoint the newest one that covers no more than these events
 * @param segments the log, in order
 * @param tables everything else
 */
public record BackupManifest(
        String format,
        @Nullable String log,
        long position,
        Instant at,
        int run,
        Map<String, String> schemas,
        String root,
        List<String> subtrees,
        @Nullable String first,
        @Nullable String last,
        @Nullable String checkpoint,
        List<Segment> segments,
        List<Table> tables) {

    static final String FILE = "manifest.json";
    static final String FORMAT = "yardstick-backup/1";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /** Events as lines of the log, from one position to another. */
    public record Segment(String file, long from, long to, Content content) {}

    /**
     * Rows of a table, as PostgreSQL copies them.
     *
     * @param columns in their order
     * @param until the highest number of a row, of a table that only grows; else 0
     */
    public record Table(
            String service,
            String table,
            List<String> columns,
            String file,
            long rows,
            long until,
            Content content) {

        /** Such as {@code command.parked}. */
        String name() {
            return service + "." + table;
        }
    }

    /** The files that belong to it. */
    public Set<String> files() {
        return Stream.concat(segments.stream().map(Segment::file), tables.stream().map(Table::file))
                .collect(Collectors.toSet());
    }

    /** How many events the last run added. */
    public long added() {
        return segments.stream()
                .filter(segment -> segment.file().startsWith(BackupFolder.name(run, "")))
                .mapToLong(segment -> segment.to() - segment.from() + 1)
                .sum();
    }

    /** The bytes of all files. */
    public long bytes() {
        return Stream.concat(
                        segments.stream().map(Segment::content),
                        tables.stream().map(Table::content))
                .mapToLong(Content::bytes)
                .sum();
    }

    /** Whether there is a manifest in a folder, whatever it says. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Reads a folder's manifest.
     *
     * @throws DoesNotHoldException when it is not as a backup writes it
     */
    static BackupManifest read(Path folder) throws IOException, DoesNotHoldException {
        Path file = folder.resolve(FILE);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String format = JSON.readTree(bytes).path("format").asString("");
            if (!format.equals(FORMAT)) {
                throw new DoesNotHoldException(
                        "%s says format \"%s\"; this program reads %s: take the version of the"
                                + " program that wrote it",
                        file, format, FORMAT);
            }
            return JSON.readValue(bytes, BackupManifest.class);
        } catch (JacksonException e) {
            throw new DoesNotHoldException(
                    "%s is damaged, and with it nobody knows what belongs to the backup: take"
                            + " another copy of it (%s)",
                    file, e.getOriginalMessage());
        }
    }

    String text() {
        return JSON.writeValueAsString(this) + "\n";
    }
}
