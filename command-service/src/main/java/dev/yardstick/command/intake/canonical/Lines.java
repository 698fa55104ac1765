package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.BodyLimit;
import dev.yardstick.runtime.BodyRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one at a time, so that memory does not grow with the stream. */
public final class Lines implements AutoCloseable {

    /** The longest line, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final HttpServletRequest request;
    private final InputStream in;

    /** The lines of a body in UTF-8, unpacked where it is compressed. */
    public Lines(HttpServletRequest request) throws IOException {
        MediaTypes.requireUtf8(request.getContentType());
        this.request = request;
        this.in = new BufferedInputStream(request.getInputStream(), 1 << 16);
    }

    public static boolean isBlank(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).isBlank();
    }

    /** Whether what was read is to be dealt with before more is. */
    public boolean isPartFull() {
        return BodyLimit.isPartFull(request);
    }

    /** What was read so far is not held any more. */
    public void dealtWith() {
        BodyLimit.dealtWith(request);
    }

    /** The next line without its end; null after the last. */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == MAX_BYTES) {
                throw BodyRefusedException.tooLarge(Reason.LINE_TOO_LONG.of(MAX_BYTES));
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
