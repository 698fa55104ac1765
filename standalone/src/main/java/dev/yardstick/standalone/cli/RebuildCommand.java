package dev.yardstick.standalone.cli;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.Progress;
import dev.yardstick.standalone.client.RefusedException;
import dev.yardstick.standalone.client.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./yardstick rebuild}: orders a rebuild of the running server's read model, and follows it.
 */
@Command(
        name = "rebuild",
        description = {
            "Folds the read model anew beside the one that answers, compares both, and puts the new"
                    + " one in its place.",
            "Timelines are answered all the time. Where one is running already, it is followed."
        },
        footer = {
            "",
            "Exit code 0 when old and rebuilt hold the same, 1 when they do not or it failed."
        })
public final class RebuildCommand implements Callable<Integer> {

    private static final String REBUILDS = "/api/v1/projections/rebuilds";
    private static final Duration POLL = Duration.ofMillis(300);
    private static final int THOUSAND = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Where events are read again. */
    enum From {
        kafka,
        log
    }

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            defaultValue = "kafka",
            description =
                    "kafka, or log when Kafka is away or lost events (default: ${DEFAULT-VALUE})")
    private From from = From.kafka;

    @Mixin private RunningServer server = new RunningServer();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        URI base = server.queries();
        try (ApiClient queries = new ApiClient(base, server.tokens(base).admin())) {
            JsonNode rebuild = follow(queries, begin(queries, err), err);
            return report(rebuild, spec.commandLine().getOut());
        } catch (IOException stopped) {
            err.println(stopped.getMessage());
            return 1;
        }
    }

    /** The id of the one that was ordered, or of the one that runs. */
    private long begin(ApiClient queries, PrintWriter err)
            throws IOException, InterruptedException {
        Answer answer = queries.post(REBUILDS, Map.of("from", from.name()), Map.of());
        if (answer.accepted()) {
            return answer.body().path("id").asLong();
        }
        JsonNode latest = queries.get(REBUILDS).body().path("items").path(0);
        if (answer.status() == 409 && latest.path("state").asString("").equals("running")) {
            err.println("A rebuild is running already; this follows it.");
            return latest.path("id").asLong();
        }
        throw new RefusedException("No rebuild was begun: " + answer.refusal());
    }

    private static JsonNode follow(ApiClient queries, long id, PrintWriter err)
            throws IOException, InterruptedException {
        Thread left =
                new Thread(() -> {
                    err.println();
                    err.println(
                            "The rebuild goes on without this command; ./yardstick rebuild follows"
                                    + " it again.");
                    err.flush();
                });
        Runtime.getRuntime().addShutdownHook(left);
        try (Progress progress = new Progress("rebuild " + id, THOUSAND, err)) {
            int shown = 0;
            while (true) {
                JsonNode rebuild = queries.get(REBUILDS + "/" + id).body();
                int done = (int) (rebuild.path("percent").asDouble(0) * THOUSAND / 100);
                if (done > shown) {
                    progress.note(note(rebuild));
                    progress.advance(done - shown);
                    shown = done;
                }
                if (!rebuild.path("state").asString("").equals("running")) {
                    return rebuild;
                }
                progress.note(note(rebuild));
                Thread.sleep(POLL);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(left);
        }
    }

    private static String note(JsonNode rebuild) {
        String trouble = rebuild.path("detail").asString("");
        if (!trouble.isEmpty()) {
            return trouble;
        }
        return String.format(
                Locale.ROOT,
                "%s, %,d events/s, %s s left",
                rebuild.path("phase").asString("done"),
                rebuild.path("rate").asLong(0),
                rebuild.path("secondsLeft").asString("?"));
    }

    private static int report(JsonNode rebuild, PrintWriter out) {
        String state = rebuild.path("state").asString("");
        long id = rebuild.path("id").asLong();
        if (!state.equals("done")) {
            String reason = rebuild.path("detail").asString("no reason");
            out.printf("Rebuild %d %s: %s%nWhat answers is as it was.%n", id, state, reason);
            return 1;
        }
        Instant started = Instant.parse(rebuild.path("startedAt").asString());
        Instant ended = Instant.parse(rebuild.path("endedAt").asString());
        out.printf(
                Locale.ROOT,
                "Rebuild %d from %s: %,d events in %.1f s%n",
                id,
                rebuild.path("source").asString(),
                rebuild.path("events").asLong(),
                Duration.between(started, ended).toMillis() / 1e3);
        rebuild.path("tables").forEach(table -> out.println(line(table)));
        boolean equal = rebuild.path("equal").asBoolean(false);
        out.println(
                equal
                        ? "Old and rebuilt hold the same. The rebuilt read model answers."
                        : "The old read model was not as the events say. The rebuilt one answers.");
        out.flush();
        return equal ? 0 : 1;
    }

    private static String line(JsonNode table) {
        JsonNode old = table.path("old");
        JsonNode rebuilt = table.path("rebuilt");
        @Nullable JsonNode difference = table.get("firstDifference");
        String rows =
                String.format(
                        Locale.ROOT,
                        "  %-13s %,10d rows  %s  ",
                        table.path("table").asString(),
                        rebuilt.path("rows").asLong(),
                        rebuilt.path("checksum").asString());
        if (old.equals(rebuilt)) {
            return rows + "same";
        }
        String different =
                String.format(
                        Locale.ROOT,
                        "DIFFERENT: was %,d rows  %s",
                        old.path("rows").asLong(),
                        old.path("checksum").asString());
        return difference == null || difference.isNull()
                ? rows + different
                : String.format(
                        "%s%s%n    first difference, old:     %s%n                      rebuilt: %s",
                        rows, different, difference.path("old"), difference.path("rebuilt"));
    }
}
