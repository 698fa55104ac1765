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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a service in a process of its own, by the setting that the document names. */
@Timeout(180)
class JsonLogIT {

    private final List<String> said = new ArrayList<>();

    /** The next line that has something. */
    private JsonNode next(BufferedReader log, String part) throws IOException {
        String line = "";
        while (!line.contains(part)) {
            line = log.readLine();
            if (line == null) {
                throw new AssertionError("it ended: " + said);
            }
            said.add(line);
        }
        return JsonMapper.shared().readTree(line);
    }

    private static void send(String address, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + RunningCommandService.token("admin"))
                        .header("Content-Type", "application/json")
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

    @Test
    void isJsonWithPositionPersonAndCorrelationAndNamesNobody() throws Exception {
        Process process = start();
        try (BufferedReader log = process.inputReader()) {
            JsonNode ledger = next(log, "the ledger goes on");
            assertThat(ledger.required("position").asString()).isEqualTo("0");
            String started = next(log, "Tomcat started").required("message").stringValue();
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
            JsonNode removed = next(log, "are removed");
            assertThat(removed.required("person").stringValue()).isEqualTo("robin");
            assertThat(removed.required("correlation").stringValue()).isEqualTo("call-7");
            assertThat(removed.at("/log/level").stringValue()).isEqualTo("INFO");
            assertThat(said).allSatisfy(line -> assertThat(line).startsWith("{"));
            assertThat(said).noneMatch(line -> line.contains("Robin Hood"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
