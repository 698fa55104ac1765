package dev.yardstick.runtime;

import dev.yardstick.events.refusal.Reason;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request whose body is counted as it is read, unpacked where it is compressed by gzip. Used by
 * one thread.
 */
final class BoundedBody extends HttpServletRequestWrapper implements AutoCloseable {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** The largest form that needs no token: the one to sign in. */
    private static final int MAX_UNSIGNED_FORM = 64 * 1024;

    private final BodyBudget budget;
    private final boolean signed;
    private @Nullable ServletInputStream in;
    private @Nullable Map<String, String[]> parameters;
    private @Nullable BodyRefusedException refusal;
    private boolean isHandled;
    private long bytes;
    private long values;
    private long held;
    private boolean isText;
    private boolean isEscaped;

    BoundedBody(HttpServletRequest request, BodyBudget budget) {
        super(request);
        this.budget = budget;
        this.signed = request.getUserPrincipal() != null;
    }

    /** Bytes of memory, about, of what was read since it was released. */
    long held() {
        return held;
    }

    /** What was read so far is not held any more. */
    void release() {
        budget.give(held, signed);
        bytes = 0;
        values = 0;
        held = 0;
    }

    @Override
    public void close() {
        release();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream counted = in;
        if (counted == null) {
            requireDeclared(BodyBudget.MAX_BYTES);
            counted = new Counted(super.getInputStream(), plain(super.getInputStream()));
            in = counted;
        }
        return counted;
    }

    private InputStream plain(InputStream sent) throws IOException {
        String encoding = getHeader("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return sent;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(sent);
        }
        throw new BodyRefusedException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, Reason.CONTENT_ENCODING.of(encoding));
    }

    /** A body that says itself that it is too large is not read; a stream of lines may be so. */
    private void requireDeclared(int most) {
        if (getContentLengthLong() > most && !BodyLimit.isStream(getContentType())) {
            throw tooLarge(most);
        }
    }

    private static BodyRefusedException tooLarge(int most) {
        return BodyRefusedException.tooLarge(Reason.TOO_LARGE.of(most));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    /** A handler was found: from here on a wrong form is told, and once. */
    void handled() {
        isHandled = true;
        tellRefusal();
    }

    private void tellRefusal() {
        BodyRefusedException told = refusal;
        if (isHandled && told != null) {
            refusal = null;
            throw told;
        }
    }

    /** Empty where they cannot be read, so that whoever tells of it can look for his own. */
    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> read = parameters;
        if (read == null) {
            try {
                holdForm();
                read = super.getParameterMap();
            } catch (BodyRefusedException e) {
                refusal = e;
            } catch (InvalidParameterException e) {
                refusal =
                        e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                                ? tooLarge(BodyBudget.MAX_BYTES)
                                : new BodyRefusedException(
                                        HttpStatus.BAD_REQUEST,
                                        Reason.PARAMETERS.of(BodyBudget.MAX_PARAMETERS));
            }
            read = read == null ? Map.of() : read;
            parameters = read;
        }
        tellRefusal();
        return read;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    /** The server reads forms itself: what their length says is taken before it does. */
    private void holdForm() {
        String type = getContentType();
        if (in != null || type == null || !type.startsWith(FORM)) {
            return;
        }
        long length = getContentLengthLong();
        if (!signed && length < 0 && getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            throw new BodyRefusedException(HttpStatus.LENGTH_REQUIRED, Reason.FORM_LENGTH);
        }
        requireDeclared(signed ? BodyBudget.MAX_BYTES : MAX_UNSIGNED_FORM);
        hold(BodyBudget.weight(length < 0 ? BodyBudget.MAX_BYTES : length, 0));
    }

    private void hold(long weight) {
        budget.take(weight, signed);
        held += weight;
    }

    /** Counts what a tree of it will have: separators outside of texts. */
    private void count(byte[] read, int from, int to) {
        int before = (int) values;
        for (int i = from; i < to; i++) {
            byte b = read[i];
            if (isText && b != '\n') {
                boolean escapes = b == '\\' && !isEscaped;
                isText = b != '"' || isEscaped;
                isEscaped = escapes;
            } else {
                isText = b == '"';
                isEscaped = false;
                values += b == ',' || b == '[' ? 1 : b == '{' ? 3 : 0;
            }
        }
        bytes += to - from;
        if (bytes > BodyBudget.MAX_BYTES) {
            throw tooLarge(BodyBudget.MAX_BYTES);
        }
        if (values > BodyBudget.MAX_VALUES) {
            throw BodyRefusedException.tooLarge(Reason.TOO_MANY_VALUES.of(BodyBudget.MAX_VALUES));
        }
        hold(BodyBudget.weight(to - from, values - before));
    }

    private final class Counted extends ServletInputStream {

        private final ServletInputStream sent;
        private final InputStream plain;
        private boolean isAtEnd;

        Counted(ServletInputStream sent, InputStream plain) {
            this.sent = sent;
            this.plain = plain;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = plain.read(target, offset, length);
            isAtEnd = read < 0;
            if (read > 0) {
                count(target, offset, offset + read);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return plain.available();
        }

        @Override
        public boolean isFinished() {
            return isAtEnd;
        }

        @Override
        public boolean isReady() {
            return sent.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("a body is read by the thread that answers");
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
