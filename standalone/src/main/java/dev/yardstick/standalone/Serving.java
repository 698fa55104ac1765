package dev.yardstick.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A server in the foreground of a terminal: what it says there, and how it ends. */
final class Serving {

    /** How long an end of PostgreSQL may precede the end of everything: Ctrl-C reaches both. */
    private static final long SAME_END_MILLIS = 1_000;

    private Serving() {}

    /** What is done when the server is ready, before it is shown to people. */
    interface WhenReady {
        void run(Server server) throws IOException, InterruptedException;
    }

    /**
     * Serves until the process is told to end.
     *
     * @return the exit code, if it ends by itself
     */
    static int run(CommandSpec command, ServerOptions options, WhenReady whenReady)
            throws IOException, InterruptedException {
        CommandLine line = command.commandLine();
        if (options.port < 0 || options.port > ServerOptions.MAX_PORT) {
            throw new ParameterException(
                    line, "--port must be from 1 to " + ServerOptions.MAX_PORT);
        }
        PrintWriter out = line.getOut();
        long begun = System.nanoTime();
        boolean first = !Files.exists(options.data.resolve("postgres"));
        Server server = Server.prepare(options.data, options.port);
        Thread ending = Thread.ofPlatform().name("end").unstarted(() -> end(server, out));
        Runtime.getRuntime().addShutdownHook(ending);
        out.println(
                first
                        ? "Starting PostgreSQL, Kafka and both services, for the first time here …"
                        : "Starting PostgreSQL, Kafka and both services …");
        out.flush();
        server.start();
        out.printf(
                Locale.ROOT,
                "Ready after %.1f s.%n",
                (System.nanoTime() - begun) / 1_000_000_000.0);
        whenReady.run(server);
        show(server, options.data, out);
        server.awaitEnd();
        Thread.sleep(SAME_END_MILLIS);
        if (ending.getState() == Thread.State.NEW) {
            Path log = options.data.resolve("logs/postgres.log");
            line.getErr()
                    .println(
                            "PostgreSQL has ended by itself, see %s; start again to go on, nothing recorded is lost."
                                    .formatted(log));
        }
        return 1;
    }

    private static void show(Server server, Path data, PrintWriter out) {
        out.println();
        out.println("  Pages     " + server.signInLink("admin") + "   (signs you in, once)");
        out.println("  Queries   " + server.queryAddress() + "/api/v1");
        out.println("  Commands  " + server.commandAddress() + "/api/v1");
        out.println("  Tokens    " + data.resolve("tokens.json").normalize());
        out.println("  Log       " + data.resolve("logs/yardstick.log").normalize());
        out.println();
        out.println("Ctrl-C ends it; everything stays in " + data.normalize() + ".");
        out.flush();
    }

    private static void end(Server server, PrintWriter out) {
        server.silence();
        out.println();
        out.println("Ending …");
        out.flush();
        server.close();
    }
}
