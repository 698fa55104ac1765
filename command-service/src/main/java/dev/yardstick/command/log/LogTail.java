package dev.yardstick.command.log;

import dev.yardstick.events.codec.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The end of the log as this process wrote it, for those who follow the log and are not far behind:
 * they need not read again what was in memory a moment ago. Bounded in bytes. Threadsafe.
 */
@Component
public final class LogTail {

    /** What is held at most, by the events' data; those who are further behind read the log. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Each as it was committed, and each begins where the one before ends. */
    private final Deque<List<LogLine>> groups = new ArrayDeque<>();

    private final LogReader log;
    private long bytes;

    LogTail(LogReader log) {
        this.log = log;
    }

    /** Takes what was committed. Where another process wrote in between, what was before goes. */
    synchronized void add(List<LogLine> committed) {
        if (committed.isEmpty()) {
            return;
        }
        if (!groups.isEmpty() && last(groups.getLast()) + 1 != committed.getFirst().position()) {
            groups.clear();
            bytes = 0;
        }
        groups.add(committed);
        bytes += bytes(committed);
        while (bytes > MOST_BYTES) {
            bytes -= bytes(groups.remove());
        }
    }

    private static long last(List<LogLine> group) {
        return group.getLast().position();
    }

    private static long bytes(List<LogLine> group) {
        return group.stream().mapToLong(line -> line.data().length).sum();
    }

    /** The same as the log itself would say, from memory where that has it. */
    public List<LogLine> after(long position, int limit) {
        List<LogLine> held = held(position, limit);
        return held.isEmpty() ? log.after(position, limit) : held;
    }

    private synchronized List<LogLine> held(long position, int limit) {
        List<LogLine> held = new ArrayList<>();
        if (groups.isEmpty() || groups.getFirst().getFirst().position() > position + 1) {
            return held;
        }
        for (List<LogLine> group : groups) {
            int known = (int) Math.max(0, position + 1 - group.getFirst().position());
            if (known < group.size()) {
                int room = Math.min(group.size() - known, limit - held.size());
                held.addAll(group.subList(known, known + room));
            }
        }
        return held;
    }
}
