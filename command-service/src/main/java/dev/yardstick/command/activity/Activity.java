package dev.yardstick.command.activity;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.yardstick.command.Recording;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * One activity of a CRM. Every version is recorded in the order of arrival; which one counts is for
 * the reader to say, by the CRM's own clock.
 */
@AggregateRoot(type = "activity")
public class Activity {

    @AggregateIdentifier private @Nullable String stream;
    private final Map<String, ActivityEvent> byId = new HashMap<>();

    /** None yet. */
    public Activity() {}

    /** Records a version, unless the stream has it. */
    public Recording report(CrmVersion crm, FactKind kind, Report report) {
        ActivityEvent before = byId.get(crm.id());
        if (before == null) {
            boolean first = byId.values().stream().allMatch(e -> e instanceof ActivityRetracted);
            apply(
                    first
                            ? new ActivityRecorded(crm, kind, report)
                            : new ActivityCorrected(crm, kind, report));
            return Recording.RECORDED;
        }
        boolean same =
                before.crm().equals(crm)
                        && switch (before) {
                            case ActivityRecorded(var c, var k, var r) ->
                                    k == kind && r.saysTheSameAs(report);
                            case ActivityCorrected(var c, var k, var r) ->
                                    k == kind && r.saysTheSameAs(report);
                            case ActivityRetracted r -> false;
                        };
        return same ? Recording.DUPLICATE : Recording.ID_REUSED;
    }

    /** Records that all versions up to this one are void, unless the stream has it. */
    public Recording retract(CrmVersion crm) {
        ActivityEvent before = byId.get(crm.id());
        if (before == null) {
            apply(new ActivityRetracted(crm));
            return Recording.RECORDED;
        }
        return before.equals(new ActivityRetracted(crm))
                ? Recording.DUPLICATE
                : Recording.ID_REUSED;
    }

    @EventSourcingHandler
    void on(ActivityEvent event) {
        stream = Streams.activity(event.crm().source(), event.crm().subject());
        byId.put(event.crm().id(), event);
    }
}
