package dev.yardstick.standalone.cli;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.Progress;
import dev.yardstick.standalone.client.RunningServer;
import dev.yardstick.standalone.client.ServerTokens;
import dev.yardstick.standalone.csv.CompanyCsv;
import dev.yardstick.standalone.csv.CrmCsv;
import dev.yardstick.standalone.csv.ImportPlan;
import dev.yardstick.standalone.csv.WrongFilesException;
import dev.yardstick.standalone.samples.AdventureWorks;
import dev.yardstick.standalone.samples.MavenCrm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./yardstick import}: tells a running server a whole data set over its public HTTP API.
 * Exit code 0 when all of it is recorded, 1 when not, 2 for a wrong command line, 3 when all of it
 * was taken and something waits for a rep or an account to become known.
 */
@Command(
        name = "import",
        description = {
            "Imports a data set into the running server; running it again adds nothing.",
            "Exit code 0 when all is recorded, 1 when not, 3 when all was taken and something waits."
        })
public final class ImportCommand implements Runnable {

    private static final int REFUSALS_SHOWN = 20;
    private static final int SOMETHING_WAITS = 3;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    @SuppressWarnings("unused") // picocli reads the option itself
    private boolean help;

    /** Where the server is, and how much to say. */
    static final class Options {

        @Mixin private RunningServer server = new RunningServer();

        @Option(
                names = "--dry-run",
                description = "read and check everything, say what would be sent, send nothing")
        private boolean dryRun;

        @Option(names = "--verbose", description = "list everything that was skipped or refused")
        private boolean verbose;
    }

    /** Reads a data set's directory. */
    private interface Reader {
        ImportPlan read(Path directory) throws WrongFilesException;
    }

    /** Without a data set there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to import: csv DIR, crm-csv DIR, adventureworks DIR or maven-crm DIR");
    }

    @Command(description = "The AdventureWorks sample: salespeople, quotas, orders.")
    int adventureworks(
            @Parameters(paramLabel = "DIR", description = "holds SalesPerson.csv, orders.csv …")
                    Path directory,
            @Mixin Options options)
            throws InterruptedException {
        return run("AdventureWorks", AdventureWorks::read, directory, options);
    }

    @Command(
            name = "maven-crm",
            description = "The Maven CRM data set: agents, accounts, opportunities.")
    int mavenCrm(
            @Parameters(paramLabel = "DIR", description = "holds sales_pipeline.csv …")
                    Path directory,
            @Mixin Options options)
            throws InterruptedException {
        return run("Maven CRM", MavenCrm::read, directory, options);
    }

    @Command(
            description =
                    "A company's own reps.csv, accounts.csv and quotas.csv, as far as they are there.")
    int csv(
            @Parameters(paramLabel = "DIR", description = "holds reps.csv …") Path directory,
            @Mixin Options options)
            throws InterruptedException {
        return run("CSV", CompanyCsv::read, directory, options);
    }

    @Command(
            name = "crm-csv",
            description =
                    "Activities and deals from CSV files, read as the mapping.json beside them says.")
    int crmCsv(
            @Parameters(paramLabel = "DIR", description = "holds mapping.json and its files")
                    Path directory,
            @Mixin Options options)
            throws InterruptedException {
        return run("CRM CSV", CrmCsv::read, directory, options);
    }

    private int run(String name, Reader reader, Path directory, Options options)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ImportPlan plan;
        try {
            plan = reader.read(directory);
        } catch (WrongFilesException wrong) {
            err.println("Nothing was imported: " + directory + " is not as it should be.");
            wrong.report().forEach(err::println);
            return 1;
        }
        if (options.dryRun) {
            return preview(name, plan, options.verbose);
        }
        RunningServer server = options.server;
        ServerTokens tokens;
        try {
            tokens = server.tokens(server.commands());
        } catch (IOException unreachable) {
            err.println(unreachable.getMessage());
            return 1;
        }
        try (ApiClient commands = new ApiClient(server.commands(), tokens.admin());
                ApiClient crm = new ApiClient(server.commands(), tokens.crm());
                ApiClient queries = new ApiClient(server.queries(), tokens.admin())) {
            ImportRun run = new ImportRun(commands, crm, queries, plan);
            return send(name, run, plan, options.verbose);
        }
    }

    private int preview(String name, ImportPlan plan, boolean verbose) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(name + " is as it should be; nothing was sent (--dry-run). This would be:");
        plan.preview().forEach(line -> out.println("  " + line));
        plan.notes().forEach(note -> out.println("  note: " + note));
        plan.skipped().report(verbose).forEach(line -> out.println("  " + line));
        out.flush();
        return 0;
    }

    private int send(String name, ImportRun run, ImportPlan plan, boolean verbose)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long begun = System.nanoTime();
        boolean visible;
        try {
            try (Progress progress = new Progress(name, run.steps(), err)) {
                run.send(progress);
            }
            visible = run.awaitVisible();
        } catch (IOException stopped) {
            err.println("The import stopped: " + stopped.getMessage());
            err.println("Recorded up to then:" + (run.report().isEmpty() ? " nothing" : ""));
            run.report().forEach(line -> err.println("  " + line));
            showRefusals(run, verbose);
            err.println("Running the same import again completes it and adds nothing twice.");
            return 1;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        out.printf(
                Locale.ROOT,
                "%s is imported, up to position %d, in %.1f s%n",
                name,
                run.position(),
                took.toMillis() / 1000.0);
        run.report().forEach(line -> out.println("  " + line));
        plan.notes().forEach(note -> out.println("  note: " + note));
        plan.skipped().report(verbose).forEach(line -> out.println("  " + line));
        out.flush();
        if (!visible) {
            err.println("All is recorded; the pages do not show all of it yet.");
        }
        showRefusals(run, verbose);
        if (!run.refusals().isEmpty()) {
            return 1;
        }
        return run.parked() == 0 ? 0 : SOMETHING_WAITS;
    }

    private void showRefusals(ImportRun run, boolean verbose) {
        List<String> refusals = run.refusals();
        if (refusals.isEmpty()) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("The server refused " + refusals.size() + ":");
        refusals.stream().limit(verbose ? Long.MAX_VALUE : REFUSALS_SHOWN).forEach(err::println);
        if (!verbose && refusals.size() > REFUSALS_SHOWN) {
            err.println(
                    "and " + (refusals.size() - REFUSALS_SHOWN) + " more (--verbose lists them)");
        }
    }
}
