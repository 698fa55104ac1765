package dev.yardstick.command.log;

import dev.yardstick.events.codec.LogLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Streams that a unit of work loads in one query before it decides, for batches of many streams.
 */
public final class Prefetched {

    private static final String RESOURCE = Prefetched.class.getName();

    private Prefetched() {}

    /**
     * Loads streams into the current unit of work; its repositories find them there.
     *
     * @param isDivisible whether it can be told to do a part of it
     * @return every stream asked for, an empty list where there is none yet
     * @throws LogReader.TooMuchException when a part of the unit of work has to do
     */
    public static Map<String, List<LogLine>> load(
            LogReader reader, Collection<String> streams, boolean isDivisible) {
        Map<String, List<LogLine>> lines = new HashMap<>();
        if (isDivisible) {
            lines.putAll(reader.streams(streams));
        } else {
            reader.streams(List.copyOf(streams), lines::putAll);
        }
        CurrentUnitOfWork.get().resources().put(RESOURCE, lines);
        return lines;
    }

    static @Nullable List<LogLine> linesOf(String stream) {
        if (!CurrentUnitOfWork.isStarted()) {
            return null;
        }
        Map<String, List<LogLine>> lines = CurrentUnitOfWork.get().getResource(RESOURCE);
        return lines == null ? null : lines.get(stream);
    }
}
