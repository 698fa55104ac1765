package dev.yardstick.command.activity;

import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One activity of a CRM. Every version is recorded in the order of arrival; which one counts is for
 * the reader to say, by the CRM's own clock.
 */
public final class Activity {

    private final Map<String, ActivityEvent> byId = new HashMap<>();
    private final Consumer<? super ActivityEvent> recording;

    /**
     * An activity.
     *
     * @param known its events
     * @param recording takes those that are new
     */
    public Activity(List<ActivityEvent> known, Consumer<? super ActivityEvent> recording) {
        known.forEach(this::on);
        this.recording = recording;
    }

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
        return before.crm().isSameAs(crm) && says(before, kind, report)
                ? Recording.DUPLICATE
                : Recording.ID_REUSED;
    }

    /**
     * Records what a person logged by hand, unless it was logged: whoever sends it again sends it
     * at another time.
     */
    public Recording log(CrmVersion crm, FactKind kind, Report report) {
        if (byId.isEmpty()) {
            apply(new ActivityRecorded(crm, kind, report));
            return Recording.RECORDED;
        }
        return byId.get(crm.id()) instanceof ActivityRecorded held && says(held, kind, report)
                ? Recording.DUPLICATE
                : Recording.ID_REUSED;
    }

    /** Records that what was logged by hand did not take place, once. */
    public Recording takeBack(CrmVersion crm) {
        if (byId.containsKey(crm.id())) {
            return Recording.DUPLICATE;
        }
        return retract(crm);
    }

    private static boolean says(ActivityEvent before, FactKind kind, Report report) {
        return switch (before) {
            case ActivityRecorded(var c, var k, var r) -> k == kind && r.saysTheSameAs(report);
            case ActivityCorrected(var c, var k, var r) -> k == kind && r.saysTheSameAs(report);
            case ActivityRetracted r -> false;
        };
    }

    /** Records the activity as the CRM shows it, unless the stream has it. */
    public Recording observe(Sighting sighting, FactKind kind, Report report) {
        return sighting.news(
                        sighting.state(byId.values()), byId.values(), b -> says(b, kind, report))
                .map(version -> report(version, kind, report))
                .orElse(Recording.DUPLICATE);
    }

    /** Records that the CRM shows the activity as not done, or not yet. */
    public Recording observeNotDone(Sighting sighting) {
        return retract(
                sighting.news(
                        sighting.state(byId.values()),
                        byId.values(),
                        b -> b instanceof ActivityRetracted));
    }

    /** Records that the CRM has the activity no more. */
    public Recording observeGone(Sighting sighting) {
        return retract(sighting.gone(byId.values()));
    }

    private Recording retract(Optional<CrmVersion> news) {
        return news.map(this::retract).orElse(Recording.DUPLICATE);
    }

    /** Records that all versions up to this one are void, unless the stream has it. */
    public Recording retract(CrmVersion crm) {
        ActivityEvent before = byId.get(crm.id());
        if (before == null) {
            apply(new ActivityRetracted(crm));
            return Recording.RECORDED;
        }
        return before instanceof ActivityRetracted && before.crm().isSameAs(crm)
                ? Recording.DUPLICATE
                : Recording.ID_REUSED;
    }

    private void apply(ActivityEvent event) {
        on(event);
        recording.accept(event);
    }

    private void on(ActivityEvent event) {
        byId.put(event.crm().id(), event);
    }
}
