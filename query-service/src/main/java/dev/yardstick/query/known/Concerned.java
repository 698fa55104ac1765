package dev.yardstick.query.known;

import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.Event;
import dev.yardstick.events.Report;
import dev.yardstick.query.facts.Recorded;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** That an event of a CRM record is about a rep. */
record Concerned(String rep, long position) {

    /**
     * Whom new versions of a record are about: those whom each names or credits, and those for whom
     * it changed what the record amounts to. One that names nobody is about all who were named
     * before.
     */
    static Set<Concerned> by(
            List<Recorded<Event>> before, List<Recorded<Event>> fresh, RecordChanges changes) {
        Set<String> named = new LinkedHashSet<>();
        before.forEach(version -> named.addAll(named(version.event())));
        Set<Concerned> all = new HashSet<>();
        for (Recorded<Event> version : fresh) {
            Set<String> now = named(version.event());
            named.addAll(now);
            (now.isEmpty() ? named : now)
                    .forEach(rep -> all.add(new Concerned(rep, version.position())));
        }
        changes.closed().forEach(fact -> all.add(new Concerned(fact.rep(), fact.knownTo())));
        for (FactRows.Opened fact : changes.opened()) {
            all.add(new Concerned(fact.rep(), fact.knownFrom()));
            if (fact.knownTo() != RecordChanges.STILL_KNOWN) {
                all.add(new Concerned(fact.rep(), fact.knownTo()));
            }
        }
        return all;
    }

    private static Set<String> named(Event event) {
        Report report = CrmRecord.report(event);
        return report == null ? Set.of() : report.reps();
    }
}
