package dev.yardstick.standalone.auditing;

import dev.yardstick.events.export.Manifest;
import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.RunningServer;
import dev.yardstick.standalone.client.RunningServer.NotRunningException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Mixin private RunningServer server = new RunningServer();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            String admin = server.tokens(server.commands()).admin();
            try (ApiClient commands = new ApiClient(server.commands(), admin);
                    ApiClient queries = new ApiClient(server.queries(), admin)) {
                say(new Export(commands, queries, folder, err).run());
                return 0;
            }
        } catch (NotRunningException nobody) {
            err.println(nobody.getMessage());
            return 1;
        } catch (IOException stopped) {
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
                .forEach((name, content) -> {
                    String part = name.startsWith("tile/") ? "tile/" : name;
                    bytes.merge(part, content.bytes(), Long::sum);
                });
        bytes.forEach((name, size) -> out.printf(Locale.ROOT, "  %-20s %,15d bytes%n", name, size));
        out.println(
                ("Keep %s and %s where nobody of this server can change them: a later export is"
                                + " verified against them.")
                        .formatted(Manifest.KEY, Manifest.CHECKPOINT));
        out.flush();
    }
}
