package dev.yardstick.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.CommandService;
import dev.yardstick.command.RunningCommandService;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a service in a process of its own, by the setting that the document names. */
class JsonLogIT {

    private final List<String> said = new ArrayList<>();

    /** A line that has something, said already or yet to come. */
    private JsonNode line(BufferedReader log, String part) throws IOException {
        while (said.stream().noneMatch(line -> line.contains(part))) {
            String next = log.readLine();
            if (next == null) {
                throw new AssertionError("it ended: " + said);
            }
            said.add(next);
        }
        return JsonMapper.shared()
                .readTree(
                        said.stream()
                                .filter(line -> line.contains(part))
                                .findFirst()
                                .orElseThrow());
    }

    private static void send(String address, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + RunningCommandService.token("admin"))
                        .header(
                                "Content-Type",
                                path.contains("/crm/")
                                        ? "application/cloudevents+json"
                                        : "application/json")
                        .header("X-Correlation-Id", "call-7")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        }
    }

    private static Process start() throws IOException {
        ProcessBuilder service =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        // Without what the tests log by.
                        Arrays.stream(
                                        System.getProperty("java.class.path")
                                                .split(File.pathSeparator))
                                .filter(part -> !part.endsWith("test-classes"))
                                .collect(Collectors.joining(File.pathSeparator)),
                        CommandService.class.getName());
        service.environment()
                .putAll(
                        Map.of(
                                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                                "SPRING_MAIN_BANNERMODE", "off"));
        service.command().addAll(RunningCommandService.settings());
        return service.redirectErrorStream(true).start();
    }

    private static void endAfter(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isJsonWithPositionPersonAndCorrelationAndNamesNobody() throws Exception {
        Process process = start();
        // Whoever reads what it says would wait for ever.
        Thread.ofVirtual().start(() -> endAfter(process, Duration.ofMinutes(1)));
        try (BufferedReader log = process.inputReader()) {
            JsonNode ledger = line(log, "the ledger goes on");
            assertThat(ledger.required("position").asString()).isEqualTo("0");
            String started = line(log, "Tomcat started").required("message").stringValue();
            String address = "http://127.0.0.1:" + started.replaceAll("\\D*(\\d+).*", "$1");
            send(
                    address,
                    "PUT",
                    "/api/v1/reps/robin",
                    """
                    {"name":"Robin Hood","team":"North","manager":"kim","hiredOn":"2026-01-01",\
                    "timeZone":"UTC","on":"2026-01-01"}\
                    """);
            send(
                    address,
                    "POST",
                    "/api/v1/crm/events",
                    """
                    {"specversion":"1.0","type":"crm.deal.won","source":"/crm","subject":"d","id":"1",\
                    "time":"2026-02-01T10:00:00Z","data":{"rep":"robin","account":"nobody-knows",\
                    "occurredAt":"2026-02-01","amount":"1.00","currency":"EUR"}}\
                    """);
            send(address, "POST", "/api/v1/reps/robin/erasure", "{\"reason\":\"requested\"}");
            JsonNode removed = line(log, "are removed");
            assertThat(removed.required("person").stringValue()).isEqualTo("robin");
            assertThat(removed.required("correlation").stringValue()).isEqualTo("call-7");
            assertThat(removed.at("/log/level").stringValue()).isEqualTo("INFO");
            assertThat(said).allSatisfy(line -> assertThat(line).startsWith("{"));
            assertThat(said).noneMatch(line -> line.contains("Robin Hood"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
