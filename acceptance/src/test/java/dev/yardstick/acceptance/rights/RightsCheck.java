package dev.yardstick.acceptance.rights;

import dev.yardstick.acceptance.rights.RightsWorld.Caller;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Tries every call and page of {@link RightsTable} as everybody, and tells what is not as it says.
 */
final class RightsCheck {

    private static final int AT_ONCE = 4;
    private static final Pattern REFUSED =
            Pattern.compile("may not make this call|is not of the team of|only a manager of all");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Server server;
    private final RightsWorld world;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** Whom an answer showed, by caller and call. */
    private final Map<String, Set<String>> shown = new ConcurrentHashMap<>();

    RightsCheck(Server server, RightsWorld world) {
        this.server = server;
        this.world = world;
    }

    private record Sent(int status, String location, String text) {

        boolean isUnknown() {
            return status == 401 || status == 302 && location.startsWith("/sign-in");
        }

        boolean isDenied() {
            return status == 403 || status == 404 || status == 422 && REFUSED.matcher(text).find();
        }

        boolean isLate() {
            return status == 422 && text.contains(" or later: from that day on ");
        }
    }

    /** What is not as the table says. */
    Queue<String> check() {
        for (RightsTable.Answered answered : RightsTable.answered()) {
            check(answered);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            RightsTable.rows().stream()
                    .filter(RightsTable.Row::isReading)
                    .forEach(row -> threads.execute(() -> check(row)));
        }
        checkAccessLog();
        RightsTable.rows().stream().filter(row -> !row.isReading()).forEach(this::check);
        return wrong;
    }

    private void check(RightsTable.Answered answered) {
        Sent got =
                send(
                        HttpRequest.newBuilder(server.commandAddress().resolve(answered.path()))
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Bearer " + server.token("manager", answered.manager()))
                                .method(
                                        answered.method(),
                                        HttpRequest.BodyPublishers.ofString(
                                                RightsWorld.filled(answered.body()))));
        String[] answer = answered.answer().split(" ", 2);
        if (got.status() != Integer.parseInt(answer[0])
                || answer.length > 1 && !got.text().contains(answer[1])) {
            wrong.add(answered + ": " + got.status() + " " + got.text());
        }
    }

    private void check(RightsTable.Row row) {
        try {
            if (row.who().contains("open")) {
                expect(row, "nobody", send(row, "", RightsWorld.ANN, "rt-ann", "now"), "let");
                return;
            }
            String time = row.times().getFirst();
            Sent none = send(row, "", RightsWorld.ANN, "rt-ann", time);
            expect(row, "nobody", none, "unknown");
            for (Caller caller : RightsWorld.NOBODY) {
                expect(
                        row,
                        caller,
                        send(row, world.token(caller), caller, "rt-ann", time),
                        "unknown");
            }
            RightsWorld.SOMEBODY.forEach(caller -> check(row, caller));
        } catch (RuntimeException e) {
            wrong.add(row + ": " + e);
        }
    }

    private void check(RightsTable.Row row, Caller caller) {
        String token = world.token(caller);
        if (!row.lets(caller)) {
            expect(
                    row,
                    caller,
                    send(row, token, caller, "rt-ann", row.times().getFirst()),
                    "denied");
            return;
        }
        for (String when : row.times()) {
            switch (row.of()) {
                case "rep" -> {
                    for (String rep : RightsWorld.objects(caller)) {
                        Sent sent = send(row, token, caller, rep, when);
                        String expected = of(row, caller, rep, when);
                        expect(row, caller + " of " + rep + " " + when, sent, expected);
                        if (expected.equals("denied") && sent.text().contains("Name-of-" + rep)) {
                            wrong.add(row + " as " + caller + " shows " + rep);
                        }
                    }
                }
                case "list" -> list(row, caller, send(row, token, caller, "rt-ann", when), when);
                default -> expect(row, caller, send(row, token, caller, "rt-ann", when), "let");
            }
        }
    }

    private static String of(RightsTable.Row row, Caller caller, String rep, String when) {
        if (!RightsWorld.isOpen(rep, caller)) {
            return "denied";
        }
        boolean late =
                !row.isReading()
                        && when.equals("then")
                        && caller.equals(RightsWorld.KIM)
                        && rep.equals("rt-mia");
        return late ? "late" : "done";
    }

    private void list(RightsTable.Row row, Caller caller, Sent sent, String when) {
        expect(row, caller + " " + when, sent, "done");
        Set<String> expected =
                row.only().stream()
                        .filter(RightsWorld.REPS::contains)
                        .filter(rep -> RightsWorld.isOpen(rep, caller))
                        .collect(Collectors.toCollection(TreeSet::new));
        boolean gave = sent.text().contains(RightsWorld.GAVE);
        if (!named(sent.text()).equals(expected) || gave && !RightsWorld.isOpen("rt-leo", caller)) {
            wrong.add(
                    "%s as %s %s shows %s%s"
                            .formatted(
                                    row, caller, when, named(sent.text()), gave ? " given" : ""));
        }
    }

    private static Set<String> named(String text) {
        return RightsWorld.OBJECTS.stream()
                .filter(text::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void expect(RightsTable.Row row, Object who, Sent sent, String expected) {
        boolean right =
                switch (expected) {
                    case "unknown" -> sent.isUnknown();
                    case "denied" -> sent.isDenied();
                    case "late" -> sent.isLate();
                    case "let" ->
                            sent.status() < 500
                                    && sent.status() != 403
                                    && (row.who().contains("open") || !sent.isUnknown());
                    default -> isDone(row, sent);
                };
        if (!right) {
            String text = sent.text().replaceAll("\\s+", " ");
            wrong.add(
                    "%s as %s: not %s but %d %s %s"
                            .formatted(
                                    row,
                                    who,
                                    expected,
                                    sent.status(),
                                    sent.location(),
                                    text.substring(0, Math.min(300, text.length()))));
        }
    }

    private static boolean isDone(RightsTable.Row row, Sent sent) {
        if (sent.isUnknown() || sent.isDenied() || sent.isLate()) {
            return false;
        }
        return sent.status() < 400
                || !row.isReading()
                        && (List.of(409, 412).contains(sent.status())
                                || row.isPage() && sent.status() == 422);
    }

    private Sent send(RightsTable.Row row, String token, Caller caller, String rep, String when) {
        String path = world.filled(row.path(), caller, rep, when);
        String sent = world.filled(row.sent(), caller, rep, when);
        boolean query = sent.startsWith("?");
        URI base = row.service().equals("c") ? server.commandAddress() : server.queryAddress();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(query ? path + sent : path))
                        .method(
                                row.method(),
                                HttpRequest.BodyPublishers.ofString(query ? "" : sent));
        if (!row.isReading()) {
            request.header("Content-Type", type(row));
        }
        if (path.endsWith("/revisions")) {
            request.header("If-Match", "\"1\"");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        Sent answer = send(request);
        boolean tells = row.of().equals("list") || row.of().equals("rep") && !isLive(path);
        if (tells && row.isReading() && row.service().equals("q") && answer.status() == 200) {
            Set<String> reps =
                    shown.computeIfAbsent(
                            actor(caller) + " GET " + path + sent,
                            call -> ConcurrentHashMap.newKeySet());
            reps.addAll(named(answer.text()));
            if (row.of().equals("rep")) {
                reps.add(rep);
            }
        }
        return answer;
    }

    private static String path(String location) {
        return String.valueOf(URI.create(location).getPath());
    }

    private static String actor(Caller caller) {
        return caller.person() == null ? caller.role() : caller.role() + ":" + caller.person();
    }

    private static String type(RightsTable.Row row) {
        if (row.isPage()) {
            return "application/x-www-form-urlencoded";
        }
        return switch (row.path()) {
            case "/api/v1/crm/events" -> "application/cloudevents+json";
            case "/api/v1/crm/reconciliations" -> "application/x-ndjson";
            default -> "application/json";
        };
    }

    /** The page that tells of moves goes on for ever: its beginning is enough. */
    private Sent send(HttpRequest.Builder request) {
        HttpRequest call = request.build();
        try {
            HttpResponse<InputStream> got =
                    http.send(call, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = got.body()) {
                boolean endless = isLive(call.uri().getPath()) && got.statusCode() == 200;
                return new Sent(
                        got.statusCode(),
                        got.headers().firstValue("Location").map(RightsCheck::path).orElse(""),
                        endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(call.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isLive(String path) {
        return path.equals("/live");
    }

    /** Whoever is shown is noted, and nobody else. */
    private void checkAccessLog() {
        Map<String, Set<String>> noted = new ConcurrentHashMap<>();
        String cursor = "";
        do {
            JsonNode page =
                    Api.of(server)
                            .query("/api/v1/audit/access?limit=1000" + cursor)
                            .must(200)
                            .json();
            for (JsonNode access : page.required("items")) {
                Set<String> reps =
                        noted.computeIfAbsent(
                                access.required("actor").stringValue()
                                        + " "
                                        + access.required("call").stringValue(),
                                call -> new TreeSet<>());
                access.required("reps").forEach(rep -> reps.add(rep.stringValue()));
            }
            JsonNode next = page.required("next");
            cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        shown.forEach((call, reps) -> {
            Set<String> found = new TreeSet<>(noted.getOrDefault(call, Set.of()));
            found.retainAll(RightsWorld.REPS);
            if (!found.equals(reps)) {
                wrong.add(call + " shows " + reps + " and notes " + found);
            }
        });
    }
}
