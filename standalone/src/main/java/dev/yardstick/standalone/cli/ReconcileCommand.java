package dev.yardstick.standalone.cli;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ApiClient.Answer;
import dev.yardstick.standalone.client.Progress;
import dev.yardstick.standalone.client.RunningServer;
import dev.yardstick.standalone.client.ServerTokens;
import dev.yardstick.standalone.csv.ExportedEvents;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.ImportPlan.Report;
import dev.yardstick.standalone.csv.ImportPlan.Skipped;
import dev.yardstick.standalone.csv.WrongFilesException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./yardstick reconcile}: compares a CRM's export with what the running server has recorded.
 * Exit code 0 when they agree in the end, 1 when not, 2 for a wrong command line.
 */
@Command(
        name = "reconcile",
        description = {
            "Compares a CRM's export with what is recorded, and changes nothing.",
            "Exit code 0 when nothing is missing, different or extra."
        })
public final class ReconcileCommand implements Callable<Integer> {

    /** The most that the server lists of each kind. */
    private static final int MOST = 100_000;

    private static final int FEW = 10;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "EXPORT",
            description =
                    "a directory with mapping.json and its files, as for import crm-csv, or an"
                            + " .ndjson file of canonical events")
    private Path export = Path.of("");

    @Option(
            names = "--source",
            paramLabel = "URI",
            description = "whose events an .ndjson file holds, such as /crm/hubspot")
    private @Nullable String source;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "what happened before need not be in the export")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "what happened later need not be in the export")
    private @Nullable LocalDate to;

    @Option(names = "--emit", description = "send the events of what is missing")
    private boolean emit;

    @Option(names = "--verbose", description = "list everything that was found")
    private boolean verbose;

    @Mixin private RunningServer server = new RunningServer();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<ExportedEvents> exports;
        try {
            exports = read();
        } catch (WrongFilesException wrong) {
            err.println("Nothing was compared: " + export + " is not as it should be.");
            wrong.report().forEach(err::println);
            return 1;
        }
        try {
            return reconcile(exports, server.tokens(server.commands()));
        } catch (IOException stopped) {
            err.println(stopped.getMessage());
            return 1;
        }
    }

    private List<ExportedEvents> read() throws WrongFilesException {
        if (from != null && to != null && to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to must not be before --from");
        }
        if (Files.isDirectory(export)) {
            if (source != null) {
                throw new ParameterException(
                        spec.commandLine(), "--source is for a file; mapping.json names its own");
            }
            return ExportedEvents.ofDirectory(export);
        }
        if (source == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say with --source whose events " + export + " holds");
        }
        return List.of(ExportedEvents.ofFile(export, source));
    }

    private int reconcile(List<ExportedEvents> exports, ServerTokens tokens)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Findings> findings = new ArrayList<>();
        try (ApiClient commands = new ApiClient(server.commands(), tokens.admin())) {
            for (ExportedEvents exported : exports) {
                Findings found = compare(commands, exported);
                found.report(verbose).forEach(out::println);
                findings.add(found);
            }
            boolean agree = findings.stream().allMatch(Findings::differsOnlyByMissing);
            boolean complete = findings.stream().allMatch(found -> found.missing() == 0);
            if (emit && !complete) {
                complete = send(findings, commands, tokens);
            }
            advise(findings);
            out.flush();
            return agree && complete ? 0 : 1;
        }
    }

    private Findings compare(ApiClient commands, ExportedEvents exported)
            throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("&limit=").append(emit || verbose ? MOST : FEW);
        query.append(from == null ? "" : "&from=" + from);
        query.append(to == null ? "" : "&to=" + to);
        Answer answer = commands.reconcile(exported.source(), query.toString(), exported.lines());
        return new Findings(exported, answer.require(export + " could not be compared").body());
    }

    /** Sends the events of what is missing; whether nothing is missing afterwards. */
    private boolean send(List<Findings> findings, ApiClient commands, ServerTokens tokens)
            throws IOException, InterruptedException {
        List<Report> events = findings.stream().flatMap(found -> found.toSend().stream()).toList();
        if (events.isEmpty()) {
            return false;
        }
        ImportPlan plan = new ImportPlan(List.of(), events, List.of(), Skipped.NOTHING);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // Its own sources too: what a connection missed is sent in its place.
        Set<String> sources =
                findings.stream().map(found -> found.export().source()).collect(Collectors.toSet());
        try (ApiClient crm = new ApiClient(server.commands(), server.crmToken(tokens, sources));
                ApiClient queries = new ApiClient(server.queries(), tokens.admin())) {
            ImportRun run = new ImportRun(commands, crm, queries, plan);
            try (Progress progress = new Progress("missing events", run.steps(), err)) {
                run.send(progress);
            }
            out.println("Sent what is missing, up to position " + run.position());
            run.report().forEach(line -> out.println("  " + line));
            run.refusals().forEach(err::println);
            boolean all = findings.stream().allMatch(found -> found.named() == found.missing());
            return all && run.refusals().isEmpty() && run.parked() == 0;
        }
    }

    private void advise(List<Findings> findings) {
        PrintWriter out = spec.commandLine().getOut();
        boolean unsent = findings.stream().anyMatch(f -> f.missing() > f.parked());
        if (unsent && !emit) {
            out.println("With --emit the missing ones are sent.");
        }
        if (findings.stream().anyMatch(f -> f.parked() > 0)) {
            out.println(
                    "What is parked goes through as soon as the rep or account that it names is"
                            + " known.");
        }
        if (findings.stream().anyMatch(f -> f.different() > 0)) {
            out.println(
                    "What differs is never overwritten: where the export is right, import its row"
                            + " with a newer time or a higher revision.");
        }
    }
}
