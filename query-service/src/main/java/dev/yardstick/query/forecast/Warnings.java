package dev.yardstick.query.forecast;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.FactKind;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.measure.CadenceGauge;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.ShareGauge;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.measure.StateGauge;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which day drift became clear, day by day: on the 14th day in a row of a bad standing and a bad
 * forecast. A day on which the rep had not been told, or the feeds were silent, neither adds to a
 * run nor breaks it.
 */
public final class Warnings {

    private static final int RUN = 14;
    private static final double UNLIKELY = 0.5;
    private static final int SUPPORT_DAYS = 90;
    public static final Set<FactKind> SUPPORT = Set.of(FactKind.TRAINING, FactKind.COACHING);

    private static final Comparator<Fact> WHATEVER_ARRIVED_FIRST =
            Comparator.comparing(Fact::date)
                    .thenComparing(fact -> fact.kind().code())
                    .thenComparing(Fact::position);

    private final Gauge gauge;
    private final Forecast forecast;
    private final Feeds feeds;

    /** By days from the clause's first; null where nobody asked. */
    private final @Nullable Verdict[] verdicts;

    public Warnings(Gauge gauge, Forecast forecast, Feeds feeds) {
        this.gauge = gauge;
        this.forecast = forecast;
        this.feeds = feeds;
        this.verdicts = new Verdict[sinceFirst(gauge.clause().lastDay()) + 1];
    }

    private int sinceFirst(LocalDate day) {
        return (int) (day.toEpochDay() - gauge.clause().firstDay().toEpochDay());
    }

    /**
     * A spell of drift.
     *
     * @param raisedOn the day of the warning
     * @param endedOn the day on which it was over; null while it lasts
     * @param run the days in a row that led to it
     */
    public record Spell(LocalDate raisedOn, @Nullable LocalDate endedOn, List<LocalDate> run) {}

    /**
     * The day of the warning that stands on a day; null when none does. What was before the last
     * run of good days is over, so that for a clause that goes well only a few days are looked at.
     */
    @Nullable LocalDate standingOn(LocalDate day) {
        LocalDate from = gauge.clause().firstDay();
        int good = 0;
        for (LocalDate d = judged(gauge, day);
                !d.isBefore(from) && good < RUN;
                d = d.minusDays(1)) {
            switch (verdict(d)) {
                case GOOD -> good++;
                case BAD, MISSED -> good = 0;
                case NONE -> {}
            }
            if (good == RUN) {
                from = d;
            }
        }
        List<Spell> spells = between(from, day);
        return spells.isEmpty() || spells.getLast().endedOn() != null
                ? null
                : spells.getLast().raisedOn();
    }

    /**
     * The warning that stands on a day, with its proof; null when none does.
     *
     * @param gauges all of the rep's, those of the manager's clauses among them
     */
    public @Nullable Warning proved(LocalDate day, List<Gauge> gauges) {
        LocalDate since = standingOn(day);
        if (since == null) {
            return null;
        }
        Profile profile = gauge.clause().profile();
        int version = profile.spoken(since).number();
        Profile.Answer answer = profile.answered(gauge.clause().last().id(), version, day);
        return new Warning(
                since,
                version,
                profile.communicatedOn(version),
                answer == null || answer.disputed() ? null : answer.on(),
                answer != null && answer.disputed() ? answer.on() : null,
                gauge.known().facts().stream()
                        .filter(f -> SUPPORT.contains(f.kind()))
                        .filter(f -> !f.date().isBefore(since.minusDays(SUPPORT_DAYS)))
                        .filter(f -> !f.date().isAfter(day))
                        .sorted(WHATEVER_ARRIVED_FIRST)
                        .map(f -> new Warning.Support(f.date(), f.kind().code(), f.position()))
                        .toList(),
                gauges.stream()
                        .filter(g -> g.clause().profile() == profile)
                        .filter(g -> g.clause().last().owedBy() == OwedBy.MANAGER)
                        .map(g ->
                                new Warning.Owed(
                                        g.clause().last().id(), Standing.of(g, judged(g, day))))
                        .toList(),
                Stream.concat(
                                profile.positionsOf(version).stream(),
                                gauge.positionsBy(since).stream())
                        .sorted()
                        .toList());
    }

    private static LocalDate judged(Gauge gauge, LocalDate day) {
        LocalDate last = gauge.clause().lastDay();
        return day.isAfter(last) ? last : day;
    }

    /** All spells up to a day. What the manager owes raises none. */
    public List<Spell> until(LocalDate until) {
        return between(gauge.clause().firstDay(), until);
    }

    private List<Spell> between(LocalDate from, LocalDate until) {
        List<Spell> spells = new ArrayList<>();
        List<LocalDate> bad = new ArrayList<>();
        int good = 0;
        LocalDate raised = null;
        LocalDate last = judged(gauge, until);
        for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
            Verdict verdict = verdict(day);
            switch (verdict) {
                case NONE -> {}
                case BAD, MISSED -> {
                    bad.add(day);
                    good = 0;
                    if (raised == null && (verdict == Verdict.MISSED || bad.size() >= RUN)) {
                        raised = day;
                        spells.add(new Spell(day, null, List.copyOf(bad)));
                    }
                }
                case GOOD -> {
                    bad.clear();
                    good++;
                    if (raised != null && good >= RUN) {
                        spells.set(
                                spells.size() - 1, new Spell(raised, day, spells.getLast().run()));
                        raised = null;
                    }
                }
            }
        }
        return spells;
    }

    /** What a day says; {@code NONE} neither adds to a run nor breaks it. */
    private enum Verdict {
        NONE,
        GOOD,
        BAD,
        /** Bad enough by itself. */
        MISSED
    }

    private Verdict verdict(LocalDate day) {
        int index = sinceFirst(day);
        Verdict known = verdicts[index];
        Verdict verdict = known == null ? judge(day) : known;
        verdicts[index] = verdict;
        return verdict;
    }

    private Verdict judge(LocalDate day) {
        ClauseHistory clause = gauge.clause();
        if (clause.last().owedBy() == OwedBy.MANAGER
                || clause.profile().unspoken(day)
                || feeds.areSilent(day)) {
            return Verdict.NONE;
        }
        if (gauge instanceof CadenceGauge cadence && cadence.missedTwo(day)) {
            return Verdict.MISSED;
        }
        return isBad(day) ? Verdict.BAD : Verdict.GOOD;
    }

    /** The standing first: it is told far quicker than a likelihood. */
    private boolean isBad(LocalDate day) {
        if (Forecast.isMade(gauge.measure())) {
            Standing standing = Standing.of(gauge, day);
            if (standing != Standing.SLIPPING && standing != Standing.BEHIND) {
                return false;
            }
            Double likelihood = forecast.on(day);
            return likelihood != null && likelihood < UNLIKELY;
        }
        return (gauge instanceof ShareGauge || gauge instanceof StateGauge.OfRating)
                && Standing.of(gauge, day) == Standing.BEHIND;
    }
}
