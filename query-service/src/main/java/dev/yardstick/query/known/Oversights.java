package dev.yardstick.query.known;

import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.query.known.Change.Note;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/**
 * Who oversees whom as known now, held in memory and read anew where something was told. Call it
 * within the transaction of the reading.
 */
@Component
public final class Oversights {

    private final KnownStore library;
    private final Changes changes;
    private volatile Held held = new Held(new Note(-1, 0, 0), Map.of());

    Oversights(KnownStore library, Changes changes) {
        this.library = library;
        this.changes = changes;
    }

    private record Key(Kind kind, String of) {}

    private record Held(Note change, Map<Key, Overseers> overseers) {}

    /** As known now: what was given of a kind over a manager, a team or a unit. */
    public BiFunction<Kind, String, Overseers> now() {
        Map<Key, Overseers> known = read();
        return (kind, of) -> known.getOrDefault(new Key(kind, of), new Overseers());
    }

    /** Everything that was given and not taken back. */
    public Collection<Overseers> all() {
        return read().values();
    }

    private Map<Key, Overseers> read() {
        Note change = changes.ofOversight();
        Held before = held;
        if (before.change().equals(change)) {
            return before.overseers();
        }
        Map<Key, Overseers> overseers = new HashMap<>();
        for (OversightEvent event : library.oversight()) {
            overseers
                    .computeIfAbsent(new Key(event.kind(), event.of()), key -> new Overseers())
                    .on(event);
        }
        held = new Held(change, overseers);
        return overseers;
    }
}
