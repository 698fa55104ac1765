package dev.yardstick.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks over several connections at once, each for its next answer when the one before came. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private final URI server;
    private final String token;
    private final CloseableHttpClient http =
            HttpClients.custom()
                    .setConnectionManager(
                            PoolingHttpClientConnectionManagerBuilder.create()
                                    .setMaxConnTotal(CONNECTIONS)
                                    .setMaxConnPerRoute(CONNECTIONS)
                                    .build())
                    .disableContentCompression()
                    .build();

    Load(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * How fast answers came.
     *
     * @param perSecond answers a second
     * @param p99 that within which 99 of 100 came, in milliseconds
     */
    record Speed(double perSecond, double p99) {}

    /** One answer. */
    byte[] get(String path) throws IOException {
        HttpGet request = new HttpGet(server.resolve(path));
        request.setHeader("Authorization", "Bearer " + token);
        return http.execute(
                request,
                answer -> {
                    byte[] body = EntityUtils.toByteArray(answer.getEntity());
                    if (answer.getCode() != 200) {
                        throw new IOException(path + ": " + answer.getCode());
                    }
                    return body;
                });
    }

    /** Asks for so many seconds. */
    Speed during(double seconds, IntFunction<String> path)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return ask(path, number -> System.nanoTime() < end);
    }

    /** Asks so many questions. */
    Speed times(int count, IntFunction<String> path)
            throws InterruptedException, ExecutionException {
        return ask(path, number -> number < count);
    }

    private interface More {
        boolean asks(int number);
    }

    private Speed ask(IntFunction<String> path, More more)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        List<Callable<List<Long>>> loops = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            loops.add(() -> {
                List<Long> took = new ArrayList<>();
                for (int n = next.getAndIncrement(); more.asks(n); n = next.getAndIncrement()) {
                    long begin = System.nanoTime();
                    get(path.apply(n));
                    took.add(System.nanoTime() - begin);
                }
                return took;
            });
        }
        long begin = System.nanoTime();
        List<Long> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<List<Long>> took : threads.invokeAll(loops)) {
                all.addAll(took.get());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Speed(
                all.size() / seconds,
                sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
