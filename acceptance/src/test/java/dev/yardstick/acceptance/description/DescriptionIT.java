package dev.yardstick.acceptance.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.description.Described.Call;
import dev.yardstick.acceptance.description.Described.Example;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the services say of themselves as OpenAPI is complete, and true. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DescriptionIT {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The examples are one story: what comes first, and what ends it. */
    private static final List<String> FIRST =
            List.of(
                    "putRep",
                    "putAccount",
                    "putTemplate",
                    "setExpectation",
                    "communicateExpectation",
                    "acknowledgeExpectation",
                    "disputeExpectation",
                    "withdrawExpectation",
                    "defineConnection",
                    "putSecrets",
                    "tellEvents",
                    "logConversation",
                    "reportAbsence",
                    "makeToken",
                    "beginRebuild");

    private static final List<String> LAST =
            List.of("closeExpectation", "reportDeparture", "eraseRep");

    /** What the story has nothing or nobody for; the problem is described as well. */
    private static final Map<String, Integer> REFUSED =
            Map.ofEntries(
                    Map.entry("deliver", 404),
                    Map.entry("cancelTalk", 404),
                    Map.entry("findUnapplied", 404),
                    Map.entry("retryUnapplied", 404),
                    Map.entry("dismissUnapplied", 404),
                    Map.entry("askForFetches", 422),
                    Map.entry("lookUpOwners", 409),
                    Map.entry("snoozeMatter", 422),
                    Map.entry("planTalk", 422),
                    Map.entry("findPersonalKeys", 403),
                    Map.entry("createPersonalKeys", 403),
                    Map.entry("usedToken", 403));

    private static final Pattern KNOWN = Pattern.compile("is not known here: expected are (.*)");

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private final HttpClient http = HttpClient.newHttpClient();

    /** What ids came to be, by the call's and the parameter's name. */
    private static final Map<String, String> IDS = new HashMap<>();

    private static Server server() {
        return SERVER.get();
    }

    private static List<Described> described() {
        Api api = Api.of(server());
        String token = api.token("admin");
        return List.of(
                new Described(
                        "command-service", api.commandWith(token, "/v3/api-docs").must(200).json()),
                new Described(
                        "query-service", api.queryWith(token, "/v3/api-docs").must(200).json()));
    }

    private static List<Call> calls() {
        return described().stream().flatMap(one -> one.calls().stream()).toList();
    }

    /** With {@code -Dgolden.write=true} the documents are written anew. */
    @Test
    @Order(1)
    void theDocumentsAreWhatTheServicesSay() throws IOException {
        for (Described said : described()) {
            Path document = Sources.root().resolve("docs/openapi/" + said.service() + ".json");
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(document, JSON.writeValueAsString(said.document()) + "\n");
            }
            assertThat(JSON.readTree(Files.readString(document))).isEqualTo(said.document());
        }
    }

    @Test
    @Order(2)
    void everyCallSaysWhatItTakesAndAnswers() {
        List<String> gaps = new ArrayList<>();
        assertThat(calls()).hasSizeGreaterThan(75);
        for (Call call : calls()) {
            require(gaps, call, "summary", !call.told().path("summary").stringValue("").isBlank());
            for (JsonNode parameter : call.parameters()) {
                String name = parameter.required("name").stringValue();
                require(gaps, call, name, parameter.has("schema") && parameter.has("description"));
                require(
                        gaps,
                        call,
                        name + " by example",
                        !parameter.path("required").booleanValue(false)
                                || parameter.has("example"));
            }
            call.bodies()
                    .forEach((type, body) ->
                            require(
                                    gaps,
                                    call,
                                    type,
                                    body.has("schema") && !body.path("examples").isEmpty()));
            List<Integer> right = call.statuses().stream().filter(s -> s < 300).toList();
            require(gaps, call, "one right answer", right.size() == 1);
            call.statuses()
                    .forEach(status ->
                            require(
                                    gaps,
                                    call,
                                    "schema of " + status,
                                    !call.answers(status).isEmpty()
                                            && call.answers(status).values().stream()
                                                    .allMatch(a -> a.has("schema"))));
            require(gaps, call, "401", call.statuses().containsAll(List.of(400, 401, 403, 503)));
        }
        assertThat(gaps).isEmpty();
    }

    private static void require(List<String> gaps, Call call, String what, boolean there) {
        if (!there) {
            gaps.add(call + ": " + what);
        }
    }

    @Test
    @Order(3)
    void everyExampleIsAnsweredAsDescribed() {
        assertThat(tell(calls().stream().filter(call -> !LAST.contains(call.id())).toList()))
                .isEmpty();
    }

    @Test
    @Order(5)
    void andSoAreThoseThatEndTheStory() {
        assertThat(tell(calls().stream().filter(call -> LAST.contains(call.id())).toList()))
                .isEmpty();
    }

    private List<String> tell(List<Call> calls) {
        List<String> wrong = new ArrayList<>();
        for (Call call :
                calls.stream().sorted(Comparator.comparing(DescriptionIT::turn)).toList()) {
            for (Example example : call.examples()) {
                if (example.body() != null) {
                    call.of()
                            .faults(example.schema(), example.body())
                            .forEach(fault -> wrong.add(example + " is no such body: " + fault));
                }
                HttpResponse<String> answer = send(example);
                int right =
                        REFUSED.getOrDefault(
                                call.id(),
                                call.statuses().stream().min(Integer::compare).orElseThrow());
                boolean hasEnded = call.id().equals("cancelRebuild") && answer.statusCode() == 409;
                if (answer.statusCode() != right && !hasEnded) {
                    wrong.add(example + " → " + answer.statusCode() + " " + answer.body());
                }
                wrong.addAll(undescribed(example, answer));
                learn(call, answer);
            }
        }
        return wrong;
    }

    /** Reading comes after what is read. */
    private static int turn(Call call) {
        int first = FIRST.indexOf(call.id());
        int last = LAST.indexOf(call.id());
        if (first >= 0) {
            return first;
        }
        int query = call.of().service().equals("query-service") ? 100 : 200;
        return last >= 0 ? 1_000 + last : call.method().equals("GET") ? query : query + 1;
    }

    private void learn(Call call, HttpResponse<String> answer) {
        if (answer.statusCode() >= 300
                || !call.answers(answer.statusCode()).containsKey("application/json")) {
            return;
        }
        JsonNode json = JSON.readTree(answer.body());
        switch (call.id()) {
            case "makeToken" -> IDS.put("revokeToken.id", json.get("id").stringValue());
            case "reportAbsence" -> IDS.put("cancelAbsence.id", json.get("id").stringValue());
            case "logConversation" -> {
                IDS.put("takeBackConversation.id", json.get("id").stringValue());
                IDS.putIfAbsent("settleAgreement.id", json.get("id").stringValue() + "-1");
            }
            case "listParked" -> {
                for (JsonNode parked : json.get("items").values()) {
                    String id = parked.get("id").stringValue();
                    String subject = parked.get("subject").stringValue();
                    if (subject.endsWith("deal-9")) {
                        IDS.put("repairParked.id", id);
                        IDS.put("findParked.id", id);
                    } else {
                        IDS.put(
                                (subject.endsWith("deal-10") ? "retry" : "dismiss") + "Parked.id",
                                id);
                    }
                }
            }
            case "latestCheckpoint" -> IDS.put("findCheckpoint.size", json.get("size").toString());
            default -> {
                // Nothing that another call needs.
            }
        }
    }

    /** What an answer has that is not described. */
    private static List<String> undescribed(Example example, HttpResponse<String> answer) {
        Call call = example.call();
        Map<String, JsonNode> described = call.answers(answer.statusCode());
        String type =
                answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode content = described.get(type);
        if (content == null) {
            return List.of(
                    example
                            + " → "
                            + answer.statusCode()
                            + " "
                            + type
                            + " is not described: "
                            + answer.body());
        }
        if (!type.endsWith("json") || type.endsWith("ndjson")) {
            return List.of();
        }
        return call.of().faults(content.get("schema"), JSON.readTree(answer.body())).stream()
                .map(fault -> example + " → " + fault)
                .toList();
    }

    /** Broken in one place, it is refused by that place. */
    @Test
    @Order(4)
    void whatIsNotDescribedIsRefused() {
        List<String> wrong = new ArrayList<>();
        for (Call call : calls()) {
            for (Example example : call.examples()) {
                if (example.body() instanceof ObjectNode body
                        && !call.id().startsWith("deliver")
                        && REFUSED.getOrDefault(call.id(), 422) == 422) {
                    example.schema()
                            .path("required")
                            .values()
                            .forEach(field -> {
                                ObjectNode broken = body.deepCopy();
                                broken.remove(field.stringValue());
                                requireRefused(wrong, example.with(broken), field.stringValue());
                            });
                    if (!call.id().equals("tellEvents")) {
                        ObjectNode broken = body.deepCopy();
                        broken.put("zzz", 1);
                        requireRefused(wrong, example.with(broken), "zzz");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void requireRefused(List<String> wrong, Example example, String path) {
        HttpResponse<String> answer = send(example);
        wrong.addAll(undescribed(example, answer));
        if (answer.statusCode() != 422) {
            wrong.add(example + " → " + answer.statusCode() + " " + answer.body());
            return;
        }
        List<JsonNode> faults =
                List.copyOf(JSON.readTree(answer.body()).required("errors").values());
        if (faults.stream().noneMatch(f -> f.required("path").stringValue().endsWith(path))) {
            wrong.add(example + " → " + answer.body());
        }
        Set<String> described = new TreeSet<>(example.schema().path("properties").propertyNames());
        for (JsonNode fault : faults) {
            Matcher known = KNOWN.matcher(fault.required("message").stringValue());
            if (known.matches() && fault.get("path").stringValue().equals("zzz")) {
                Set<String> read = new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
                read.remove("");
                if (!described.containsAll(read)) {
                    wrong.add(example + " reads " + read + ", described are " + described);
                }
            }
        }
    }

    private HttpResponse<String> send(Example example) {
        Call call = example.call();
        StringBuilder query = new StringBuilder();
        String path = call.path();
        Map<String, String> headers = new HashMap<>();
        for (JsonNode parameter : call.parameters()) {
            String name = parameter.required("name").stringValue();
            String value = value(call, parameter);
            switch (parameter.required("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> {
                    if (!value.isEmpty()) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(encoded(value));
                    }
                }
                default -> {
                    if (!value.isEmpty()
                            && (!name.startsWith("ce-")
                                    || example.type().equals("application/json"))) {
                        headers.put(name, name.equals("Idempotency-Key") ? key(example) : value);
                    }
                }
            }
        }
        URI base =
                call.of().service().equals("command-service")
                        ? server().commandAddress()
                        : server().queryAddress();
        HttpResponse<String> answer = null;
        for (String authorization : authorizations(call)) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path + query))
                            .header("Authorization", authorization)
                            .method(
                                    call.method(),
                                    HttpRequest.BodyPublishers.ofString(example.text()));
            headers.forEach(request::header);
            if (!example.type().isEmpty()) {
                request.header("Content-Type", example.type());
            }
            answer = exchange(request.build());
            if (answer.statusCode() != 403) {
                break;
            }
        }
        return Objects.requireNonNull(answer);
    }

    private String value(Call call, JsonNode parameter) {
        JsonNode example = parameter.path("example");
        String given = example.isArray() ? example.get(0).asString() : example.asString("");
        return IDS.getOrDefault(call.id() + "." + parameter.required("name").stringValue(), given);
    }

    /** A key of its own for each thing that is said. */
    private static String key(Example example) {
        return "key-" + Integer.toHexString(example.toString().hashCode());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20");
    }

    private static List<String> authorizations(Call call) {
        if (call.id().startsWith("deliver")) {
            byte[] user = "pipedrive:a long random text".getBytes(StandardCharsets.UTF_8);
            return List.of("Basic " + Base64.getEncoder().encodeToString(user));
        }
        return Stream.of(server().tokens().get("admin"), server().tokens().get("operator"))
                .map(token -> "Bearer " + token)
                .toList();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
