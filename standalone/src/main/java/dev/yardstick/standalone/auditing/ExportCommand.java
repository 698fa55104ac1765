package dev.yardstick.standalone.auditing;

import dev.yardstick.events.export.Manifest;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.RefusedException;
import dev.yardstick.standalone.client.ServerTokens;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * {@code ./yardstick export}: takes the whole log out of the running server, with checkpoints, key
 * and figures. Exit code 0 when it is whole, 1 when not, 2 for a wrong command line.
 */
@Command(
        name = "export",
        description = {
            "Writes the whole log with its checkpoints, its key and every figure into a folder, for an",
            "auditor to verify elsewhere. A folder that holds an earlier export is written anew."
        })
public final class ExportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "an empty or new folder, or an earlier export")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the running server's data directory (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "the server's port; commands go to P + 1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    @SuppressWarnings("unused") // picocli reads the option itself
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        URI commandBase = URI.create("http://127.0.0.1:" + (port + 1));
        URI queryBase = URI.create("http://127.0.0.1:" + port);
        try (ApiClient unnamed = new ApiClient(commandBase, "none")) {
            if (!unnamed.answers()) {
                err.println(
                        "No server answers at "
                                + commandBase
                                + "; start one with ./yardstick serve");
                return 1;
            }
            ServerTokens tokens = ServerTokens.read(data);
            try (ApiClient commands = new ApiClient(commandBase, tokens.admin());
                    ApiClient queries = new ApiClient(queryBase, tokens.admin())) {
                Manifest written = new Export(commands, queries, folder, err).run();
                say(written);
                return 0;
            }
        } catch (IOException | RefusedException stopped) {
            err.println("Nothing was exported: " + stopped.getMessage());
            return 1;
        }
    }

    private void say(Manifest written) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s is exported up to position %,d into %s%n",
                written.log(),
                written.size(),
                folder);
        SortedMap<String, Long> bytes = new TreeMap<>();
        written.files()
                .forEach((name, content) ->
                        bytes.merge(
                                name.startsWith("tile/") ? "tile/" : name,
                                content.bytes(),
                                Long::sum));
        bytes.forEach((name, size) -> out.printf(Locale.ROOT, "  %-20s %,15d bytes%n", name, size));
        out.println(
                "Keep "
                        + Manifest.KEY
                        + " and "
                        + Manifest.CHECKPOINT
                        + " where nobody of this server can change them: a later export is"
                        + " verified against them.");
        out.flush();
    }
}
