package dev.yardstick.acceptance;

import dev.yardstick.standalone.Server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server in a process of its own, which can be killed at any moment. */
final class ServerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String READY = "ready";

    private final Process process;
    private final Api api;

    private ServerProcess(Process process, Api api) {
        this.process = process;
        this.api = api;
    }

    /** The process's own code. */
    static void main(String[] arguments) throws IOException, InterruptedException {
        Server.start(Path.of(arguments[0]), 0);
        System.out.println(READY);
        Thread.sleep(Duration.ofHours(1));
    }

    /** Starts one on a data directory, and waits until it is ready. */
    static ServerProcess start(Path data) throws IOException {
        Servers.givePrograms(data);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServerProcess.class.getName(),
                                data.toString())
                        .redirectErrorStream(true)
                        .start();
        List<String> said = new ArrayList<>();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            said.add(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the server ended: " + said);
        }
        // A full pipe would stop it.
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(more -> {}));
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
                        tokens));
    }

    private static URI address(JsonNode port) {
        return URI.create("http://127.0.0.1:" + port.intValue());
    }

    Api api() {
        return api;
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
