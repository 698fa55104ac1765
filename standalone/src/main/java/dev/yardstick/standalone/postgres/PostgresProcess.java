package dev.yardstick.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** PostgreSQL's first process, a child of this one and in its process group. */
record PostgresProcess(Process process, CompletableFuture<Integer> exited) {

    private static final int STOP_LIMIT_SECONDS = 60;

    static PostgresProcess start(Path home, Path data, Launcher launcher, Path log, int port)
            throws IOException, InterruptedException {
        List<String> program = new ArrayList<>();
        program.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        program.addAll(List.of("-p", Integer.toString(port)));
        PropertiesLoaderUtils.loadProperties(
                        new ClassPathResource("/postgres.properties", PostgresProcess.class))
                .forEach((name, value) -> program.addAll(List.of("-c", name + "=" + value)));
        ProcessBuilder builder = Programs.prepare(launcher.command(program), log);

        CompletableFuture<Process> started = new CompletableFuture<>();
        CompletableFuture<Integer> exited = new CompletableFuture<>();
        // A platform thread of its own, which lives as long as PostgreSQL does: see pdeathsig.
        Thread.ofPlatform()
                .name("postgres")
                .daemon()
                .start(() -> {
                    try {
                        Process child = builder.start();
                        started.complete(child);
                        child.onExit().join();
                        exited.complete(child.exitValue());
                    } catch (IOException | CompletionException failed) {
                        started.completeExceptionally(failed);
                        exited.completeExceptionally(failed);
                    }
                });
        try {
            return new PostgresProcess(started.get(), exited);
        } catch (ExecutionException failed) {
            throw new IOException("PostgreSQL cannot be started: " + failed.getMessage(), failed);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Fast shutdown, which may write a checkpoint; after a minute the immediate one. */
    void stop() throws InterruptedException {
        for (String signal : List.of("INT", "QUIT")) {
            if (process.isAlive()) {
                Programs.signal(process.pid(), signal);
            }
            if (process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        }
    }
}
