package dev.yardstick.acceptance.support;

import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both services over HTTP, as anybody would call them. */
public final class Api {

    /** Where rebuilds are ordered and listed. */
    public static final String REBUILDS = "/api/v1/projections/rebuilds";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI commands;
    private final URI queries;
    private final Map<String, String> tokens;

    public Api(URI commands, URI queries, Map<String, String> tokens) {
        this.commands = commands;
        this.queries = queries;
        this.tokens = tokens;
    }

    /** The ordinary calls, typed. */
    public Client client() {
        return new Client(commands, queries, tokens);
    }

    public static Api of(Server server) {
        return new Api(server.commandAddress(), server.queryAddress(), server.tokens());
    }

    /** An answer. */
    public record Answer(int status, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public long position() {
            return json().required("position").longValue();
        }

        public Answer must(int expected) {
            if (status != expected) {
                throw new AssertionError(status + " instead of " + expected + ": " + text);
            }
            return this;
        }
    }

    public Answer put(String path, String body) {
        return send("admin", commands, path, "application/json", "PUT", body);
    }

    public Answer post(String path, String body, String... headers) {
        return send("admin", commands, path, "application/json", "POST", body, headers);
    }

    public Answer crm(String type, String body) {
        return send("crm", commands, "/api/v1/crm/events", type, "POST", body);
    }

    /** What a CRM posts, without a token of ours. */
    public Answer webhook(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(commands.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = exchange(request.build());
        return new Answer(response.statusCode(), response.body());
    }

    /** The address of a path of command-service. */
    public URI address(String path) {
        return commands.resolve(path);
    }

    /** A role's token. */
    public String token(String role) {
        return Objects.requireNonNull(tokens.get(role));
    }

    public Answer operations(String path) {
        return send("operator", commands, path, "application/json", "GET", "");
    }

    /** What command-service answers to a token that is none of the roles' own. */
    public Answer operationsBy(String token, String path) {
        return by(token, commands.resolve(path));
    }

    /** What query-service answers to one. */
    public Answer queryBy(String token, String path) {
        return by(token, queries.resolve(path));
    }

    private Answer by(String token, URI address) {
        HttpResponse<String> response =
                exchange(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer " + token)
                                .build());
        return new Answer(response.statusCode(), response.body());
    }

    public Answer audit(String path) {
        return send("auditor", commands, path, "application/json", "GET", "");
    }

    /** A page, as a browser of a role gets it. */
    public HttpResponse<String> page(String role, String path) {
        return exchange(browser(path).header("Authorization", bearer(role)).build());
    }

    /** A page, as a browser that is not signed in gets it. */
    public HttpResponse<String> page(String path) {
        return exchange(browser(path).build());
    }

    /** The same with headers of its own, as nobody in particular. */
    public HttpResponse<String> pageWith(String path, String... headers) {
        HttpRequest.Builder request = browser(path);
        return exchange((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** A form with something typed into it, as a browser with a cookie posts it from our page. */
    public HttpResponse<String> typed(String path, String cookie, String typed) {
        return exchange(
                browser(path)
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofString(typed))
                        .build());
    }

    /** The cookie of a session that a token opens, where there are pages alone. */
    public static String session(URI pages, String token) {
        return new Api(pages, pages, Map.of()).session(token);
    }

    /** The cookie of a session that a token opens: its name and its value. */
    public String session(String token) {
        HttpResponse<String> entered = typed("/sign-in", "x=y", "token=" + token);
        return entered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** The address of the pages. */
    public URI pages() {
        return queries;
    }

    /** The status of an empty form, as a browser with a cookie posts it. */
    public int form(String path, String cookie, String... headers) {
        return exchange(
                        browser(path)
                                .header("Cookie", cookie)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .headers(headers)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                .statusCode();
    }

    /** The status of an empty request of some method to a page. */
    public int sent(String method, String path, String... headers) {
        return exchange(
                        browser(path)
                                .headers(headers)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build())
                .statusCode();
    }

    private HttpRequest.Builder browser(String path) {
        return HttpRequest.newBuilder(queries.resolve(path)).header("Accept", "text/html");
    }

    public Answer query(String path, String... headers) {
        return send("auditor", queries, path, "application/json", "GET", "", headers);
    }

    /** A query of a role. */
    public Answer queryAs(String role, String path) {
        return send(role, queries, path, "application/json", "GET", "");
    }

    /** What an operator does to query-service. */
    public Answer operate(String method, String path, String body) {
        return send("operator", queries, path, "application/json", method, body);
    }

    /** A query with a token of one's own. */
    public Answer queryWith(String token, String path) {
        return with(token, queries.resolve(path));
    }

    /** What command-service tells a token of one's own. */
    public Answer commandWith(String token, String path) {
        return with(token, commands.resolve(path));
    }

    private Answer with(String token, URI address) {
        HttpResponse<String> response =
                exchange(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer " + token)
                                .build());
        return new Answer(response.statusCode(), response.body());
    }

    /** A statement to query-service with a token of one's own. */
    public Answer stateWith(String token, String path, String body) {
        HttpResponse<String> response =
                exchange(
                        HttpRequest.newBuilder(queries.resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        return new Answer(response.statusCode(), response.body());
    }

    /** A command with a token of one's own. */
    public Answer changeWith(String token, String method, String path, String body) {
        HttpResponse<String> response =
                exchange(
                        HttpRequest.newBuilder(commands.resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build());
        return new Answer(response.statusCode(), response.body());
    }

    /** A command of a role. */
    public Answer postAs(String role, String path, String body) {
        return send(role, commands, path, "application/json", "POST", body);
    }

    /** Reads a timeline once a position is visible, waiting longer than one call does. */
    public Answer timeline(String rep, String parameters, long after) {
        String path = "/api/v1/reps/" + rep + "/timeline?" + parameters + "&after=" + after;
        Answer answer = query(path);
        for (int i = 0; i < 20 && answer.status() == 503; i++) {
            answer = query(path);
        }
        return answer.must(200);
    }

    private Answer send(
            String role,
            URI base,
            String path,
            String type,
            String method,
            String body,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", type)
                        .header("Authorization", bearer(role))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = exchange(request.build());
        return new Answer(response.statusCode(), response.body());
    }

    private String bearer(String role) {
        return "Bearer " + Objects.requireNonNull(tokens.get(role));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
