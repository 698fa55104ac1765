package dev.yardstick.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.Servers;
import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator finds out what a CRM told and Yardstick did not hear, and mends it. */
class ReconcileIT {

    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "crm-csv");

    @TempDir private static Path data = Path.of("");
    @TempDir private Path recorded = Path.of("");
    @TempDir private Path export = Path.of("");

    private static Server server;
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        server = Servers.startOnTwoPortsInARow(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatWasLostIsFoundAndMendedAndWhatDiffersIsLeftToPeople() throws Exception {
        copyTo(recorded);
        copyTo(export);
        change(recorded, "activities.csv", "(?m)^3;.*\n", "");
        change(recorded, "deals.csv", "(?m)^D-103;.*\n", "");
        change(recorded, "activities.csv", "\\z", "9;5/1/2026 9:00;Robin Ames;Call;;cold;;\n");
        change(export, "deals.csv", "18500,50", "17000,25");
        assertThat(run(new ImportCommand(), "csv", export)).isZero();
        assertThat(run(new ImportCommand(), "crm-csv", recorded)).isZero();
        String log = audit();

        Run first = reconcile();
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.lines())
                .containsExactly(
                        "/our-spreadsheets: 7 records compared, 4 the same",
                        "  missing         2: in the export, not recorded",
                        "    activities.csv:4: activity 3",
                        "    deals.csv:4: deal D-103",
                        "  different       1: recorded with other content",
                        "    deals.csv:2: deal D-101",
                        "      amount: recorded 18500.5, exported 17000.25",
                        "  extra           1: recorded, not in the export",
                        "    activity 9 of 2026-01-05",
                        "With --emit the missing ones are sent.",
                        "What differs is never overwritten: where the export is right, import its"
                                + " row with a newer time or a higher revision.");
        assertThat(audit()).isEqualTo(log);

        Run mending = reconcile("--emit");
        assertThat(mending.code()).isEqualTo(1);
        assertThat(mending.lines()).contains("  CRM events          2: 2 new, 0 already there");

        Run second = reconcile();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.lines())
                .contains(
                        "/our-spreadsheets: 7 records compared, 6 the same",
                        "  missing         0: in the export, not recorded");

        change(export, "deals.csv", "17000,25;13/2/2026;13/2/2026", "17000,25;13/2/2026;4/3/2026");
        assertThat(run(new ImportCommand(), "crm-csv", export)).as("%s", err).isZero();
        Run last = reconcile("--from", "2026-02-01");
        assertThat(last.code()).as("%s", last).isZero();
        assertThat(last.lines()).contains("/our-spreadsheets: 7 records compared, 7 the same");
        assertThat(reconcile().code()).isEqualTo(1);
    }

    @Test
    void aFileOfEventsIsComparedAndSentAsItIs() throws Exception {
        copyTo(export);
        assertThat(run(new ImportCommand(), "csv", export)).isZero();
        Path file = export.resolve("crm.ndjson");
        Files.writeString(
                file,
                """
                {"specversion":"1.0","type":"crm.call.logged","source":"/file","subject":"1","id":"a","time":"2026-03-01T10:00:00Z","data":{"rep":"robin","occurredAt":"2026-03-01"}}

                {"specversion":"1.0","type":"crm.call.logged","source":"/file","subject":"2","id":"b","time":"2026-03-01T10:00:00Z","data":{"rep":"robin","occurredAt":"2026-03-01T23:30:00Z"}}
                """);
        Run first = reconcile(file, "--source", "/file", "--emit");
        assertThat(first.code()).as("%s %s", first, err).isZero();
        assertThat(first.lines())
                .contains("    crm.ndjson:3: activity 2")
                .contains("  CRM events          2: 2 new, 0 already there");
        assertThat(reconcile(file, "--source", "/file").code()).isZero();
        assertThat(reconcile(file, "--source", "/else").code()).isEqualTo(1);
        assertThat(err.toString()).contains("[0].source must be /else");
    }

    @Test
    void whatAConnectionMissedIsSentInItsPlace() throws Exception {
        copyTo(export);
        assertThat(run(new ImportCommand(), "csv", export)).isZero();
        Path file = export.resolve("missed.ndjson");
        Files.writeString(
                file,
                """
                {"specversion":"1.0","type":"crm.call.logged","source":"/crm/missed","subject":"1","id":"a","time":"2026-03-01T10:00:00Z","data":{"rep":"robin","occurredAt":"2026-03-01"}}
                """);
        try (ApiClient api =
                new ApiClient(
                        server.commandAddress(),
                        Objects.requireNonNull(server.tokens().get("operator")))) {
            Map<String, String> twenty = Map.of("kind", "twenty");
            assertThat(api.put("/api/v1/crm/connections/missed", twenty).status()).isEqualTo(200);
        }
        Run sent = reconcile(file, "--source", "/crm/missed", "--emit");
        assertThat(sent.code()).as("%s %s", sent, err).isZero();
        assertThat(sent.lines()).contains("  CRM events          1: 1 new, 0 already there");
    }

    private static void copyTo(Path directory) throws IOException {
        for (String file : Objects.requireNonNull(EXAMPLE.toFile().list())) {
            Files.copy(EXAMPLE.resolve(file), directory.resolve(file));
        }
    }

    private static void change(Path directory, String file, String from, String to)
            throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, Files.readString(path).replaceFirst(from, to));
    }

    private record Run(int code, List<String> lines) {}

    private Run reconcile(String... options) {
        return reconcile(export, options);
    }

    private Run reconcile(Path from, String... options) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(from.toString()));
        arguments.addAll(Arrays.asList(options));
        return new Run(
                execute(new ReconcileCommand(), out, arguments), out.toString().lines().toList());
    }

    private int run(Object command, String dataSet, Path from) {
        return execute(command, new StringWriter(), List.of(dataSet, from.toString()));
    }

    private int execute(Object command, StringWriter out, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", data.toString()));
        all.addAll(List.of("--port", Integer.toString(server.queryPort())));
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static String audit() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.commandAddress().resolve("/api/v1/audit/events"))
                            .header("Authorization", "Bearer " + server.tokens().get("auditor"))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
