package dev.yardstick.query.timeline;

import dev.yardstick.events.FactKind;
import dev.yardstick.query.timeline.Accountability.Dispute;
import dev.yardstick.query.timeline.Accountability.Unspoken;
import dev.yardstick.query.timeline.Accountability.Version;
import dev.yardstick.query.timeline.Accountability.Warned;
import dev.yardstick.query.timeline.TimelineDrawing.Judged;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Draws a manager's own side on a day out of what is known of each of her reps. */
public final class AccountabilityDrawing {

    private final LocalDate on;
    private final Texts texts;

    /** Draws as of a day. */
    public AccountabilityDrawing(LocalDate on, Texts texts) {
        this.on = on;
        this.texts = texts;
    }

    /** What concerns one rep. */
    public Accountability.Rep draw(Known known) {
        RepStory rep = known.rep();
        List<Judged> clauses = new TimelineDrawing(known, texts).inForce(on);
        List<Profile> valid =
                known.profiles().stream().filter(profile -> !profile.isTakenBack()).toList();
        List<Profile> inForce =
                valid.stream()
                        .filter(p -> !p.from().isAfter(on) && !p.lastDay().isBefore(on))
                        .toList();
        return new Accountability.Rep(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                valid.stream()
                        .map(Profile::from)
                        .min(LocalDate::compareTo)
                        .map(first -> daysBetween(rep.hire(on), first))
                        .orElse(null),
                versions(valid),
                clauses.stream()
                        .map(Judged::clause)
                        .filter(clause -> clause.warning() != null)
                        .map(clause -> warned(clause, known))
                        .toList(),
                disputes(inForce),
                unspoken(inForce),
                inForce.stream().filter(p -> p.quotaOnly(on)).map(Profile::id).toList(),
                clauses.stream()
                        .map(Judged::clause)
                        .filter(clause -> clause.owedBy().equals("manager"))
                        .toList());
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

    private Warned warned(Timeline.Clause clause, Known known) {
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
                        .orElse(null));
    }

    List<Dispute> disputes(List<Profile> inForce) {
        List<Dispute> disputes = new ArrayList<>();
        for (Profile profile : inForce) {
            int version = profile.spoken(on).number();
            LocalDate since = profile.answeredOn(version, true);
            if (since != null && !since.isAfter(on)) {
                disputes.add(new Dispute(profile.id(), version, since));
            }
        }
        return disputes;
    }

    List<Unspoken> unspoken(List<Profile> inForce) {
        List<Unspoken> unspoken = new ArrayList<>();
        for (Profile profile : inForce) {
            if (profile.unspoken(on)) {
                Profile.Version version = profile.spoken(on);
                unspoken.add(new Unspoken(profile.id(), version.number(), version.effectiveFrom()));
            }
        }
        return unspoken;
    }
}
