package dev.yardstick.standalone.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells how far a long job is: a bar on a terminal, else a line at every tenth. */
public final class Progress implements AutoCloseable {

    private final String task;
    private final long steps;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private long done;
    private long tenths;
    private String note = "";

    /** Progress on stderr. */
    public Progress(String task, long steps, PrintWriter err) {
        this.task = task;
        this.steps = steps;
        this.err = err;
        this.bar =
                stderrIsTerminal()
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(200)
                                .build()
                        : null;
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

    /** So many more are done. */
    public void advance(int more) {
        done += more;
        if (bar != null) {
            bar.stepBy(more);
        } else if (done * 10 / steps > tenths) {
            tenths = done * 10 / steps;
            err.println(String.format(Locale.ROOT, "%s: %,d of %,d%s", task, done, steps, note));
            err.flush();
        }
    }

    /** How it goes at the moment, where there is room to say so. */
    public void note(String text) {
        note = "; " + text;
        if (bar != null) {
            bar.setExtraMessage(text);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
