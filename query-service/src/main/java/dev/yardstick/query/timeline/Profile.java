package dev.yardstick.query.timeline;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An expectation in all its versions with what was said about each, as known at some position. */
public final class Profile {

    /**
     * A version.
     *
     * @param countsFrom the first day on which its targets count: the period's first where it
     *     restates
     * @param reason sealed; null for version 1
     */
    record Version(
            int number,
            LocalDate effectiveFrom,
            LocalDate countsFrom,
            boolean restates,
            @Nullable Personal reason,
            List<Clause> clauses) {

        Optional<Clause> clause(String id) {
            return clauses.stream().filter(c -> c.id().equals(id)).findFirst();
        }
    }

    private final ExpectationSet set;
    private final List<Recorded<ExpectationEvent>> events;
    private final List<Version> versions = new ArrayList<>();

    /** Folds an expectation's events, the setting first, in the order of positions. */
    public Profile(List<Recorded<ExpectationEvent>> events) {
        this.set = (ExpectationSet) events.getFirst().event();
        this.events = List.copyOf(events);
        versions.add(new Version(1, set.from(), set.from(), false, null, set.clauses()));
        for (Recorded<ExpectationEvent> recorded : events) {
            if (recorded.event() instanceof ExpectationRevised e) {
                versions.add(
                        new Version(
                                e.version(),
                                e.effectiveFrom(),
                                e.restates() ? set.from() : e.effectiveFrom(),
                                e.restates(),
                                e.reason(),
                                e.clauses()));
            }
        }
    }

    String id() {
        return set.expectation();
    }

    /** The rep of whom it is expected. */
    public String rep() {
        return set.rep();
    }

    /** The period's first day. */
    public LocalDate from() {
        return set.from();
    }

    /** The period's last day. */
    public LocalDate to() {
        return set.to();
    }

    String currency() {
        return set.currency();
    }

    Personal statement() {
        return set.statement();
    }

    List<Version> versions() {
        return versions;
    }

    List<Recorded<ExpectationEvent>> events() {
        return events;
    }

    long periodDays() {
        return to().toEpochDay() - from().toEpochDay() + 1;
    }

    /** The version whose targets count on a day: the highest that counts by then. */
    Version inForce(LocalDate day) {
        Version found = versions.getFirst();
        for (Version version : versions) {
            if (!version.countsFrom().isAfter(day)) {
                found = version;
            }
        }
        return found;
    }

    /**
     * The version that the rep should have been told by a day; a restatement reaches back for
     * targets only.
     */
    Version spoken(LocalDate day) {
        Version found = versions.getFirst();
        for (Version version : versions) {
            if (!version.effectiveFrom().isAfter(day)) {
                found = version;
            }
        }
        return found;
    }

    /** Whether a version was in force on a day without having been communicated by then. */
    boolean unspoken(LocalDate day) {
        if (day.isBefore(from())) {
            return false;
        }
        LocalDate told = communicatedOn(spoken(day.isAfter(to()) ? to() : day).number());
        return told == null || told.isAfter(day);
    }

    /**
     * Whether the rep's latest answer to the version in force, on the clause, by a day, was a
     * dispute.
     */
    boolean disputed(String clause, LocalDate day) {
        int version = spoken(day).number();
        boolean disputed = false;
        LocalDate latest = LocalDate.MIN;
        for (Recorded<ExpectationEvent> recorded : events) {
            switch (recorded.event()) {
                case ExpectationAcknowledged e -> {
                    if (e.version() == version
                            && speaksOf(e.clauses(), clause)
                            && counts(e.on(), latest, day)) {
                        latest = e.on();
                        disputed = false;
                    }
                }
                case ExpectationDisputed e -> {
                    if (e.version() == version
                            && speaksOf(e.clauses(), clause)
                            && counts(e.on(), latest, day)) {
                        latest = e.on();
                        disputed = true;
                    }
                }
                case ExpectationSet e -> {}
                case ExpectationRevised e -> {}
                case ExpectationCommunicated e -> {}
            }
        }
        return disputed;
    }

    private static boolean counts(LocalDate on, LocalDate latest, LocalDate day) {
        return !on.isAfter(day) && !on.isBefore(latest);
    }

    private static boolean speaksOf(@Nullable List<String> clauses, String clause) {
        return clauses == null || clauses.contains(clause);
    }

    /** The day on which a version was first communicated. */
    @Nullable LocalDate communicatedOn(int version) {
        return events.stream()
                .map(Recorded::event)
                .filter(e -> e instanceof ExpectationCommunicated c && c.version() == version)
                .map(e -> ((ExpectationCommunicated) e).on())
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    /** The day of the latest answer to a whole version, if it was this kind of answer. */
    @Nullable LocalDate answeredOn(int version, boolean dispute) {
        LocalDate on = null;
        boolean disputed = false;
        for (Recorded<ExpectationEvent> recorded : events) {
            if (recorded.event() instanceof ExpectationAcknowledged e
                    && e.version() == version
                    && (on == null || !e.on().isBefore(on))) {
                on = e.on();
                disputed = false;
            } else if (recorded.event() instanceof ExpectationDisputed e
                    && e.version() == version
                    && (on == null || !e.on().isBefore(on))) {
                on = e.on();
                disputed = true;
            }
        }
        return disputed == dispute ? on : null;
    }

    /** Whether all that the rep owes is a quota: the failure that this product exists to end. */
    boolean quotaOnly(LocalDate day) {
        List<Clause> owed =
                inForce(day).clauses().stream().filter(c -> c.owedBy() == OwedBy.REP).toList();
        return !owed.isEmpty() && owed.stream().allMatch(c -> c.topic() == Topic.QUOTA);
    }

    /** The ids of all clauses of all versions, in the order in which they were first stated. */
    Set<String> clauseIds() {
        Set<String> ids = new LinkedHashSet<>();
        versions.forEach(version -> version.clauses().forEach(clause -> ids.add(clause.id())));
        return ids;
    }
}
