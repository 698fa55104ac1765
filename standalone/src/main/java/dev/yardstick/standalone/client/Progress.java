package dev.yardstick.standalone.client;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells how far a long job is: a bar on a terminal, else a line at every tenth. */
public sealed interface Progress extends AutoCloseable {

    /** So many more are done. */
    void advance(int steps);

    /** How it goes at the moment, where there is room to say so. */
    void note(String text);

    @Override
    void close();

    /** Progress on stderr. */
    static Progress of(String task, long steps, PrintWriter err) {
        return stderrIsTerminal() ? new Bar(task, steps) : new Lines(task, steps, err);
    }

    @SuppressWarnings("SystemConsoleNull") // since Java 22 it may or may not be null
    private static boolean stderrIsTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // Java knows about stdin and stdout only; Linux tells about stderr.
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
        } catch (IOException notLinux) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /** A bar that redraws itself. */
    record Bar(ProgressBar bar) implements Progress {
        Bar(String task, long steps) {
            this(
                    new ProgressBarBuilder()
                            .setTaskName(task)
                            .setInitialMax(steps)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .build());
        }

        @Override
        public void advance(int steps) {
            bar.stepBy(steps);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Lines for logs and files. */
    final class Lines implements Progress {
        private final String task;
        private final long steps;
        private final PrintWriter err;
        private long done;
        private long tenths;
        private String note = "";

        Lines(String task, long steps, PrintWriter err) {
            this.task = task;
            this.steps = steps;
            this.err = err;
        }

        @Override
        public void advance(int more) {
            done += more;
            if (done * 10 / steps > tenths) {
                tenths = done * 10 / steps;
                err.println(
                        String.format(Locale.ROOT, "%s: %,d of %,d%s", task, done, steps, note));
                err.flush();
            }
        }

        @Override
        public void note(String text) {
            note = "; " + text;
        }

        @Override
        public void close() {}
    }
}
