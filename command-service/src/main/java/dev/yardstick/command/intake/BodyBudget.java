package dev.yardstick.command.intake;

import dev.yardstick.command.web.Bodies;
import dev.yardstick.command.web.TooLargeException;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Bounds the memory of bodies that nobody has vouched for yet: {@value #TOTAL_KIB} KiB in all,
 * {@value Bodies#MAX_BYTES} bytes each. Threadsafe.
 */
@Component
class BodyBudget {

    private static final int TOTAL_KIB = 64 * 1024;
    private static final int CHUNK_KIB = 64;
    private static final int KIB = 1024;

    private final Semaphore free = new Semaphore(TOTAL_KIB);

    /** What is to be done with a body while it is held. */
    interface Use<T> {
        T with(byte[] body) throws IOException;
    }

    /**
     * Reads a body, a chunk at a time, and holds its memory while it is used.
     *
     * @throws TooLargeException when it is larger than any may be
     * @throws ResponseStatusException 503 when the memory for bodies is used up
     */
    <T> T use(InputStream in, Use<T> use) throws IOException {
        int held = 0;
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_KIB * KIB];
            int read;
            do {
                if (!free.tryAcquire(CHUNK_KIB)) {
                    throw new ResponseStatusException(
                            HttpStatus.SERVICE_UNAVAILABLE, "too many deliveries at once");
                }
                held += CHUNK_KIB;
                read = in.readNBytes(chunk, 0, chunk.length);
                body.write(chunk, 0, read);
                if (body.size() > Bodies.MAX_BYTES) {
                    throw new TooLargeException(
                            "the body must have at most " + Bodies.MAX_BYTES + " bytes");
                }
            } while (read == chunk.length);
            return use.with(body.toByteArray());
        } finally {
            free.release(held);
        }
    }
}
