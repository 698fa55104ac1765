package dev.yardstick.command.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who was erased, in a file outside the database: a backup of the database that is older than an
 * erasure does not know of it. A line of JSON for each, with the person's id as it stands in the
 * log, and nothing else about her: a hash of it would have to be made with a key that may never
 * change, and would hide an id that can be guessed and stands in each backup.
 */
@Component
class ErasureList {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureList.class);
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final @Nullable Path file;

    ErasureList(@Value("${yardstick.erasures.file:}") String file) {
        this.file = file.isBlank() ? null : Path.of(file).toAbsolutePath();
        if (this.file == null) {
            LOG.warn(
                    "yardstick.erasures.file is not set: after a restore nobody knows who was"
                            + " erased since the backup");
        } else if (!Files.isWritable(Files.exists(this.file) ? this.file : this.file.getParent())) {
            throw new IllegalStateException(
                    "yardstick.erasures.file must be one that can be written: " + this.file);
        }
    }

    /**
     * A person who was erased.
     *
     * @param reason as a code
     */
    record Entry(String person, Instant at, String reason) {}

    /**
     * Who was erased, in order.
     *
     * @throws IllegalStateException when a line cannot be read: then nobody knows who is missing
     */
    List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : whole().lines().toList()) {
            number++;
            try {
                entries.add(JsonMapper.shared().readValue(line, Entry.class));
            } catch (JacksonException e) {
                throw new IllegalStateException(
                        ("line %s of the list of erasures %s is damaged: it must be as it was"
                                        + " written, or be taken out by somebody who knows whom it"
                                        + " named")
                                .formatted(number, file),
                        e);
            }
        }
        return entries;
    }

    /** The lines that were written to their end: of one that was not, nobody was told. */
    private String whole() {
        if (file == null || !Files.exists(file)) {
            return "";
        }
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Adds a person who is not in it yet; it is on the disk when this returns. Processes that share
     * the file wait for each other.
     *
     * @throws DataAccessResourceFailureException when it cannot be written
     */
    synchronized void add(Entry entry) {
        if (file == null) {
            return;
        }
        byte[] line =
                (JsonMapper.shared().writeValueAsString(entry) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Files.setPosixFilePermissions(file, OWNER);
            if (read().stream().anyMatch(e -> e.person().equals(entry.person()))) {
                return;
            }
            long end = whole().getBytes(StandardCharsets.UTF_8).length;
            channel.truncate(end);
            channel.position(end);
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private DataAccessResourceFailureException unusable(IOException e) {
        return new DataAccessResourceFailureException(
                "the list of erasures " + file + " cannot be used", e);
    }
}
