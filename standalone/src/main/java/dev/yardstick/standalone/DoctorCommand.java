package dev.yardstick.standalone;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.ServerTokens;
import dev.yardstick.standalone.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ./yardstick doctor}: whether a server could start here. Exit code 0 when it could. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what a server would find here: Java, PostgreSQL, data, ports.")
final class DoctorCommand implements Callable<Integer> {

    private static final long NEEDED_MIB = 500;
    private static final long BYTES_PER_MIB = 1024 * 1024;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions options = new ServerOptions();
    private boolean well = true;

    @Override
    public Integer call() throws IOException, InterruptedException {
        say(true, "Java", Runtime.version() + " in " + System.getProperty("java.home"));
        postgres();
        data();
        Optional<DataDirectory.Running> running = DataDirectory.running(options.data);
        if (running.isPresent()) {
            DataDirectory.Running server = running.get();
            URI queries = Services.address(server.queryPort());
            URI commands = Services.address(server.commandPort());
            say(
                    true,
                    "Server",
                    "runs as process %s at %s and %s".formatted(server.pid(), queries, commands));
            ledger(commands);
        } else {
            say(true, "Server", "does not run on this data");
            port(options.port);
            port(options.port + 1);
        }
        return well ? 0 : 1;
    }

    private void postgres() {
        try {
            String archive = PostgresBinaries.find().getPath();
            say(true, "PostgreSQL", archive.substring(archive.lastIndexOf('/') + 1));
        } catch (IOException absent) {
            say(false, "PostgreSQL", String.valueOf(absent.getMessage()));
        }
    }

    private void data() throws IOException {
        Path directory = options.data.toAbsolutePath().normalize();
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing = existing.resolveSibling("..").normalize();
        }
        long free = Files.getFileStore(existing).getUsableSpace() / BYTES_PER_MIB;
        boolean usable = Files.isWritable(existing) && Files.isDirectory(existing);
        String made = existing.equals(directory) ? "" : " (will be made)";
        String closed = usable ? "" : ", which cannot be written";
        say(
                usable && free >= NEEDED_MIB,
                "Data",
                directory + made + closed + ", " + free + " MiB free");
        if (Files.exists(directory.resolve(DataDirectory.RESTORING))) {
            say(false, "Restore", "did not come to its end here: begin it again");
        }
    }

    private void ledger(URI commands) throws InterruptedException {
        try (ApiClient client = new ApiClient(commands, ServerTokens.read(options.data).admin())) {
            JsonNode ledger = client.get("/api/v1/audit/ledger").body();
            JsonNode problem = ledger.path("problem");
            String signed = ledger.path("lastCheckpoint").path("size").asString("none");
            long size = ledger.path("size").asLong();
            long head = ledger.path("head").asLong();
            String hashed = "%,d of %,d events hashed, %s signed".formatted(size, head, signed);
            say(!problem.isString(), "Ledger", problem.stringValue(hashed));
        } catch (IOException unanswered) {
            say(false, "Ledger", "cannot be asked: " + unanswered.getMessage());
        }
    }

    private void port(int port) {
        boolean free = Ports.isFree(port);
        say(free, "Port", port + (free ? " is free" : " is taken; choose others with --port P"));
    }

    private void say(boolean fine, String subject, String finding) {
        well &= fine;
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-4s %-10s %s%n", fine ? "ok" : "NOT", subject, finding);
    }
}
