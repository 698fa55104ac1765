package dev.yardstick.query.known;

import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An event of a stream. */
record Line(String stream, long position, Event event) {

    /** It alone if it is of a kind, else none. */
    <E extends Event> Stream<Recorded<E>> as(Class<E> type) {
        return type.isInstance(event)
                ? Stream.of(new Recorded<>(position, type.cast(event)))
                : Stream.empty();
    }

    /** The events of one kind, of each stream in the order in which they come. */
    static <E extends Event> Collection<List<Recorded<E>>> byStream(
            Class<E> type, List<Line> lines) {
        Map<String, List<Recorded<E>>> streams = new LinkedHashMap<>();
        for (Line line : lines) {
            line.as(type)
                    .forEach(event ->
                            streams.computeIfAbsent(line.stream(), s -> new ArrayList<>())
                                    .add(event));
        }
        return streams.values();
    }

    /** The expectations among events. */
    static List<Profile> profiles(List<Line> lines) {
        return byStream(ExpectationEvent.class, lines).stream().map(Profile::new).toList();
    }
}
