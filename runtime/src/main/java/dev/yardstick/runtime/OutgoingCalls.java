package dev.yardstick.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls to addresses that somebody entered: CRMs' APIs, receivers of notices. It follows
 * no redirect, decodes nothing, reads a bounded answer, ends by a deadline, and of what goes wrong
 * it tells no more than a {@link Failure}. Threadsafe.
 */
public final class OutgoingCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingCalls.class);

    /** So that another address of the host is tried before the deadline. */
    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    /** What does not begin as an answer of HTTP is none: otherwise more would be waited for. */
    private static final ManagedHttpClientConnectionFactory STRICT =
            ManagedHttpClientConnectionFactory.builder()
                    .responseParserFactory(DefaultHttpResponseParserFactory.INSTANCE)
                    .build();

    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_CONNECTIONS_OF_HOST = 16;

    private final Destinations destinations;
    private final CloseableHttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Calls what a rule allows. */
    public OutgoingCalls(Destinations destinations) {
        this.destinations = destinations;
        this.http =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDnsResolver(destinations)
                                        .setConnectionFactory(STRICT)
                                        .setMaxConnTotal(MAX_CONNECTIONS)
                                        .setMaxConnPerRoute(MAX_CONNECTIONS_OF_HOST)
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(CONNECT)
                                                        .build())
                                        .build())
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .setUserAgent("Yardstick")
                        .build();
    }

    /** Why there is no answer: by these words nobody tells what stands at an address. */
    public enum Failure {
        NOT_ALLOWED("is not allowed"),
        UNREACHABLE("cannot be reached"),
        TOO_SLOW("took too long"),
        TOO_MUCH("answered too much");

        private final String words;

        Failure(String words) {
            this.words = words;
        }

        /** After the name of what was called. */
        public String words() {
            return words;
        }
    }

    /** There is no answer. */
    public static final class FailedException extends Exception {

        private final Failure failure;

        FailedException(Failure failure) {
            super(failure.words(), null, false, false);
            this.failure = failure;
        }

        public Failure failure() {
            return failure;
        }
    }

    /**
     * An answer.
     *
     * @param retryAfter as it stands there; null: it does not
     */
    public record Answer(int status, @Nullable String retryAfter, byte[] body) {}

    private static final class TooMuchException extends IOException {}

    /**
     * Makes a call once.
     *
     * @param deadline from looking up the name to the last byte of the answer
     * @param most bytes of the answer's body; 0: it is not read
     * @throws FailedException when there is no answer, or not all of it by then
     */
    public Answer send(OutgoingCall call, Duration deadline, int most)
            throws FailedException, InterruptedException {
        try {
            destinations.require(call.to());
        } catch (Destinations.NotAllowedException | IllegalArgumentException e) {
            throw new FailedException(Failure.NOT_ALLOWED);
        }
        HttpUriRequestBase request =
                new HttpUriRequestBase(call.body() == null ? "GET" : "POST", call.to());
        call.headers().forEach(request::setHeader);
        if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), null));
        }
        Future<Answer> exchange = threads.submit(() -> exchange(request, most));
        try {
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FailedException(Failure.TOO_SLOW);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            LOG.debug("no answer of {}", call.to().getHost(), e.getCause());
            throw new FailedException(failure(e.getCause()));
        } finally {
            if (exchange.state() != Future.State.SUCCESS) {
                request.cancel();
                exchange.cancel(true);
            }
        }
    }

    private Answer exchange(HttpUriRequestBase request, int most) throws IOException {
        // Not by a handler: that would read an answer to its end, however long.
        ClassicHttpResponse answer = http.executeOpen(null, request, null);
        try {
            Header again = answer.getFirstHeader("Retry-After");
            return new Answer(
                    answer.getCode(),
                    again == null ? null : again.getValue(),
                    most == 0 ? new byte[0] : body(answer.getEntity(), most));
        } finally {
            // Closing would do so too, so first it hangs up, unless all was read.
            request.cancel();
            Closer.closeQuietly(answer);
        }
    }

    private static byte[] body(@Nullable HttpEntity entity, int most) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        byte[] body = entity.getContent().readNBytes(most + 1);
        if (body.length > most) {
            throw new TooMuchException();
        }
        return body;
    }

    private static Failure failure(@Nullable Throwable cause) {
        return switch (cause) {
            case Destinations.NotAllowedException e -> Failure.NOT_ALLOWED;
            case TooMuchException e -> Failure.TOO_MUCH;
            // A connection that is not made in time is one of these.
            case InterruptedIOException e -> Failure.TOO_SLOW;
            case null, default -> Failure.UNREACHABLE;
        };
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}
