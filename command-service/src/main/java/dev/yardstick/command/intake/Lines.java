package dev.yardstick.command.intake;

import dev.yardstick.command.web.TooLargeException;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, one at a time, so that memory does not grow with the stream. */
final class Lines implements AutoCloseable {

    /** The longest line, in bytes. */
    static final int MAX_BYTES = 1024 * 1024;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its end; null after the last. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == MAX_BYTES) {
                throw new TooLargeException("a line must have at most " + MAX_BYTES + " bytes");
            }
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
