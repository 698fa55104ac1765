package dev.yardstick.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
final class Programs {

    private static final int LIMIT_SECONDS = 120;

    private Programs() {}

    /** A process to be, without PostgreSQL's variables, which would override what we say. */
    static ProcessBuilder prepare(List<String> command, Path output) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /**
     * Runs a program and waits for its end, at most two minutes.
     *
     * @throws IOException when it cannot be started, fails or does not end
     */
    static void run(List<String> command, Path output) throws IOException, InterruptedException {
        Process process = prepare(command, output).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException(command.getFirst() + " did not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("it ended with status " + process.exitValue());
        }
    }

    /** Whether a program is there and ends with status 0. */
    static boolean works(String... command) throws InterruptedException {
        try {
            run(List.of(command), Path.of("/dev/null"));
            return true;
        } catch (IOException absentOrFailing) {
            return false;
        }
    }

    /** Sends a signal, by its name without SIG; a process that has ended already is fine. */
    static void signal(long pid, String name) throws InterruptedException {
        // Java itself can only send TERM, on which PostgreSQL waits for its clients, and KILL.
        works("sh", "-c", "kill -" + name + " " + pid);
    }
}
