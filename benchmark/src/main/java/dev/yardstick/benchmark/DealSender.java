package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.client.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends won deals of a hundred reps, as any CRM would: NDJSON over HTTP. */
final class DealSender {

    private static final int REPS = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final int senders;

    DealSender(Server server, int senders) {
        this.server = server;
        this.senders = senders;
    }

    /** Hires the reps. */
    void prepare() throws IOException, InterruptedException {
        try (ApiClient commands = client(server.commandAddress())) {
            Map<String, String> rep =
                    Map.of(
                            "name", "Rep",
                            "team", "Bench",
                            "hiredOn", "2026-01-01",
                            "timeZone", "UTC");
            for (int i = 0; i < REPS; i++) {
                commands.put("/api/v1/reps/rep-" + i, rep).require("not hired");
            }
        }
    }

    /** The bodies of the requests of a round, made before the clock runs. */
    List<byte[]> streams(int round, int count) {
        return streams(count, deal -> event(round, deal, ""));
    }

    /** The same with deals that tell more: their lines in the log have 700 bytes. */
    List<byte[]> longStreams(int round, int count) {
        return streams(
                count,
                deal ->
                        event(
                                round,
                                deal,
                                (",\"channel\":\"%s\",\"outcome\":\"%s\",\"stage\":\"%s\","
                                                + "\"with\":[\"contact-%d\",\"contact-%d\"],"
                                                + "\"course\":\"how it went: step %d\"")
                                        .formatted(
                                                deal % 3 == 0 ? "partner" : "direct-sales",
                                                deal % 7 == 0
                                                        ? "won-after-trial"
                                                        : "won-as-offered",
                                                "closed",
                                                deal % 50,
                                                deal % 37,
                                                deal % 20)));
    }

    private List<byte[]> streams(int count, IntFunction<byte[]> event) {
        List<ByteArrayOutputStream> streams = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            streams.add(new ByteArrayOutputStream());
        }
        for (int deal = 0; deal < count; deal++) {
            streams.get(deal % senders).writeBytes(event.apply(deal));
        }
        return streams.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private static byte[] event(int round, int deal, String more) {
        return ("{\"specversion\":\"1.0\",\"type\":\"crm.deal.won\",\"source\":\"/bench\",\"subject\":\"deal-%d-%d\",\"id\":\"1\",\"time\":\"2026-03-01T10:00:00Z\",\"data\":{\"rep\":\"rep-%d\",\"occurredAt\":\"2026-%02d-%02d\",\"amount\":\"%d.25\",\"currency\":\"EUR\",\"method\":\"referral\"%s}}\n")
                .formatted(
                        round,
                        deal,
                        deal % REPS,
                        1 + deal % 12,
                        1 + deal % 28,
                        100 + deal % 9_000,
                        more)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends deals as a command each, so many at a time; answers the position reached. */
    long sendOneByOne(int round, int count, int inFlight)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        AtomicLong reached = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < inFlight; i++) {
                all.add(() -> {
                    for (int deal = next.getAndIncrement();
                            deal < count;
                            deal = next.getAndIncrement()) {
                        long position = sendOne(event(round, deal, ""));
                        reached.accumulateAndGet(position, Math::max);
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(all)) {
                done.get();
            }
        }
        return reached.get();
    }

    private long sendOne(byte[] event) throws IOException, InterruptedException {
        HttpRequest request =
                request(server.commandAddress().resolve("/api/v1/crm/events"), "crm")
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                        .build();
        return answer(http.send(request, HttpResponse.BodyHandlers.ofString()), 202)
                .required("position")
                .longValue();
    }

    /** Sends all streams at once; answers the position reached. */
    long send(List<byte[]> streams, int count)
            throws IOException, InterruptedException, ExecutionException {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (byte[] stream : streams) {
            HttpRequest request =
                    request(server.commandAddress().resolve("/api/v1/crm/events"), "crm")
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(stream))
                            .build();
            answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        long reached = 0;
        long accepted = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            JsonNode body = answer(answer.get(), 202);
            reached = Math.max(reached, body.required("position").longValue());
            accepted += body.required("accepted").longValue();
        }
        if (accepted != count) {
            throw new IOException(accepted + " of " + count + " were accepted");
        }
        return reached;
    }

    /** Sends a round of deals; answers how many a second became visible. */
    double sendUntilVisible(int round, int count)
            throws IOException, InterruptedException, ExecutionException {
        List<byte[]> streams = streams(round, count);
        long start = System.nanoTime();
        awaitVisible(send(streams, count));
        return Rounds.perSecond(count, System.nanoTime() - start);
    }

    /** Waits until a query answers for a position. */
    void awaitVisible(long position) throws IOException, InterruptedException {
        URI timeline = server.queryAddress().resolve("/api/v1/reps?limit=1&after=" + position);
        HttpRequest request = request(timeline, "admin").build();
        HttpResponse<String> response;
        do {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } while (response.statusCode() == 503);
        answer(response, 200);
    }

    /** Has the read model rebuilt and swapped; answers the seconds that it took. */
    double rebuild() throws IOException, InterruptedException {
        String path = "/api/v1/projections/rebuilds";
        JsonNode rebuild;
        try (ApiClient queries = client(server.queryAddress())) {
            rebuild = queries.post(path, Map.of(), Map.of()).require(path).body();
            String id = rebuild.required("id").asString();
            while (rebuild.required("state").asString().equals("running")) {
                Thread.sleep(100);
                rebuild = queries.get(path + "/" + id).require(path).body();
            }
        }
        if (!rebuild.required("equal").booleanValue()) {
            throw new IOException("the rebuild went wrong: " + rebuild);
        }
        Instant started = Instant.parse(rebuild.required("startedAt").asString());
        Instant ended = Instant.parse(rebuild.required("endedAt").asString());
        return Duration.between(started, ended).toNanos() / 1e9;
    }

    /** Waits until a rebuild runs. */
    void awaitRebuilding() throws IOException, InterruptedException {
        try (ApiClient queries = client(server.queryAddress())) {
            while (!queries.get("/api/v1/projections/rebuilds")
                    .require("no rebuilds")
                    .body()
                    .toString()
                    .contains("\"running\"")) {
                Thread.sleep(5);
            }
        }
    }

    private ApiClient client(URI service) {
        return new ApiClient(service, Objects.requireNonNull(server.tokens().get("admin")));
    }

    private HttpRequest.Builder request(URI uri, String role) {
        return HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "Bearer " + Objects.requireNonNull(server.tokens().get(role)));
    }

    private static JsonNode answer(HttpResponse<String> response, int status) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }
}
