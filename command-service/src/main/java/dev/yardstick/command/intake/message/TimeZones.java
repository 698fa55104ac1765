package dev.yardstick.command.intake.message;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The time zones of reps as the log knows them; that of an unknown one is UTC. Not threadsafe. */
public final class TimeZones {

    private static final String REP = Streams.rep("");

    /** It opens no texts about persons: nothing here needs them. */
    private static final EventCodec SEALED = new EventCodec();

    private final LogReader log;
    private final Map<String, Rep> reps = new HashMap<>();

    public TimeZones(LogReader log) {
        this.log = log;
    }

    /** Reads the reps whom events name, with one query. */
    public void learn(Collection<? extends CrmMessage> tellings) {
        Set<String> streams = new TreeSet<>();
        for (CrmMessage telling : tellings) {
            Report report = telling.report();
            if (report != null && !reps.containsKey(Streams.rep(report.rep()))) {
                streams.add(Streams.rep(report.rep()));
            }
        }
        if (!streams.isEmpty()) {
            log.streams(List.copyOf(streams), this::learn);
        }
    }

    /** Takes note of the reps among streams. */
    void learn(Map<String, List<LogLine>> streams) {
        streams.forEach((stream, lines) -> {
            if (stream.startsWith(REP) && !lines.isEmpty()) {
                reps.put(
                        stream,
                        Rep.of(lines.stream().map(l -> (RepEvent) SEALED.read(l)).toList()));
            }
        });
    }

    /** Where an event's day begins and ends. */
    public ZoneId zone(CrmMessage telling) {
        Report report = telling.report();
        Rep rep = report == null ? null : reps.get(Streams.rep(report.rep()));
        return report == null || rep == null ? ZoneOffset.UTC : rep.timeZone(report.date());
    }
}
