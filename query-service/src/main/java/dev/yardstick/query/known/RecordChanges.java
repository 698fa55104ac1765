package dev.yardstick.query.known;

import dev.yardstick.events.Event;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.known.Fold.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the facts of one record change with each new version, in the order of positions: so what was
 * known at any position between is exact, also when many versions come in one batch.
 */
final class RecordChanges {

    static final long STILL_KNOWN = Long.MAX_VALUE;

    private final List<FactRows.Closed> closed = new ArrayList<>();
    private final List<FactRows.Opened> opened = new ArrayList<>();
    private final List<Fact> altered = new ArrayList<>();

    /**
     * Folds new versions after those known before.
     *
     * @param before in the order of positions
     * @param fresh at least one, at higher positions, in order
     */
    RecordChanges(List<Recorded<Event>> before, List<Recorded<Event>> fresh) {
        List<Recorded<Event>> versions = new ArrayList<>(before);
        long record = (before.isEmpty() ? fresh : before).getFirst().position();
        Map<Key, Fact> facts = Fold.facts(versions);
        Map<Key, Integer> openedHere = new HashMap<>();
        for (Recorded<Event> version : fresh) {
            versions.add(version);
            Map<Key, Fact> next = Fold.facts(versions);
            for (Key key : facts.keySet()) {
                if (!facts.get(key).equals(next.get(key))) {
                    altered.add(facts.get(key));
                    close(record, key, version.position(), openedHere.remove(key));
                }
            }
            for (Map.Entry<Key, Fact> entry : next.entrySet()) {
                if (!entry.getValue().equals(facts.get(entry.getKey()))) {
                    altered.add(entry.getValue());
                    openedHere.put(entry.getKey(), opened.size());
                    opened.add(
                            new FactRows.Opened(
                                    record,
                                    entry.getKey().rep(),
                                    entry.getValue(),
                                    version.position(),
                                    STILL_KNOWN));
                }
            }
            facts = next;
        }
    }

    private void close(long record, Key key, long position, @Nullable Integer here) {
        if (here == null) {
            closed.add(new FactRows.Closed(record, key.rep(), key.kind(), position));
            return;
        }
        FactRows.Opened row = opened.get(here);
        opened.set(
                here,
                new FactRows.Opened(
                        row.record(), row.rep(), row.fact(), row.knownFrom(), position));
    }

    List<FactRows.Closed> closed() {
        return closed;
    }

    List<FactRows.Opened> opened() {
        return opened;
    }

    /** The facts that came or went. */
    List<Fact> altered() {
        return altered;
    }
}
