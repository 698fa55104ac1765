package dev.yardstick.benchmark;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Every race, by its name in docs/performance.md. */
final class Races {

    private Races() {}

    /** In the order in which they are run and shown. */
    static SequencedMap<String, Race> all() {
        SequencedMap<String, Race> races = new LinkedHashMap<>();
        races.put("R10", new StartRace());
        return races;
    }
}
