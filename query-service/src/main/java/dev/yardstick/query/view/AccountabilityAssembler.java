package dev.yardstick.query.view;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.RepEvent.Outcome;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Accountability.Version;
import dev.yardstick.query.view.Accountability.Warned;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Draws a manager's own side on a day out of what is known of each of her reps.
 *
 * @param on the day as of which it draws
 */
record AccountabilityAssembler(LocalDate on, PersonalTexts texts) {

    /** What concerns one rep, whose clauses in force were judged and who has something due. */
    Accountability.Rep draw(Known known, Journal journal, List<Judged> clauses, Due due) {
        OpenMatters open = new OpenMatters(on, journal);
        RepStory rep = known.rep();
        List<Profile> valid =
                known.profiles().stream().filter(profile -> !profile.isTakenBack()).toList();
        List<Profile> inForce = valid.stream().filter(p -> p.isInForce(on)).toList();
        return new Accountability.Rep(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                valid.stream()
                        .map(Profile::from)
                        .min(LocalDate::compareTo)
                        .map(first -> daysBetween(rep.hire(on), first))
                        .orElse(null),
                due.nothingExpectedSince(),
                versions(valid),
                clauses.stream()
                        .map(Judged::clause)
                        .filter(clause -> clause.warning() != null)
                        .map(clause -> warned(clause, known, due.of(clause)))
                        .toList(),
                valid.stream().flatMap(p -> open.disputes(p).stream()).toList(),
                valid.stream().flatMap(p -> open.unspoken(p).stream()).toList(),
                inForce.stream().filter(p -> p.quotaOnly(on)).map(Profile::id).toList(),
                clauses.stream()
                        .map(Judged::clause)
                        .filter(clause -> clause.owedBy().equals("manager"))
                        .toList(),
                promises(rep));
    }

    private Accountability.Promises promises(RepStory rep) {
        List<RepStory.Agreement> hers =
                rep.agreements(on).stream()
                        .filter(agreement -> agreement.made().by() == OwedBy.MANAGER)
                        .toList();
        return new Accountability.Promises(
                count(hers, agreement -> agreement.outcome() == Outcome.KEPT),
                count(hers, agreement -> agreement.outcome() == Outcome.NOT_KEPT),
                count(hers, agreement -> agreement.outcome() == null),
                count(
                        hers,
                        agreement ->
                                agreement.outcome() == null
                                        && agreement.made().until().isBefore(on)));
    }

    private static int count(
            List<RepStory.Agreement> agreements, Predicate<RepStory.Agreement> wanted) {
        return (int) agreements.stream().filter(wanted).count();
    }

    private List<Version> versions(List<Profile> profiles) {
        List<Version> versions = new ArrayList<>();
        for (Profile profile : profiles) {
            for (Profile.Version v : profile.versions()) {
                if (!v.effectiveFrom().isAfter(on)) {
                    versions.add(
                            new Version(
                                    profile.id(),
                                    v.number(),
                                    v.effectiveFrom(),
                                    daysUntil(
                                            v.effectiveFrom(), profile.communicatedOn(v.number())),
                                    daysUntil(
                                            v.effectiveFrom(),
                                            profile.answeredOn(v.number(), false))));
                }
            }
        }
        return versions;
    }

    private @Nullable Long daysUntil(LocalDate from, @Nullable LocalDate day) {
        return day == null || day.isAfter(on) ? null : daysBetween(from, day);
    }

    /** Never negative: what was said before it took effect waited not at all. */
    private static Long daysBetween(LocalDate from, LocalDate to) {
        return Math.max(0, ChronoUnit.DAYS.between(from, to));
    }

    private Warned warned(Timeline.Clause clause, Known known, Due.State state) {
        LocalDate since = clause.warning() == null ? LocalDate.MAX : clause.warning().since();
        return new Warned(
                clause.id(),
                clause.expectation(),
                clause.title(),
                since,
                known.facts().stream()
                        .filter(fact -> fact.kind() == FactKind.COACHING)
                        .map(Fact::date)
                        .filter(date -> !date.isBefore(since) && !date.isAfter(on))
                        .min(LocalDate::compareTo)
                        .map(date -> daysBetween(since, date))
                        .orElse(null),
                state.due(),
                state.followUpOn());
    }
}
