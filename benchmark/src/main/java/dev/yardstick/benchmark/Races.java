package dev.yardstick.benchmark;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Every race, by its name in docs/performance.md. */
final class Races {

    private Races() {}

    /** In the order in which they are run and shown. */
    static SequencedMap<String, Race> all() {
        SequencedMap<String, Race> races = new LinkedHashMap<>();
        Reading reading = new Reading();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(reading::end));
        races.put("R1", reading::warm);
        races.put("R2", reading::touchedAndCold);
        races.put("R3", reading::lists);
        races.put("R4", reading::turn);
        races.put("R5", new RebuildRace());
        races.put("R6", new IntakeRace(true));
        races.put("R7", new IntakeRace(false).and(new CommandRace()));
        races.put("R8", new DiskUse());
        races.put("R9", new GrowthRace(0));
        races.put("R10", new StartRace());
        races.put("R11", new LiveRace());
        races.put("P1", new PeerRace());
        return races;
    }
}
