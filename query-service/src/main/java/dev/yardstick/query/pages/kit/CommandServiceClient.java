package dev.yardstick.query.pages.kit;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.CommandService;
import dev.yardstick.query.access.Tokens;
import dev.yardstick.runtime.Correlation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Hands what a person typed on to command-service, over its public API and in that person's name:
 * what she may not do there she cannot do here.
 */
@Component
public class CommandServiceClient {

    private static final Logger LOG = LoggerFactory.getLogger(CommandServiceClient.class);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final RestClient client;
    private final Tokens tokens;
    private final JsonMapper json;

    CommandServiceClient(CommandService.Settings settings, Tokens tokens, JsonMapper json) {
        this.tokens = tokens;
        JdkClientHttpRequestFactory requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .connectTimeout(CONNECT)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
        requests.setReadTimeout(ANSWER);
        this.client =
                RestClient.builder()
                        .baseUrl(settings.url().toString())
                        .requestFactory(requests)
                        .requestInitializer(request -> {
                            CommandService.requireNothingHeld();
                            Correlation.current()
                                    .ifPresent(
                                            id -> request.getHeaders().set(Correlation.HEADER, id));
                        })
                        .build();
        // What a CRM sent is shown, and sent again, digit by digit.
        this.json =
                json.rebuild().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    }

    /** What became of a call. */
    public sealed interface Sent {}

    /**
     * It was done, or answered.
     *
     * @param position which to wait for to read what was written: {@code after}; 0 where the answer
     *     names none
     */
    public record Accepted(long position, JsonNode body) implements Sent {}

    /**
     * It was not done.
     *
     * @param status as command-service answered; 503 where it did not answer
     * @param code the stable name of the reason; null where it has none
     * @param detail what happened, in the language of the page
     */
    public record Refused(int status, @Nullable String code, String detail, List<Fault> faults)
            implements Sent {

        /** What would be right, where there is only one thing; else what happened. */
        public String reason() {
            return faults.size() == 1 ? faults.getFirst().message() : detail;
        }

        /** Of the page that shows the form again. */
        public HttpStatus formStatus() {
            return status == HttpStatus.SERVICE_UNAVAILABLE.value()
                    ? HttpStatus.SERVICE_UNAVAILABLE
                    : HttpStatus.UNPROCESSABLE_CONTENT;
        }
    }

    /** What is wrong in a body: {@code clauses[0].target}, and what would be right. */
    public record Fault(String path, String message) {}

    /** Sends a command. */
    public Sent post(String path, Object body, Object... variables) {
        return send(HttpMethod.POST, path, body, headers -> {}, variables);
    }

    /** Sends a command of a form that may come twice: the same key does it once. */
    public Sent postOnce(String key, String path, Object body, Object... variables) {
        Consumer<HttpHeaders> once = headers -> headers.set("Idempotency-Key", key);
        return send(HttpMethod.POST, path, body, key.isEmpty() ? headers -> {} : once, variables);
    }

    /** Sends a command that may be repeated. */
    public Sent put(String path, Object body, Object... variables) {
        return send(HttpMethod.PUT, path, body, headers -> {}, variables);
    }

    /** Sends a command about a version: what was revised meanwhile is refused with 412. */
    public Sent postIfMatch(String version, String path, Object body, Object... variables) {
        Consumer<HttpHeaders> match = headers -> headers.setIfMatch("\"" + version + "\"");
        return send(HttpMethod.POST, path, body, match, variables);
    }

    /** Reads what only command-service knows. */
    public Sent get(String path, Object... variables) {
        return send(HttpMethod.GET, path, null, headers -> {}, variables);
    }

    /**
     * Copies an answer as it comes.
     *
     * @throws IOException when it is refused or breaks off: what was copied is not the whole
     */
    public void copy(OutputStream out, String type, String path, Object... variables)
            throws IOException {
        try {
            client.get()
                    .uri(path, variables)
                    .header(HttpHeaders.ACCEPT, type)
                    .headers(headers -> headers.setBearerAuth(tokens.inNameOfCaller()))
                    .exchangeForRequiredValue((sent, answer) -> {
                        if (!answer.getStatusCode().is2xxSuccessful()) {
                            throw new IOException(path + " was answered " + answer.getStatusCode());
                        }
                        return answer.getBody().transferTo(out);
                    });
        } catch (ResourceAccessException e) {
            throw new IOException(e);
        }
    }

    private Sent send(
            HttpMethod method,
            String path,
            @Nullable Object body,
            Consumer<HttpHeaders> more,
            Object... variables) {
        RestClient.RequestBodySpec request =
                client.method(method)
                        .uri(path, variables)
                        .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                        .headers(headers -> {
                            headers.setBearerAuth(tokens.inNameOfCaller());
                            headers.setAcceptLanguageAsLocales(List.of(language()));
                            more.accept(headers);
                        });
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsString(body));
        }
        try {
            return request.exchangeForRequiredValue((sent, answer) -> read(answer));
        } catch (ResourceAccessException e) {
            LOG.warn("{} {} was not answered: {}", method, path, e.toString());
            return new Refused(
                    503, Reason.NO_ANSWER.code(), Reason.NO_ANSWER.in(language()), List.of());
        }
    }

    private Sent read(ClientHttpResponse answer) throws IOException {
        int status = answer.getStatusCode().value();
        JsonNode body = parsed(answer.getBody().readAllBytes());
        if (answer.getStatusCode().is2xxSuccessful()) {
            return new Accepted(body.path("position").longValue(0), body);
        }
        return new Refused(
                status,
                body.path("code").stringValue(null),
                body.path("detail").stringValue("command-service answered " + status),
                body.path("errors")
                        .valueStream()
                        .map(fault -> new Fault(text(fault, "path"), text(fault, "message")))
                        .toList());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }

    private JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** What is refused is told in the language of the page. */
    private static Locale language() {
        return LocaleContextHolder.getLocale();
    }
}
