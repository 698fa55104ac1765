package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.core.type.TypeReference;
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
record Organisation(ApiClient commands, int reps, int busy, int facts, int factsOfBusy) {

    static final int LARGE_TEAM = 50;
    static final int TEAM = 10;

    private static final int SENDERS = 32;
    private static final int ACCOUNTS = 4;
    private static final int BATCH = 20_000;
    private static final LocalDate JAN_1 = LocalDate.now().withDayOfYear(1);
    private static final int DAYS = LocalDate.now().getDayOfYear();

    /** The same, told to another server. */
    Organisation at(ApiClient commands) {
        return new Organisation(commands, reps, busy, facts, factsOfBusy);
    }

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
        put(
                "/api/v1/reps/" + id,
                Map.of(
                        "name",
                        "Rep " + number,
                        "team",
                        team(number),
                        "manager",
                        "manager-of-" + team(number),
                        "hiredOn",
                        JAN_1.minusYears(1).toString(),
                        "timeZone",
                        "UTC"));
        for (int i = 0; i < ACCOUNTS; i++) {
            put(
                    "/api/v1/accounts/" + account(number, i),
                    Map.of(
                            "name",
                            "Account " + i,
                            "tier",
                            i % 2 == 0 ? "primary" : "secondary",
                            "owner",
                            id,
                            "inherited",
                            i == 0));
        }
        return put("/api/v1/expectations/" + expectation(number), expectation(id));
    }

    private long put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return commands.put(path, body).require(path).position();
    }

    private static String expectation(int number) {
        return "year-of-" + rep(number);
    }

    private static String account(int rep, int number) {
        return rep(rep) + "-account-" + number;
    }

    private static Map<String, ?> expectation(String rep) throws IOException {
        try (InputStream example =
                Objects.requireNonNull(
                        Server.class.getResourceAsStream("/examples/expectation.json"))) {
            ObjectNode expectation = (ObjectNode) JsonMapper.shared().readTree(example);
            expectation.put("rep", rep);
            expectation.put("from", JAN_1.toString());
            expectation.put("to", JAN_1.plusYears(1).minusDays(1).toString());
            ObjectNode meetings = ((ArrayNode) expectation.required("clauses")).addObject();
            meetings.put("id", "meetings").put("topic", "client-meetings");
            meetings.putObject("measure").put("kind", "count").put("of", "meeting");
            meetings.putObject("target").put("atLeast", 400);
            return JsonMapper.shared().convertValue(expectation, new TypeReference<>() {});
        }
    }

    private long tell(int first, int last, int each, Random random)
            throws IOException, InterruptedException {
        long reached = 0;
        List<String> events = new ArrayList<>();
        for (int fact = 0; fact < each; fact++) {
            for (int rep = first; rep < last; rep++) {
                events.add(event(rep, fact, random));
                if (events.size() == BATCH) {
                    reached = report(events);
                    events.clear();
                }
            }
        }
        return events.isEmpty() ? reached : report(events);
    }

    private long report(List<String> events) throws IOException, InterruptedException {
        Receipt receipt = commands.report(events);
        if (receipt.accepted() != events.size() || receipt.parked() > 0) {
            throw new IOException("not all was taken: " + receipt);
        }
        return receipt.position();
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
        List<String> events = new ArrayList<>();
        for (int rep = 0; rep < first; rep++) {
            events.add(call(rep, round));
        }
        return report(events);
    }

    /** One more call of one rep; answers its position. */
    long touchOne(int rep, String round) throws IOException, InterruptedException {
        return report(List.of(call(rep, round)));
    }

    private static String call(int rep, String round) {
        return event(
                "call.logged",
                "touch-" + round + "-" + rep,
                rep,
                JAN_1.plusDays(rep % DAYS).toString(),
                "\"method\":\"cold-call-phone\"");
    }
}
