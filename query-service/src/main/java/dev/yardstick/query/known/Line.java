package dev.yardstick.query.known;

import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event of a stream. */
record Line(String stream, Recorded<Event> recorded) {

    /** The events of one kind, by stream, in the order in which they come. */
    static <E extends Event> Map<String, List<Recorded<E>>> byStream(
            Class<E> type, List<Line> lines) {
        Map<String, List<Recorded<E>>> streams = new LinkedHashMap<>();
        for (Line line : lines) {
            if (type.isInstance(line.recorded().event())) {
                streams.computeIfAbsent(line.stream(), s -> new ArrayList<>())
                        .add(
                                new Recorded<>(
                                        line.recorded().position(),
                                        type.cast(line.recorded().event())));
            }
        }
        return streams;
    }

    /** The expectations among events. */
    static List<Profile> profiles(List<Line> lines) {
        return byStream(ExpectationEvent.class, lines).values().stream().map(Profile::new).toList();
    }
}
