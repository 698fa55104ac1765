package dev.yardstick.standalone.backup;

import dev.yardstick.standalone.auditing.DoesNotHoldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * The keys of persons, sealed as they are in the database, in a file of their own: what an export
 * lacks so that texts about persons can be read after it was restored. As CSV, with the columns'
 * names in the first line.
 */
public record PersonsKeys(Path file) {

    /** Its name beside the other keys. */
    public static final String FILE = "persons.sealed";

    private static final String SAVE = "copy personal_key to stdout (format csv, header)";

    /**
     * Writes the file whole or not at all, readable by its owner alone.
     *
     * @return how many persons have a row
     * @throws IOException with a message for people
     */
    public long save(Database commands) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (Connection connection = commands.connect();
                FileChannel channel =
                        FileChannel.open(
                                fresh,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")))) {
            OutputStream out = Channels.newOutputStream(channel);
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(SAVE, out);
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } catch (SQLException e) {
            throw new IOException(Trouble.of(e), e);
        }
    }

    /** Puts them back into a table that has none. */
    void load(Connection command) throws IOException, SQLException, DoesNotHoldException {
        String columns;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            columns = lines.readLine();
        }
        if (columns == null || !columns.matches("person,key(,[a-z_]+)*")) {
            throw new DoesNotHoldException(
                    "%s must hold keys of persons as ./yardstick keys --persons writes them", file);
        }
        try (BufferedReader rows = Files.newBufferedReader(file)) {
            command.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy personal_key (%s) from stdin (format csv, header)"
                                    .formatted(columns),
                            rows);
        }
    }
}
