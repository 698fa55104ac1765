package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import org.jspecify.annotations.Nullable;

/** The latest version of an activity, unless a retraction voids it. */
final class ActivityVersions implements Versions {

    private static final String KIND = "kind";

    private final Retraction retraction = new Retraction();
    private @Nullable Version latest;

    @Override
    public void add(Event event, int line, Shared shared) {
        switch ((ActivityEvent) event) {
            case ActivityRecorded(var crm, var kind, var report) ->
                    add(crm, kind, report, line, shared);
            case ActivityCorrected(var crm, var kind, var report) ->
                    add(crm, kind, report, line, shared);
            case ActivityRetracted(var crm) -> retraction.add(crm, line);
        }
    }

    private void add(CrmVersion crm, FactKind kind, Report report, int line, Shared shared) {
        latest = Version.later(latest, Version.of(crm, line, kind.code(), report, shared));
    }

    @Override
    public Picture picture() {
        Version valid = retraction.unlessVoid(latest);
        return valid == null
                ? Picture.gone(KIND)
                : new Picture(KIND, valid.state(), valid.day(), null, valid.fields());
    }

    @Override
    public int line() {
        return retraction.line(latest);
    }

    @Override
    public long weight() {
        return Version.weightOf(latest);
    }
}
