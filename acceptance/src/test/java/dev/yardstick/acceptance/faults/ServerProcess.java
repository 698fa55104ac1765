package dev.yardstick.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, which can be killed at any moment. */
final class ServerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String READY = "ready";
    private static final String LOG = "log ";
    private static final String STOP_KAFKA = "stop kafka";
    private static final String START_KAFKA = "start kafka";

    private final Process process;
    private final Api api;
    private final String[] log;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private ServerProcess(Process process, Api api, String[] log) {
        this.process = process;
        this.api = api;
        this.log = log;
        // A full pipe would stop it.
        Thread.ofPlatform().daemon().start(() -> process.inputReader().lines().forEach(said::add));
    }

    /** The process's own code. */
    static void main(String[] arguments) throws IOException, InterruptedException {
        Server server = Server.start(Path.of(arguments[0]), 0);
        System.out.println(LOG + server.commandDatabaseUrl() + " " + server.databasePassword());
        System.out.println(READY);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals(STOP_KAFKA)) {
                server.stopKafka();
            } else if (order.equals(START_KAFKA)) {
                server.startKafka();
            }
            System.out.println(order);
        }
    }

    /** Starts one on a data directory, and waits until it is ready. */
    static ServerProcess start(Path data, String... options)
            throws IOException, InterruptedException {
        Servers.prepare(data);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        // It ends soon: no long compilation.
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        data.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        String[] log = {};
        while (line != null && !line.equals(READY)) {
            said.add(line);
            log = line.startsWith(LOG) ? line.substring(LOG.length()).split(" ") : log;
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the server ended: " + said);
        }
        JsonNode running = JSON.readTree(Files.readString(data.resolve("running.json")));
        Map<String, String> tokens = new LinkedHashMap<>();
        JSON.readTree(Files.readString(data.resolve("tokens.json")))
                .properties()
                .forEach(token -> tokens.put(token.getKey(), token.getValue().asString()));
        return new ServerProcess(
                process,
                new Api(
                        address(running.required("commandPort")),
                        address(running.required("queryPort")),
                        tokens),
                log);
    }

    private static URI address(JsonNode port) {
        return URI.create("http://127.0.0.1:" + port.intValue());
    }

    Api api() {
        return api;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A connection to the database of the log. */
    Connection log() throws SQLException {
        return DriverManager.getConnection(log[0], "yardstick", log[1]);
    }

    void stopKafka() throws IOException, InterruptedException {
        order(STOP_KAFKA);
    }

    void startKafka() throws IOException, InterruptedException {
        order(START_KAFKA);
    }

    private void order(String order) throws IOException, InterruptedException {
        process.outputWriter().write(order + "\n");
        process.outputWriter().flush();
        String line;
        do {
            line = said.poll(2, TimeUnit.MINUTES);
        } while (line != null && !line.equals(order));
        if (line == null) {
            throw new AssertionError("the server did not " + order);
        }
    }

    /** kill -9 of the server alone; what it started may live on for a moment. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** kill -9 of it and all that it started. */
    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join());
    }
}
