package dev.yardstick.acceptance.faults;

import dev.yardstick.command.CommandService;
import dev.yardstick.query.QueryService;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of several of a service, in a process of its own, with a network of its own. */
final class Member implements AutoCloseable {

    static final String COMMANDS = "commands";
    static final String QUERIES = "queries";

    private final String service;
    private final int port;
    private final Network postgres;
    private final Network kafka;
    private final Path log;
    private final List<String> settings;
    private @Nullable Process process;
    private State state = State.DOWN;

    private enum State {
        UP,
        STOPPED,
        CUT,
        DOWN
    }

    /**
     * One that does not run yet.
     *
     * @param service {@link #COMMANDS} or {@link #QUERIES}
     */
    Member(
            String service,
            int port,
            Network postgres,
            Network kafka,
            Path log,
            List<String> settings) {
        this.service = service;
        this.port = port;
        this.postgres = postgres;
        this.kafka = kafka;
        this.log = log;
        this.settings = settings;
    }

    /** The process's own code. */
    static void main(String[] arguments) {
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (arguments[0].equals(COMMANDS)) {
            CommandService.start(settings);
        } else {
            QueryService.start(settings);
        }
    }

    boolean is(String which) {
        return service.equals(which);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Begins to start, which takes some seconds. */
    void start() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Member.class.getName(),
                                service,
                                "--server.port=" + port));
        command.addAll(settings);
        File out = log.toFile();
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
                        .start();
        state = State.UP;
    }

    /** Asks it to end, as whoever rolls out another version does, and waits until it has. */
    void end() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
            state = State.DOWN;
        }
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            state = State.DOWN;
        }
    }

    void stop() throws IOException, InterruptedException {
        signal("STOP");
        state = State.STOPPED;
    }

    void cutFromPostgres() {
        postgres.cut();
        state = State.CUT;
    }

    void cutFromKafka() {
        kafka.cut();
        state = State.CUT;
    }

    boolean isWell() {
        return state == State.UP;
    }

    /** Undoes what was done to it. */
    void heal() throws IOException, InterruptedException {
        switch (state) {
            case STOPPED -> signal("CONT");
            case CUT -> {
                postgres.heal();
                kafka.heal();
            }
            case DOWN -> start();
            case UP -> {}
        }
        state = State.UP;
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (process != null) {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        postgres.close();
        kafka.close();
    }

    @Override
    public String toString() {
        return service + " " + port + " " + state;
    }
}
