package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A made-up sales organisation, sent as any client would: reps in teams, one of them of fifty; the
 * twelve clauses of the example's expectation for each; and a year of facts, many of them for the
 * first reps.
 *
 * @param busy how many reps have a busy year
 */
record Organisation(Server server, int reps, int busy, int facts, int factsOfBusy) {

    static final int LARGE_TEAM = 50;
    static final int TEAM = 10;

    private static final int SENDERS = 32;
    private static final int ACCOUNTS = 4;
    private static final int BATCH = 20_000;
    private static final LocalDate JAN_1 = LocalDate.now().withDayOfYear(1);
    private static final int DAYS = LocalDate.now().getDayOfYear();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static String rep(int number) {
        return "rep-%05d".formatted(number);
    }

    private static String team(int number) {
        return "team-" + (number < LARGE_TEAM ? 0 : number / TEAM);
    }

    /** Tells it all; answers the position from which it can be read. */
    long tell() throws IOException, InterruptedException, ExecutionException {
        List<Callable<Long>> calls = new ArrayList<>();
        for (int i = 0; i < reps; i++) {
            int number = i;
            calls.add(() -> hire(number));
        }
        send(calls);
        return Math.max(
                tell(0, busy, factsOfBusy, new Random(1)), tell(busy, reps, facts, new Random(2)));
    }

    private static void send(List<Callable<Long>> calls)
            throws InterruptedException, ExecutionException {
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (Future<Long> sent : senders.invokeAll(calls)) {
                sent.get();
            }
        }
    }

    private long hire(int number) throws IOException, InterruptedException {
        String id = rep(number);
        ObjectNode rep = JSON.createObjectNode();
        rep.put("name", "Rep " + number);
        rep.put("team", team(number));
        rep.put("manager", "manager-of-" + team(number));
        rep.put("hiredOn", JAN_1.minusYears(1).toString());
        rep.put("timeZone", "UTC");
        put("/api/v1/reps/" + id, rep);
        for (int i = 0; i < ACCOUNTS; i++) {
            ObjectNode account = JSON.createObjectNode();
            account.put("name", "Account " + i);
            account.put("tier", i % 2 == 0 ? "primary" : "secondary");
            account.put("owner", id);
            account.put("inherited", i == 0);
            put("/api/v1/accounts/" + account(number, i), account);
        }
        return put("/api/v1/expectations/" + expectation(number), expectation(id));
    }

    private static String expectation(int number) {
        return "year-of-" + rep(number);
    }

    private static String account(int rep, int number) {
        return rep(rep) + "-account-" + number;
    }

    private static ObjectNode expectation(String rep) throws IOException {
        try (InputStream example =
                Objects.requireNonNull(
                        Server.class.getResourceAsStream("/examples/expectation.json"))) {
            ObjectNode expectation = (ObjectNode) JSON.readTree(example);
            expectation.put("rep", rep);
            expectation.put("from", JAN_1.toString());
            expectation.put("to", JAN_1.plusYears(1).minusDays(1).toString());
            ArrayNode clauses = (ArrayNode) expectation.required("clauses");
            ObjectNode meetings = clauses.addObject();
            meetings.put("id", "meetings").put("topic", "client-meetings");
            meetings.putObject("measure").put("kind", "count").put("of", "meeting");
            meetings.putObject("target").put("atLeast", 400);
            return expectation;
        }
    }

    private long tell(int first, int last, int each, Random random)
            throws IOException, InterruptedException {
        long reached = 0;
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (int fact = 0; fact < each; fact++) {
            for (int rep = first; rep < last; rep++) {
                lines.append(event(rep, fact, random)).append('\n');
                if (++count % BATCH == 0) {
                    reached = post(lines);
                }
            }
        }
        return lines.isEmpty() ? reached : post(lines);
    }

    private static String event(int rep, int fact, Random random) {
        String day = JAN_1.plusDays(random.nextInt(DAYS)).toString();
        String account = account(rep, random.nextInt(ACCOUNTS));
        String subject = rep + "-" + fact;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 ->
                    event(
                            "call.logged",
                            subject,
                            rep,
                            day,
                            "\"method\":\"%s\""
                                    .formatted(
                                            random.nextBoolean()
                                                    ? "cold-call-phone"
                                                    : "cold-call-face-to-face"));
            case 5, 6 ->
                    event(
                            "meeting.held",
                            subject,
                            rep,
                            day,
                            "\"account\":\"%s\",\"channel\":\"face-to-face\"".formatted(account));
            case 7 ->
                    event(
                            "lead.generated",
                            subject,
                            rep,
                            day,
                            "\"account\":\"%s\",\"method\":\"referral\"".formatted(account));
            case 8 ->
                    random.nextBoolean()
                            ? event("travel.logged", subject, rep, day, "\"days\":\"0.5\"")
                            : event(
                                    "collaboration.held",
                                    subject,
                                    rep,
                                    day,
                                    "\"with\":[\"technical-team\"]");
            default ->
                    event(
                            "deal.won",
                            subject,
                            rep,
                            day,
                            "\"account\":\"%s\",\"amount\":\"%d.50\",\"currency\":\"USD\""
                                    .formatted(account, 100 + random.nextInt(9_000)));
        };
    }

    private static String event(String type, String subject, int rep, String day, String more) {
        return "{\"specversion\":\"1.0\",\"type\":\"crm.%s\",\"source\":\"/bench\",\"subject\":\"%s\",\"id\":\"1\",\"time\":\"%sT10:00:00Z\",\"data\":{\"rep\":\"%s\",\"occurredAt\":\"%s\",%s}}"
                .formatted(type, subject, day, rep(rep), day, more);
    }

    /** One more call for each of the first reps; answers the position. */
    long touch(int first, String round) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int rep = 0; rep < first; rep++) {
            String day = JAN_1.plusDays(rep % DAYS).toString();
            lines.append(
                            event(
                                    "call.logged",
                                    "touch-" + round + "-" + rep,
                                    rep,
                                    day,
                                    "\"method\":\"cold-call-phone\""))
                    .append('\n');
        }
        return post(lines);
    }

    private long post(StringBuilder lines) throws IOException, InterruptedException {
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        lines.setLength(0);
        return sent(
                request("/api/v1/crm/events", "crm")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private long put(String path, ObjectNode body) throws IOException, InterruptedException {
        return sent(
                request(path, "admin")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path, String role) {
        URI uri = server.commandAddress().resolve(path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token(role));
    }

    private static long sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() >= 300 || body.path("parked").asInt(0) > 0) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
        return body.required("position").longValue();
    }

    String token(String role) {
        return Objects.requireNonNull(server.tokens().get(role));
    }
}
