package dev.yardstick.query.view;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Accountability.Dispute;
import dev.yardstick.query.view.Accountability.Unspoken;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is open between a rep and her manager on a day: what was never told, what is seen
 * differently, and whether anything is expected at all. A version counts from the day it was
 * recorded, as that is when it can be told and put right best.
 */
record OpenMatters(LocalDate on, Journal journal) {

    /** The versions of an expectation that she was not told. */
    List<Unspoken> unspoken(Profile profile) {
        List<Unspoken> unspoken = new ArrayList<>();
        for (Profile.Version version : standing(profile)) {
            LocalDate told = profile.communicatedOn(version.number());
            if (told == null || told.isAfter(on)) {
                unspoken.add(
                        new Unspoken(
                                profile.id(),
                                version.number(),
                                journal.since(profile, version, on),
                                version.effectiveFrom()));
            }
        }
        return unspoken;
    }

    /** Those that she was told, and has said nothing to. */
    List<Due.Unanswered> unanswered(Profile profile) {
        List<Due.Unanswered> unanswered = new ArrayList<>();
        for (Profile.Version version : standing(profile)) {
            LocalDate told = profile.communicatedOn(version.number());
            if (told != null && !told.isAfter(on) && !profile.isAnswered(version.number())) {
                unanswered.add(
                        new Due.Unanswered(
                                profile.id(), version.number(), told, version.effectiveFrom()));
            }
        }
        return unanswered;
    }

    /** Those that she sees differently, in whole or in part, and that nobody has settled. */
    List<Dispute> disputes(Profile profile) {
        List<Dispute> disputes = new ArrayList<>();
        for (Profile.Version version : standing(profile)) {
            LocalDate since = profile.openDisputeSince(version.number(), on);
            if (since != null) {
                disputes.add(new Dispute(profile.id(), version.number(), since));
            }
        }
        return disputes;
    }

    /** The version in force on the day, and those that are there already and begin later. */
    private List<Profile.Version> standing(Profile profile) {
        if (profile.isTakenBack() || profile.lastDay().isBefore(on)) {
            return List.of();
        }
        List<Profile.Version> there =
                profile.versions().stream()
                        .filter(version -> journal.isThere(profile, version, on))
                        .toList();
        return there.stream().filter(version -> !isReplaced(version, there)).toList();
    }

    /** Whether a later version begins before it counts for a day more. */
    private boolean isReplaced(Profile.Version version, Collection<Profile.Version> there) {
        LocalDate counts = version.effectiveFrom().isAfter(on) ? version.effectiveFrom() : on;
        return there.stream()
                .filter(later -> later.number() > version.number())
                .anyMatch(later -> !later.effectiveFrom().isAfter(counts));
    }

    /**
     * Since when nothing is expected of a rep who is employed: her hire, or the first day after the
     * last expectation; null: something is, or is set to be.
     */
    @Nullable LocalDate nothingExpectedSince(RepStory rep, List<Profile> profiles) {
        List<Profile> hers =
                profiles.stream()
                        .filter(profile -> !profile.isTakenBack() && isOwedByRep(profile))
                        .toList();
        if (rep.isErased()
                || !rep.isEmployed(on)
                || hers.stream().anyMatch(p -> !standing(p).isEmpty())) {
            return null;
        }
        return Stream.concat(
                        Stream.of(rep.hire(on)),
                        hers.stream()
                                .map(Profile::lastDay)
                                .filter(last -> last.isBefore(on))
                                .map(last -> last.plusDays(1)))
                .max(LocalDate::compareTo)
                .orElseThrow();
    }

    /** What the manager owes alone expects nothing of the rep. */
    private boolean isOwedByRep(Profile profile) {
        return profile.inForce(on).clauses().stream().anyMatch(c -> c.owedBy() == OwedBy.REP);
    }
}
