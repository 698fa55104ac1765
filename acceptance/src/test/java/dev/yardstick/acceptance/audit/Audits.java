package dev.yardstick.acceptance.audit;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.auditing.Export;
import dev.yardstick.standalone.auditing.VerifyCommand;
import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** Exports a server's log and verifies it, as the commands do. */
public final class Audits {

    private Audits() {}

    /** An audit's exit code and what it said. */
    public record Audit(int exit, String said) {}

    /** Exports from a server. */
    public static void export(Server server, Path folder) throws Exception {
        export(server, server.commandAddress(), folder);
    }

    /**
     * Exports.
     *
     * @param commands the command-service whose log it is; figures are the server's
     */
    public static void export(Server server, URI commands, Path folder) throws Exception {
        String admin = Objects.requireNonNull(server.tokens().get("admin"));
        try (ApiClient log = new ApiClient(commands, admin);
                ApiClient queries = new ApiClient(server.queryAddress(), admin)) {
            new Export(log, queries, folder, new PrintWriter(new StringWriter())).run();
        }
    }

    /** Key and checkpoint of an export, copied to where nobody bends them, as options. */
    public static String[] witness(Path export, Path kept) throws IOException {
        Files.createDirectories(kept);
        Files.writeString(kept.resolve("key"), Files.readString(export.resolve("key.txt")));
        Files.writeString(
                kept.resolve("checkpoint"), Files.readString(export.resolve("checkpoint.txt")));
        return new String[] {
            "--key=" + kept.resolve("key"), "--checkpoint=" + kept.resolve("checkpoint")
        };
    }

    /** Verifies an export. */
    public static Audit verify(Path folder, String... options) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new VerifyCommand());
        line.setOut(new PrintWriter(said));
        line.setErr(new PrintWriter(new StringWriter()));
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(options));
        return new Audit(line.execute(arguments.toArray(String[]::new)), said.toString());
    }
}
