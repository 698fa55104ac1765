package dev.yardstick.standalone.auditing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, each of which has to end in a newline; one that is named {@code
 * .gz} is unpacked.
 */
public final class Lines implements AutoCloseable {

    /** No line of an export comes near it; a file that is no text would fill the memory. */
    private static final int LONGEST = 64 << 20;

    private final String name;
    private final InputStream in;
    private long number;

    /** Opens a file of a folder. */
    public Lines(Path folder, String name) throws IOException {
        this.name = name;
        InputStream file = Files.newInputStream(folder.resolve(name));
        this.in =
                new BufferedInputStream(
                        name.endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file, 1 << 16);
    }

    /**
     * The next line without its newline; null after the last.
     *
     * @throws DoesNotHoldException when the last line does not end
     */
    public byte @Nullable [] next() throws IOException, DoesNotHoldException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next != '\n') {
            if (next < 0) {
                throw new DoesNotHoldException("%s is cut off: it must end in a newline", where());
            }
            if (line.size() == LONGEST) {
                throw new DoesNotHoldException("%s is longer than any line of an export", where());
            }
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }

    /** The line read last, as people find it. */
    public String where() {
        return name + " line " + number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
