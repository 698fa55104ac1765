package dev.yardstick.query.view;

import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Due.Kind;
import dev.yardstick.query.view.Due.Matter;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be spoken about with a rep on a day: the one place that says so.
 *
 * @param on the day as of which it draws
 */
record DueAssembler(LocalDate on, PersonalTexts texts) {

    private static final int MILESTONE_DAYS = 30;
    private static final Set<Standing> WELL = Set.of(Standing.MET, Standing.ON_PACE);

    /** What there is to speak about with one rep, whose clauses in force were judged. */
    Due draw(Known known, Journal journal, List<Judged> clauses) {
        LocalDate talkedOn = talkedOn(known);
        List<Matter> all = new ArrayList<>();
        LocalDate silence =
                new OpenMatters(on, journal).nothingExpectedSince(known.rep(), known.profiles());
        if (silence != null) {
            all.add(
                    new Matter(
                            Kind.SILENCE, null, null, 0, silence, known.rep().hire(on), 0, null));
        }
        Stakes stakes = new Stakes(on, talkedOn, clauses);
        for (Judged judged : clauses) {
            warning(judged, journal, stakes, all);
            milestone(judged, journal, stakes, all);
        }
        for (Profile profile : known.profiles()) {
            versions(profile, journal, stakes, all);
        }
        all.sort(
                Comparator.comparing((Matter matter) -> matter.kind() != Kind.SILENCE)
                        .thenComparing(Comparator.comparing(Matter::stake).reversed())
                        .thenComparing(Matter::kind)
                        .thenComparing(Matter::since));
        return new Due(
                known.rep().id(),
                texts.open(known.rep().name(on), known.rep().id()),
                all.stream().filter(matter -> matter.followUpOn() == null).toList(),
                all.stream().filter(matter -> matter.followUpOn() != null).toList(),
                talkedOn);
    }

    private @Nullable LocalDate talkedOn(Known known) {
        return known.facts().stream()
                .filter(fact -> Warnings.SUPPORT.contains(fact.kind()))
                .map(Fact::date)
                .filter(date -> !date.isAfter(on))
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    private void warning(Judged judged, Journal journal, Stakes stakes, List<Matter> all) {
        Timeline.Clause clause = judged.clause();
        Warning warning = clause.warning();
        if (warning == null || WELL.contains(clause.standing())) {
            return;
        }
        Profile profile = judged.gauge().clause().profile();
        all.add(
                new Matter(
                        Kind.WARNING,
                        clause.expectation(),
                        clause,
                        warning.version(),
                        warning.since(),
                        profile.versions().get(warning.version() - 1).effectiveFrom(),
                        stakes.ofWarning(judged, warning.since()),
                        followUp(
                                journal.about(
                                        clause.expectation(), clause.id(), warning.since(), on),
                                judged)));
    }

    private void milestone(Judged judged, Journal journal, Stakes stakes, List<Matter> all) {
        Timeline.Clause clause = judged.clause();
        LocalDate due = clause.due();
        if (due == null
                || clause.unspoken()
                || clause.standing() == Standing.MET
                || due.isBefore(on)
                || due.isAfter(on.plusDays(MILESTONE_DAYS))) {
            return;
        }
        all.add(
                new Matter(
                        Kind.MILESTONE,
                        clause.expectation(),
                        clause,
                        0,
                        due,
                        judged.gauge().clause().firstDay(),
                        stakes.ofMilestone(judged, due, MILESTONE_DAYS),
                        followUp(
                                journal.about(clause.expectation(), clause.id(), LocalDate.MIN, on),
                                judged)));
    }

    private void versions(Profile profile, Journal journal, Stakes stakes, List<Matter> all) {
        OpenMatters open = new OpenMatters(on, journal);
        for (Accountability.Unspoken u : open.unspoken(profile)) {
            all.add(
                    new Matter(
                            Kind.UNSPOKEN,
                            u.expectation(),
                            null,
                            u.version(),
                            u.since(),
                            u.effectiveFrom(),
                            stakes.ofUnspoken(u.since()),
                            null));
        }
        for (Accountability.Dispute d : open.disputes(profile)) {
            Journal.Talk talk = journal.about(d.expectation(), d.version(), d.since(), on);
            all.add(
                    new Matter(
                            Kind.DISPUTE,
                            d.expectation(),
                            null,
                            d.version(),
                            d.since(),
                            profile.versions().get(d.version() - 1).effectiveFrom(),
                            stakes.ofDispute(d.since()),
                            talk != null && talk.followUpOn().isAfter(on)
                                    ? talk.followUpOn()
                                    : null));
        }
    }

    /** When a clause is to be spoken about again after a talk; null: now. */
    private @Nullable LocalDate followUp(Journal.@Nullable Talk talk, Judged judged) {
        return talk == null
                        || !talk.followUpOn().isAfter(on)
                        || isClearlyWorse(judged.gauge(), talk.on(), on)
                ? null
                : talk.followUpOn();
    }

    /**
     * Whether a clause stands clearly worse than on an earlier day: it fell to behind or missed, or
     * what was reached of what was expected fell by a tenth of that or more.
     */
    static boolean isClearlyWorse(Gauge gauge, LocalDate then, LocalDate now) {
        ClauseHistory clause = gauge.clause();
        LocalDate before = clause.lastDayBy(then);
        LocalDate after = clause.lastDayBy(now);
        if (before.isBefore(clause.firstDay())) {
            return false;
        }
        int fell = badness(Standing.of(gauge, after)) - badness(Standing.of(gauge, before));
        if (fell > 0) {
            return badness(Standing.of(gauge, after)) > badness(Standing.SLIPPING);
        }
        var reached = TeamAssembler.reached(gauge, before);
        var reaches = TeamAssembler.reached(gauge, after);
        return reached != null
                && reaches != null
                && reached.signum() > 0
                && reaches.multiply(10).compareTo(reached.multiply(9)) <= 0;
    }

    private static int badness(Standing standing) {
        return switch (standing) {
            case MET, ON_PACE, NOT_STARTED -> 0;
            case SLIPPING -> 1;
            case BEHIND -> 2;
            case MISSED -> 3;
        };
    }
}
