package dev.yardstick.acceptance.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.metrics.Collector.Span;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace leads from what a CRM sends, through the log and Kafka, to what is visible. */
class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path data = Path.of("");

    @Test
    void fromTheCallersSpanToTheVisibleTimelineInBothServices() throws Exception {
        try (Collector collector = new Collector()) {
            System.setProperty("yardstick.tracing.endpoint", collector.endpoint());
            try (Server server = Servers.start(data)) {
                walk(server, collector);
            } finally {
                System.clearProperty("yardstick.tracing.endpoint");
            }
        }
    }

    private static void walk(Server server, Collector collector) throws Exception {
        Api api = Api.of(server);
        api.client().hire("tracy", "Tracy Tracer");
        HttpResponse<String> sent =
                deal(server, "deal-1", "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        long position = position(sent);
        api.timeline("tracy", Scenario.YEAR, position);
        Span request = span(collector, "POST /api/v1/crm/events");
        Span command = span(collector, "RecordCrmEvents");
        Span ship = span(collector, "ship");
        Span visible = span(collector, "visible");
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(command.parent()).isEqualTo(request.id());
        assertThat(ship.parent()).isEqualTo(request.id());
        assertThat(visible.parent()).isEqualTo(ship.id());
        assertThat(List.of(request, command, ship))
                .extracting(Span::service)
                .containsOnly("command-service");
        assertThat(visible.service()).isEqualTo("query-service");
        assertThat(List.of(command, ship, visible))
                .extracting(span -> span.attributes().get("yardstick.position"))
                .containsOnly(String.valueOf(position));
        assertThat(request.attributes().get("http.response.status_code")).isEqualTo("202");
        await().atMost(PATIENCE)
                .until(() ->
                        collector.spans().stream()
                                .anyMatch(s ->
                                        s.name().equals("apply")
                                                && visible.links().contains(s.id())
                                                && s.links().contains(ship.id())));
        assertThat(sent.headers().firstValue("X-Correlation-Id"))
                .contains(TRACE + "-" + request.id());

        HttpResponse<String> own = deal(server, "deal-2", "X-Correlation-Id", "mine-1");
        assertThat(own.headers().firstValue("X-Correlation-Id")).contains("mine-1");
        api.timeline("tracy", Scenario.YEAR, position(own));
        HttpResponse<String> unsampled =
                deal(
                        server,
                        "deal-3",
                        "traceparent",
                        "00-" + "a".repeat(32) + "-" + CALLER + "-00");
        api.timeline("tracy", Scenario.YEAR, position(unsampled));
        await().atMost(PATIENCE)
                .until(() ->
                        collector.spans().stream()
                                .anyMatch(s -> s.name().endsWith("/{rep}/timeline")));
        assertThat(collector.sent()).doesNotContain("tracy").doesNotContain("Tracer");
        assertThat(collector.spans()).noneMatch(span -> span.trace().startsWith("aaaa"));
    }

    /** Each service sends its own when it likes. */
    private static Span span(Collector collector, String name) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                collector.spans().stream()
                                        .filter(span -> span.trace().equals(TRACE))
                                        .filter(span -> span.name().equals(name))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static long position(HttpResponse<String> sent) {
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        return new Api.Answer(sent.statusCode(), sent.body()).position();
    }

    private static HttpResponse<String> deal(
            Server server, String subject, String header, String value) throws Exception {
        URI address = server.commandAddress().resolve("/api/v1/crm/events");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer " + server.tokens().get("crm"))
                                .header("Content-Type", "application/cloudevents+json")
                                .header(header, value)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                Scenario.won(
                                                        "tracy", subject, subject, 3, "100.00")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
