package dev.yardstick.query.timeline;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.FactKind;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * On which day drift became clear, day by day: on the 14th day in a row of a bad standing and a bad
 * forecast. A day on which the rep had not been told, or the feeds were silent, neither adds to a
 * run nor breaks it.
 */
final class Warnings {

    private static final int RUN = 14;
    private static final double UNLIKELY = 0.5;
    private static final int SUPPORT_DAYS = 90;
    static final Set<FactKind> SUPPORT = Set.of(FactKind.TRAINING, FactKind.COACHING);

    private static final Comparator<Fact> WHATEVER_ARRIVED_FIRST =
            Comparator.comparing(Fact::date)
                    .thenComparing(fact -> fact.kind().code())
                    .thenComparing(Fact::position);

    private final Gauge gauge;
    private final Forecast forecast;
    private final Feeds feeds;

    Warnings(Gauge gauge, Forecast forecast, Feeds feeds) {
        this.gauge = gauge;
        this.forecast = forecast;
        this.feeds = feeds;
    }

    /**
     * A spell of drift.
     *
     * @param raisedOn the day of the warning
     * @param endedOn the day on which it was over; null while it lasts
     * @param run the days in a row that led to it
     */
    record Spell(LocalDate raisedOn, @Nullable LocalDate endedOn, List<LocalDate> run) {}

    /** The day of the warning that stands on a day; null when none does. */
    @Nullable LocalDate standingOn(LocalDate day) {
        List<Spell> spells = until(day);
        return spells.isEmpty() || spells.getLast().endedOn() != null
                ? null
                : spells.getLast().raisedOn();
    }

    /**
     * The warning that stands on a day, with its proof; null when none does.
     *
     * @param gauges all of the rep's, those of the manager's clauses among them
     */
    Timeline.@Nullable Warning proved(LocalDate day, List<Gauge> gauges) {
        LocalDate since = standingOn(day);
        if (since == null) {
            return null;
        }
        Profile profile = gauge.clause().profile();
        int version = profile.spoken(since).number();
        return new Timeline.Warning(
                since,
                version,
                profile.communicatedOn(version),
                profile.answeredOn(version, false),
                gauge.known().facts().stream()
                        .filter(f -> SUPPORT.contains(f.kind()))
                        .filter(f -> !f.date().isBefore(since.minusDays(SUPPORT_DAYS)))
                        .filter(f -> !f.date().isAfter(day))
                        .sorted(WHATEVER_ARRIVED_FIRST)
                        .map(f -> new Timeline.Support(f.date(), f.kind().code(), f.position()))
                        .toList(),
                gauges.stream()
                        .filter(g -> g.clause().profile() == profile)
                        .filter(g -> g.clause().last().owedBy() == OwedBy.MANAGER)
                        .map(g ->
                                new Timeline.Owed(
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
    List<Spell> until(LocalDate until) {
        List<Spell> spells = new ArrayList<>();
        ClauseHistory clause = gauge.clause();
        if (clause.last().owedBy() == OwedBy.MANAGER) {
            return spells;
        }
        List<LocalDate> bad = new ArrayList<>();
        int good = 0;
        LocalDate raised = null;
        LocalDate last = until.isAfter(clause.lastDay()) ? clause.lastDay() : until;
        for (LocalDate day = clause.firstDay(); !day.isAfter(last); day = day.plusDays(1)) {
            if (clause.profile().unspoken(day) || feeds.areSilent(day)) {
                continue;
            }
            boolean missed = gauge instanceof CadenceGauge cadence && cadence.missedTwo(day);
            if (missed || isBad(day)) {
                bad.add(day);
                good = 0;
                if (raised == null && (missed || bad.size() >= RUN)) {
                    raised = day;
                    spells.add(new Spell(day, null, List.copyOf(bad)));
                }
            } else {
                bad.clear();
                good++;
                if (raised != null && good >= RUN) {
                    spells.set(spells.size() - 1, new Spell(raised, day, spells.getLast().run()));
                    raised = null;
                }
            }
        }
        return spells;
    }

    private boolean isBad(LocalDate day) {
        if (Forecast.isMade(gauge.measure())) {
            Double likelihood = forecast.on(day);
            if (likelihood == null || likelihood >= UNLIKELY) {
                return false;
            }
            Standing standing = Standing.of(gauge, day);
            return standing == Standing.SLIPPING || standing == Standing.BEHIND;
        }
        return (gauge instanceof ShareGauge || gauge instanceof StateGauge.OfRating)
                && Standing.of(gauge, day) == Standing.BEHIND;
    }
}
