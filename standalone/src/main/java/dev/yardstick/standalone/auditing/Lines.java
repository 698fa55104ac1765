package dev.yardstick.standalone.auditing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes, each of which has to end in a newline. */
final class Lines implements AutoCloseable {

    /** No line of an export comes near it; a file that is no text would fill the memory. */
    private static final int LONGEST = 64 << 20;

    private final String name;
    private final InputStream in;
    private long number;

    Lines(Path folder, String name) throws IOException {
        this.name = name;
        this.in = new BufferedInputStream(Files.newInputStream(folder.resolve(name)), 1 << 16);
    }

    /**
     * The next line without its newline; null after the last.
     *
     * @throws DoesNotHoldException when the last line does not end
     */
    byte @Nullable [] next() throws IOException, DoesNotHoldException {
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
    String where() {
        return name + " line " + number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
