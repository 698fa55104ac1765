package dev.yardstick.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.standalone.cli.PretendServer.Call;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.samples.AdventureWorksSample;
import dev.yardstick.standalone.samples.MavenCrm;
import dev.yardstick.standalone.samples.MavenCrmSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

    @TempDir Path directory;
    @TempDir Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private PretendServer queries;
    private PretendServer commands;

    @BeforeEach
    void start() throws IOException {
        List<PretendServer> servers = onTwoPortsInARow();
        queries = servers.getFirst();
        commands = servers.getLast();
        queries.follow(commands);
        Files.writeString(
                data.resolve("tokens.json"),
                """
                {"crm": "crm-token", "manager": "m", "admin": "admin-token"}
                """);
    }

    private static List<PretendServer> onTwoPortsInARow() throws IOException {
        while (true) {
            PretendServer queries = PretendServer.start(0);
            try {
                return List.of(queries, PretendServer.start(queries.base().getPort() + 1));
            } catch (BindException taken) {
                queries.close();
            }
        }
    }

    @AfterEach
    void stop() {
        queries.close();
        commands.close();
    }

    @Test
    void everythingIsSentInBatchesWithTheRightTokens() throws Exception {
        MavenCrmSample sample = MavenCrmSample.write(directory);
        assertThat(run("maven-crm")).isZero();
        List<Call> calls = commands.calls();
        assertThat(calls.stream().filter(call -> call.method().equals("PUT")))
                .hasSize(6 + 5)
                .allSatisfy(
                        call -> assertThat(call.authorization()).isEqualTo("Bearer admin-token"));
        List<Call> batches = calls.stream().filter(c -> c.method().equals("POST")).toList();
        assertThat(batches)
                .hasSize(1)
                .allSatisfy(call -> {
                    assertThat(call.path()).isEqualTo("/api/v1/crm/events");
                    assertThat(call.contentType()).isEqualTo("application/x-ndjson");
                    assertThat(call.authorization()).isEqualTo("Bearer crm-token");
                });
        int events = sample.opportunities() - sample.dateless() + sample.won() + sample.lost();
        assertThat(batches.getFirst().body().lines()).hasSize(events);
        assertThat(out.toString())
                .contains("Maven CRM is imported, up to position " + (6 + 5 + events))
                .contains("6: 6 new, 0 already there")
                .contains(events + ": " + events + " new, 0 already there")
                .contains("skipped: 10 opportunities without any date");
    }

    @Test
    void aSecondImportSendsTheSameAndAddsNothing() throws Exception {
        AdventureWorksSample.write(directory);
        assertThat(run("adventureworks")).isZero();
        List<Call> first = commands.calls();
        long position = commands.position();
        out.getBuffer().setLength(0);
        assertThat(run("adventureworks")).isZero();
        assertThat(commands.calls().subList(first.size(), commands.calls().size()))
                .isEqualTo(first);
        assertThat(commands.position()).isEqualTo(position);
        assertThat(out.toString()).contains("0 new").doesNotContainPattern("[1-9]\\d* new");
    }

    @Test
    void batchesHoldAtMostFiveHundredEvents() throws Exception {
        AdventureWorksSample.write(directory);
        StringBuilder orders =
                new StringBuilder("SalesOrderID,OrderDate,SalesPersonID,SubTotal,TotalDue\r\n");
        for (int i = 0; i < 1201; i++) {
            orders.append(i).append(",2021-03-01,902,1.5,2\r\n");
        }
        Files.writeString(directory.resolve("orders.csv"), orders);
        assertThat(run("adventureworks")).isZero();
        assertThat(commands.calls().stream().filter(c -> c.method().equals("POST")))
                .extracting(call -> call.body().lines().count())
                .containsExactly(500L, 500L, 201L);
    }

    @Test
    void aServerThatAsksForPatienceIsAskedAgain() throws Exception {
        AdventureWorksSample.write(directory);
        commands.answerOnce(503, 0);
        commands.answerOnce(503, 1);
        long begun = System.nanoTime();
        assertThat(run("adventureworks")).isZero();
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
    }

    @Test
    void whatTheServerRefusesIsShownWithFileAndLine() throws Exception {
        AdventureWorksSample sample = AdventureWorksSample.write(directory);
        commands.refuse(event -> event.path("subject").asString().equals("order-50003"));
        assertThat(run("adventureworks")).isEqualTo(1);
        List<String> lines = Files.readAllLines(directory.resolve("orders.csv"));
        int line = 0;
        while (!lines.get(line).startsWith("50003,")) {
            line++;
        }
        assertThat(err.toString())
                .contains("The server refused 1:")
                .contains("orders.csv:" + (line + 1) + ": data.amount is odd");
        assertThat(out.toString()).contains(sample.orders() - 1 + " new");
    }

    @Test
    void aBatchRefusedAsAWholeIsShownLineByLine() throws Exception {
        AdventureWorksSample sample = AdventureWorksSample.write(directory);
        commands.refuse(event -> true);
        assertThat(run("adventureworks")).isEqualTo(1);
        assertThat(err.toString())
                .contains("The server refused " + sample.orders() + ":")
                .contains("orders.csv:2: data.amount is odd")
                .contains("and " + (sample.orders() - 20) + " more");
    }

    @Test
    void anImportThatStoppedMidwaySaysHowFarItCameAndIsCompletedByTheNext() throws Exception {
        AdventureWorksSample sample = AdventureWorksSample.write(directory);
        commands.failAfter(10);
        assertThat(run("adventureworks")).isEqualTo(1);
        assertThat(err.toString())
                .contains("The import stopped: PUT /api/v1/expectations/aw-")
                .contains("500: in trouble")
                .contains("reps                5: 5 new")
                .contains("Running the same import again completes it and adds nothing twice.");
        assertThat(run("adventureworks")).isZero();
        assertThat(commands.position())
                .isEqualTo(5 + 1 + sample.periods().size() + sample.orders());
    }

    @Test
    void aCallWhoseConnectionBreaksIsMadeAgain() throws Exception {
        AdventureWorksSample.write(directory);
        commands.breakOnce();
        assertThat(run("adventureworks")).isZero();
    }

    @Test
    void aWrongFileSendsNothing() throws Exception {
        AdventureWorksSample.write(directory);
        Files.writeString(directory.resolve("orders.csv"), "nonsense");
        assertThat(run("adventureworks")).isEqualTo(1);
        assertThat(commands.calls()).isEmpty();
        assertThat(err.toString()).contains("Nothing was imported").contains("orders.csv:1:1:");
    }

    @Test
    void withoutAServerItSaysHowToStartOne() throws Exception {
        AdventureWorksSample.write(directory);
        commands.close();
        assertThat(run("adventureworks")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("No server answers at")
                .contains("./yardstick serve");
    }

    @Test
    void withoutTokensItSaysWhereTheyAre() throws Exception {
        AdventureWorksSample.write(directory);
        Files.delete(data.resolve("tokens.json"));
        assertThat(run("adventureworks")).isEqualTo(1);
        assertThat(err.toString()).contains("tokens.json").contains("--data");
    }

    @Test
    void aDryRunChecksEverythingAndSendsNothing() throws Exception {
        MavenCrmSample sample = MavenCrmSample.write(directory);
        int events = sample.opportunities() - sample.dateless() + sample.won() + sample.lost();
        assertThat(run("maven-crm", "--dry-run")).isZero();
        assertThat(commands.calls()).isEmpty();
        assertThat(out.toString())
                .contains("nothing was sent")
                .containsPattern("CRM events +" + events)
                .containsPattern("crm\\.deal\\.won +" + sample.won());
        Files.writeString(directory.resolve("accounts.csv"), "nothing\n");
        assertThat(run("maven-crm", "--dry-run")).isEqualTo(1);
    }

    @Test
    void whatWaitsIsGroupedByWhatItWaitsForAndTheExitCodeSaysSo() throws Exception {
        Files.writeString(
                directory.resolve("mapping.json"),
                """
                {"source": "/sheet", "exportedAt": "2026-03-01T08:00:00Z", "files": [
                  {"file": "calls.csv", "type": "crm.call.logged", "subject": "Id",
                   "data": {"rep": "Owner", "occurredAt": "Date"}}]}
                """);
        StringBuilder rows = new StringBuilder("Id,Owner,Date\n1,robin,2026-02-03\n");
        for (int i = 2; i < 700; i++) {
            rows.append(i).append(",nadia,2026-02-03\n");
        }
        Files.writeString(directory.resolve("calls.csv"), rows);
        commands.doNotKnow("nadia");
        assertThat(run("crm-csv")).isEqualTo(3);
        assertThat(out.toString())
                .contains("parked: 698 events wait")
                .containsPattern("698 for rep nadia");
        commands.doNotKnow("nobody");
        assertThat(run("crm-csv")).isZero();
    }

    @Test
    void everyEventOfARecordHasItsOwnId() throws Exception {
        MavenCrmSample.write(directory);
        List<ImportPlan.Report> events = MavenCrm.read(directory).events();
        Set<String> distinct =
                events.stream()
                        .map(event -> event.json().replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
                        .collect(Collectors.toSet());
        assertThat(distinct).hasSameSizeAs(events);
    }

    private int run(String dataSet, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                dataSet,
                                directory.toString(),
                                "--data",
                                data.toString(),
                                "--port",
                                String.valueOf(queries.base().getPort())));
        arguments.addAll(List.of(more));
        return new CommandLine(new ImportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
