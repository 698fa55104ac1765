package dev.yardstick.query.view;

import dev.yardstick.events.RepEvent.AgreementMade;
import dev.yardstick.events.RepEvent.MatterSnoozed;
import dev.yardstick.events.RepEvent.TalkPlanned;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
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
        RepStory rep = known.rep();
        LocalDate silence =
                new OpenMatters(on, journal).nothingExpectedSince(rep, known.profiles());
        if (silence != null) {
            all.add(matter(rep, Kind.SILENCE, null, null, 0, silence, rep.hire(on), 0, null));
        }
        Stakes stakes = new Stakes(on, talkedOn, clauses);
        for (Judged judged : clauses) {
            warning(rep, judged, journal, stakes, all);
            milestone(rep, judged, journal, stakes, all);
        }
        for (Profile profile : known.profiles()) {
            versions(rep, profile, journal, stakes, all);
        }
        agenda(rep, talkedOn, stakes, all);
        all.sort(Matter.MOST_AT_STAKE);
        return new Due(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                all.stream().filter(matter -> matter.followUpOn() == null).toList(),
                all.stream().filter(matter -> matter.followUpOn() != null).toList(),
                talkedOn,
                known.profiles().stream()
                        .flatMap(p -> new OpenMatters(on, journal).unanswered(p).stream())
                        .toList());
    }

    /** What was agreed on, due on its day, and talks that were planned, until one is held. */
    private void agenda(
            RepStory rep, @Nullable LocalDate talkedOn, Stakes stakes, List<Matter> all) {
        for (RepStory.Agreement agreement : rep.agreements(on)) {
            AgreementMade made = agreement.made();
            if (agreement.outcome() == null) {
                Due.Note note =
                        new Due.Note(
                                made.agreement(), texts.open(made.what(), "…"), made.by().code());
                all.add(noted(Kind.AGREEMENT, made.until(), stakes, note));
            }
        }
        for (TalkPlanned plan : rep.plans()) {
            if (talkedOn == null || talkedOn.isBefore(plan.on())) {
                String text = plan.note() == null ? "" : texts.open(plan.note(), "…");
                all.add(
                        noted(
                                Kind.PLANNED,
                                plan.on(),
                                stakes,
                                new Due.Note(plan.talk(), text, "manager")));
            }
        }
    }

    private Matter noted(Kind kind, LocalDate day, Stakes stakes, Due.Note note) {
        return new Matter(
                kind,
                null,
                null,
                0,
                day,
                day,
                stakes.ofWord(day),
                day.isAfter(on) ? day : null,
                null,
                note);
    }

    /** A matter, which may have been put off. */
    private Matter matter(
            RepStory rep,
            Kind kind,
            @Nullable String expectation,
            @Nullable Judged judged,
            int version,
            LocalDate since,
            LocalDate begins,
            double stake,
            @Nullable LocalDate followUpOn) {
        Timeline.Clause clause = judged == null ? null : judged.clause();
        Matter due =
                new Matter(
                        kind,
                        expectation,
                        clause,
                        version,
                        since,
                        begins,
                        stake,
                        followUpOn,
                        null,
                        null);
        MatterSnoozed put =
                rep.snoozed(expectation, clause == null ? null : clause.id(), due.ofVersion(), on);
        return put != null
                        && put.until().isAfter(on)
                        && (kind == Kind.MILESTONE || !put.on().isBefore(since))
                        && (judged == null || !isClearlyWorse(judged.gauge(), put.on(), on))
                ? due.waiting(put.until(), texts.open(put.reason(), ""))
                : due;
    }

    private @Nullable LocalDate talkedOn(Known known) {
        return known.facts().stream()
                .filter(fact -> Warnings.SUPPORT.contains(fact.kind()))
                .map(Fact::date)
                .filter(date -> !date.isAfter(on))
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    private void warning(
            RepStory rep, Judged judged, Journal journal, Stakes stakes, List<Matter> all) {
        Timeline.Clause clause = judged.clause();
        Warning warning = clause.warning();
        if (warning == null || WELL.contains(clause.standing())) {
            return;
        }
        Profile profile = judged.gauge().clause().profile();
        all.add(
                matter(
                        rep,
                        Kind.WARNING,
                        clause.expectation(),
                        judged,
                        warning.version(),
                        warning.since(),
                        profile.versions().get(warning.version() - 1).effectiveFrom(),
                        stakes.ofWarning(judged, warning.since()),
                        followUp(
                                journal.about(
                                        clause.expectation(), clause.id(), warning.since(), on),
                                judged)));
    }

    private void milestone(
            RepStory rep, Judged judged, Journal journal, Stakes stakes, List<Matter> all) {
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
                matter(
                        rep,
                        Kind.MILESTONE,
                        clause.expectation(),
                        judged,
                        0,
                        due,
                        judged.gauge().clause().firstDay(),
                        stakes.ofMilestone(judged, due, MILESTONE_DAYS),
                        followUp(
                                journal.about(clause.expectation(), clause.id(), LocalDate.MIN, on),
                                judged)));
    }

    private void versions(
            RepStory rep, Profile profile, Journal journal, Stakes stakes, List<Matter> all) {
        OpenMatters open = new OpenMatters(on, journal);
        for (Accountability.Unspoken u : open.unspoken(profile)) {
            all.add(
                    matter(
                            rep,
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
                    matter(
                            rep,
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
        int fell =
                Week.badness(Standing.of(gauge, after)) - Week.badness(Standing.of(gauge, before));
        if (fell > 0) {
            return Week.badness(Standing.of(gauge, after)) > Week.badness(Standing.SLIPPING);
        }
        var reached = TeamAssembler.reached(gauge, before);
        var reaches = TeamAssembler.reached(gauge, after);
        return reached != null
                && reaches != null
                && reached.signum() > 0
                && reaches.multiply(10).compareTo(reached.multiply(9)) <= 0;
    }
}
