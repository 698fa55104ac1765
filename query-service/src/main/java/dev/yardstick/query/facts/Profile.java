package dev.yardstick.query.facts;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.ExpectationEvent.Reply;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An expectation in all its versions with what was said about each, as known at some position. */
public final class Profile {

    /**
     * A version.
     *
     * @param countsFrom the first day on which its targets count: the period's first where it
     *     restates
     * @param reason sealed; null for version 1
     * @param statement what it means to be successful, sealed
     */
    public record Version(
            int number,
            LocalDate effectiveFrom,
            LocalDate countsFrom,
            boolean restates,
            @Nullable Personal reason,
            Personal statement,
            List<Clause> clauses) {

        /** A clause by its id. */
        public Optional<Clause> clause(String id) {
            return clauses.stream().filter(c -> c.id().equals(id)).findFirst();
        }
    }

    private final ExpectationSet set;
    private final List<Recorded<ExpectationEvent>> events;
    private final List<Version> versions = new ArrayList<>();

    /** The communications of each version, as far as they were not withdrawn. */
    private final Map<Integer, List<Recorded<ExpectationCommunicated>>> told = new HashMap<>();

    private final Map<Integer, LocalDate> communicatedOn = new HashMap<>();
    private @Nullable LocalDate closedOn;

    /** Folds an expectation's events, the setting first, in the order of positions. */
    public Profile(List<Recorded<ExpectationEvent>> events) {
        this.set = (ExpectationSet) events.getFirst().event();
        this.events = List.copyOf(events);
        versions.add(
                new Version(
                        1, set.from(), set.from(), false, null, set.statement(), set.clauses()));
        for (Recorded<ExpectationEvent> recorded : events) {
            switch (recorded.event()) {
                case ExpectationRevised e ->
                        versions.add(
                                new Version(
                                        e.version(),
                                        e.effectiveFrom(),
                                        e.restates() ? set.from() : e.effectiveFrom(),
                                        e.restates(),
                                        e.reason(),
                                        e.statement() == null
                                                ? versions.getLast().statement()
                                                : e.statement(),
                                        e.clauses()));
                case ExpectationCommunicated e ->
                        told.computeIfAbsent(e.version(), version -> new ArrayList<>())
                                .add(new Recorded<>(recorded.position(), e));
                case CommunicationWithdrawn e -> told.remove(e.version());
                case ExpectationClosed e -> closedOn = e.on();
                case ExpectationSet _, ExpectationAcknowledged _ -> {}
                case ExpectationDisputed _, DisputeAnswered _ -> {}
            }
        }
        told.forEach((version, all) ->
                all.stream()
                        .map(one -> one.event().on())
                        .min(LocalDate::compareTo)
                        .ifPresent(day -> communicatedOn.put(version, day)));
    }

    /** The expectation's id. */
    public String id() {
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

    /** The day on which it was closed early; null when it was not. */
    public @Nullable LocalDate closedOn() {
        return closedOn;
    }

    /** The last day on which anything is expected: the period's, or that of its closure. */
    public LocalDate lastDay() {
        return closedOn == null ? to() : closedOn;
    }

    /** Whether it was a mistake: closed before it began, it never counted. */
    public boolean isTakenBack() {
        return lastDay().isBefore(from());
    }

    /** Whether anything is expected by it on a day. */
    public boolean isInForce(LocalDate day) {
        return !from().isAfter(day) && !lastDay().isBefore(day);
    }

    /** Whether any clause depends on what others did with the rep's accounts. */
    public boolean looksAtOthers() {
        return !lookedAt().isEmpty();
    }

    /** The kinds of others' facts with the rep's accounts that its clauses depend on. */
    public Set<FactKind> lookedAt() {
        return versions.stream()
                .flatMap(version -> version.clauses().stream())
                .map(Profile::lookedAt)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The kind of others' facts with the rep's accounts that a clause depends on; null: none. */
    public static @Nullable FactKind lookedAt(Clause clause) {
        return switch (clause.measure()) {
            case Measure.Growth growth -> growth.of();
            case Measure.DistinctAccounts distinct when distinct.firstWinOnly() ->
                    FactKind.DEAL_WON;
            default -> null;
        };
    }

    /** The currency of all its amounts. */
    public String currency() {
        return set.currency();
    }

    /** All versions, in order. */
    public List<Version> versions() {
        return versions;
    }

    /** All that was recorded of it, in the order of positions. */
    public List<Recorded<ExpectationEvent>> events() {
        return events;
    }

    public long periodDays() {
        return to().toEpochDay() - from().toEpochDay() + 1;
    }

    /** The days of the period that lie in a month of the year, January being 1. */
    public long periodDaysIn(int month) {
        long days = 0;
        LocalDate first = from().withDayOfMonth(1);
        for (; !first.isAfter(to()); first = first.plusMonths(1)) {
            if (first.getMonthValue() == month) {
                LocalDate last = first.plusMonths(1).minusDays(1);
                days +=
                        (last.isAfter(to()) ? to() : last).toEpochDay()
                                - (first.isBefore(from()) ? from() : first).toEpochDay()
                                + 1;
            }
        }
        return days;
    }

    /** The version whose targets count on a day: the highest that counts by then. */
    public Version inForce(LocalDate day) {
        return last(Version::countsFrom, day);
    }

    private Version last(Function<Version, LocalDate> begins, LocalDate day) {
        Version found = versions.getFirst();
        for (Version version : versions) {
            if (!begins.apply(version).isAfter(day)) {
                found = version;
            }
        }
        return found;
    }

    /**
     * The version that the rep should have been told by a day; a restatement reaches back for
     * targets only.
     */
    public Version spoken(LocalDate day) {
        return last(Version::effectiveFrom, day);
    }

    /** Whether a version was in force on a day without having been communicated by then. */
    public boolean unspoken(LocalDate day) {
        if (day.isBefore(from())) {
            return false;
        }
        LocalDate told = communicatedOn(spoken(day.isAfter(lastDay()) ? lastDay() : day).number());
        return told == null || told.isAfter(day);
    }

    /** The rep's answer to a version: to all of it, or to some clauses. */
    public record Answer(
            long position,
            int version,
            LocalDate on,
            @Nullable List<String> clauses,
            boolean disputed) {

        boolean speaksOf(String clause) {
            return clauses == null || clauses.contains(clause);
        }
    }

    private static @Nullable Answer answer(long position, ExpectationEvent event) {
        return switch (event) {
            case ExpectationAcknowledged e ->
                    new Answer(position, e.version(), e.on(), e.clauses(), false);
            case ExpectationDisputed e ->
                    new Answer(position, e.version(), e.on(), e.clauses(), true);
            case ExpectationSet _, ExpectationRevised _, ExpectationClosed _ -> null;
            case ExpectationCommunicated _, CommunicationWithdrawn _ -> null;
            case DisputeAnswered _ -> null;
        };
    }

    /** The latest answer among those that match; null when there is none. */
    private @Nullable Answer latest(Predicate<Answer> matches) {
        return events.stream()
                .map(recorded -> answer(recorded.position(), recorded.event()))
                .filter(Objects::nonNull)
                .filter(matches)
                .reduce((found, next) -> next.on().isBefore(found.on()) ? found : next)
                .orElse(null);
    }

    private @Nullable Answer answered(String clause, LocalDate day) {
        return answered(clause, spoken(day).number(), day);
    }

    /** Whether the rep's latest answer to the version in force, on the clause, was a dispute. */
    public boolean disputed(String clause, LocalDate day) {
        Answer answer = answered(clause, day);
        return answer != null && answer.disputed();
    }

    /** Where the acknowledgement in force on a day was recorded; null where there is none. */
    public @Nullable Long acknowledgedAt(String clause, LocalDate day) {
        Answer answer = answered(clause, day);
        return answer == null || answer.disputed() ? null : answer.position();
    }

    /** Whether it was an acknowledgement. */
    public boolean acknowledged(String clause, LocalDate day) {
        return acknowledgedAt(clause, day) != null;
    }

    /** The day on which a version was first communicated, as far as that was not withdrawn. */
    public @Nullable LocalDate communicatedOn(int version) {
        return communicatedOn.get(version);
    }

    /** The positions of a version and of all that was said about it. */
    public List<Long> positionsOf(int version) {
        return events.stream()
                .filter(recorded -> versionOf(recorded.event()) == version)
                .map(Recorded::position)
                .toList();
    }

    /** Where a version was set, or revised to. */
    public long positionOf(int version) {
        return positionsOf(version).getFirst();
    }

    public static int versionOf(ExpectationEvent event) {
        return switch (event) {
            case ExpectationSet e -> 1;
            case ExpectationRevised e -> e.version();
            case ExpectationCommunicated e -> e.version();
            case ExpectationAcknowledged e -> e.version();
            case ExpectationDisputed e -> e.version();
            case CommunicationWithdrawn e -> e.version();
            case DisputeAnswered e -> e.version();
            case ExpectationClosed e -> 0;
        };
    }

    /** The day of the latest communication of a version recorded before a position. */
    public LocalDate toldBefore(int version, long position) {
        LocalDate told = from();
        for (Recorded<ExpectationEvent> recorded : events) {
            if (recorded.position() < position
                    && recorded.event() instanceof ExpectationCommunicated e
                    && e.version() == version) {
                told = e.on();
            }
        }
        return told;
    }

    /** The rep's latest answer by a day to a clause of a version; null: there is none. */
    public @Nullable Answer answered(String clause, int version, LocalDate day) {
        return latest(a -> a.version() == version && a.speaksOf(clause) && !a.on().isAfter(day));
    }

    /**
     * Since when a version is disputed on a day, in any of its clauses: the latest answer to each
     * counts; null: it is not.
     */
    public @Nullable LocalDate disputedSince(int version, LocalDate day) {
        return disputedSince(version, day, 0);
    }

    /** The same of what was not answered by keeping it or by taking it over. */
    public @Nullable LocalDate openDisputeSince(int version, LocalDate day) {
        long closed = 0;
        for (Recorded<ExpectationEvent> recorded : events) {
            if (recorded.event() instanceof DisputeAnswered e
                    && e.version() == version
                    && e.reply() != Reply.REPLIED
                    && !e.on().isAfter(day)) {
                closed = recorded.position();
            }
        }
        return disputedSince(version, day, closed);
    }

    private @Nullable LocalDate disputedSince(int version, LocalDate day, long after) {
        return versions.get(version - 1).clauses().stream()
                .map(clause -> answered(clause.id(), version, day))
                .filter(Objects::nonNull)
                .filter(answer -> answer.disputed() && answer.position() > after)
                .map(Answer::on)
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    /** The day of the latest answer to a version, if it was this kind of answer. */
    public @Nullable LocalDate answeredOn(int version, boolean dispute) {
        Answer answer = latest(a -> a.version() == version);
        return answer != null && answer.disputed() == dispute ? answer.on() : null;
    }

    /**
     * The position at which a version was first communicated since that was last withdrawn; null:
     * it is not communicated.
     */
    public @Nullable Long toldAt(int version) {
        List<Recorded<ExpectationCommunicated>> all = told.get(version);
        return all == null ? null : all.getFirst().position();
    }

    /** The title of a clause as stated last, sealed; null: no version has such a clause. */
    public @Nullable Personal title(String clause) {
        return versions.reversed().stream()
                .flatMap(version -> version.clause(clause).stream())
                .map(Clause::title)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * The title of a clause as a version states it, sealed; null: the version has no such clause.
     */
    public @Nullable Personal title(String clause, int version) {
        return versions.get(version - 1).clause(clause).map(Clause::title).orElse(null);
    }

    /** Whether the rep has said anything to a version, about all of it or some clauses. */
    public boolean isAnswered(int version) {
        return latest(a -> a.version() == version) != null;
    }

    /** Whether the latest answer to any clause of a version is a dispute. */
    public boolean isDisputed(int version) {
        return disputedSince(version, LocalDate.MAX) != null;
    }

    /** Whether a version after this one has been communicated. */
    public boolean isSuperseded(int version) {
        return versions.stream().anyMatch(v -> v.number() > version && toldAt(v.number()) != null);
    }

    /** Whether all that the rep owes is a quota: the failure that this product exists to end. */
    public boolean quotaOnly(LocalDate day) {
        List<Clause> owed =
                inForce(day).clauses().stream().filter(c -> c.owedBy() == OwedBy.REP).toList();
        return !owed.isEmpty() && owed.stream().allMatch(c -> c.topic() == Topic.QUOTA);
    }

    /** The ids of all clauses of all versions, in the order in which they were first stated. */
    public Set<String> clauseIds() {
        Set<String> ids = new LinkedHashSet<>();
        versions.forEach(version -> version.clauses().forEach(clause -> ids.add(clause.id())));
        return ids;
    }
}
