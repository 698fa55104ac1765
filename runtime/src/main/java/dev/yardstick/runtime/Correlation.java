package dev.yardstick.runtime;

import dev.yardstick.runtime.tracing.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The id of a request, the caller's own where it sent one, else that of its span if it is traced:
 * in the answer, in each line of the log meanwhile, in the events that it brings, and handed on to
 * the other service.
 */
public final class Correlation {

    /** The header that has it. */
    public static final String HEADER = "X-Correlation-Id";

    private static final String KEY = "correlation";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private Correlation() {}

    /** Begins with a request; to be closed when it ends. */
    static MDC.MDCCloseable begin(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        return MDC.putCloseable(
                KEY,
                sent != null && SAFE.matcher(sent).matches()
                        ? sent
                        : Traces.correlation().orElseGet(() -> UUID.randomUUID().toString()));
    }

    /** That of the request at hand. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY));
    }
}
