package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.BodyLimit;
import dev.yardstick.runtime.BodyRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one at a time, so that memory does not grow with the stream. */
public final class Lines implements AutoCloseable {

    /** The longest line, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final HttpServletRequest request;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    /** The lines of a body in UTF-8, unpacked where it is compressed. */
    public Lines(HttpServletRequest request) throws IOException {
        MediaTypes.requireUtf8(request.getContentType());
        this.request = request;
        this.in = request.getInputStream();
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
        ByteArrayOutputStream begun = null;
        while (true) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int length = end - from + (begun == null ? 0 : begun.size());
            if (length > MAX_BYTES) {
                throw BodyRefusedException.tooLarge(Reason.LINE_TOO_LONG.of(MAX_BYTES));
            }
            if (end < to && begun == null) {
                byte[] line = Arrays.copyOfRange(buffer, from, end);
                from = end + 1;
                return line;
            }
            if (begun == null) {
                begun = new ByteArrayOutputStream(512);
            }
            begun.write(buffer, from, end - from);
            from = end + 1;
            if (end < to) {
                return begun.toByteArray();
            }
            if (!fill()) {
                return begun.size() == 0 ? null : begun.toByteArray();
            }
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
