package dev.yardstick.events.oversight;

import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was given and not taken back of one kind, over one manager, team or unit. */
public final class Overseers {

    private record Key(String by, LocalDate from) {}

    private final Map<Key, OversightGiven> given = new LinkedHashMap<>();

    /** Those whose events these are, in order. */
    public static Overseers of(List<? extends OversightEvent> events) {
        Overseers overseers = new Overseers();
        events.forEach(overseers::on);
        return overseers;
    }

    /** Adds what was recorded next. */
    public void on(OversightEvent event) {
        Key key = new Key(event.by(), event.from());
        switch (event) {
            case OversightGiven e -> given.put(key, e);
            case OversightWithdrawn e -> given.remove(key);
        }
    }

    /** Each of them, as it was given last. */
    public Collection<OversightGiven> all() {
        return given.values();
    }

    /** By whom on a day. */
    public Set<String> on(LocalDate day) {
        return given.values().stream()
                .filter(one -> one.covers(day))
                .map(OversightGiven::by)
                .collect(Collectors.toSet());
    }
}
