package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Agreement;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.forecast.Forecast;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.measure.MilestoneGauge;
import dev.yardstick.query.measure.Standing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** One clause's figures on a day, and its series, as its gauge tells them. */
public final class ClauseAssembler {

    private final Profile profile;
    private final ClauseHistory history;
    private final Gauge gauge;
    private final List<Gauge> all;
    private final Feeds feeds;
    private final @Nullable Forecast forecast;
    private final MeasureKind kind;
    private final boolean isMoney;

    /**
     * Draws what a gauge tells that was shown all facts.
     *
     * @param all the rep's gauges, this one among them
     * @param foretold whether to tell likelihood and warning, which look at every day before
     */
    ClauseAssembler(Gauge gauge, List<Gauge> all, Feeds feeds, boolean foretold) {
        this.profile = gauge.clause().profile();
        this.history = gauge.clause();
        this.gauge = gauge;
        this.all = all;
        this.feeds = feeds;
        this.forecast = foretold ? new Forecast(gauge) : null;
        this.kind = gauge.kind();
        this.isMoney = kind.isMoney(gauge.measure());
    }

    Timeline.Clause draw(
            LocalDate from, LocalDate to, LocalDate on, Grain grain, PersonalTexts texts) {
        LocalDate day = history.lastDayBy(on);
        return draw(
                day,
                forecast == null ? null : new Warnings(gauge, forecast, feeds).proved(day, all),
                series(from, to, on, grain),
                texts);
    }

    /** The same without series and warning. */
    Timeline.Clause figures(LocalDate on, PersonalTexts texts) {
        return draw(history.lastDayBy(on), null, List.of(), texts);
    }

    private Timeline.Clause draw(
            LocalDate day,
            @Nullable Warning warning,
            List<Timeline.Point> series,
            PersonalTexts texts) {
        Clause clause = history.on(day);
        Measure measure = gauge.measure();
        BigFraction expected = gauge.expected(day);
        BigFraction delivered = gauge.delivered(day);
        return new Timeline.Clause(
                clause.id(),
                profile.id(),
                clause.topic().code(),
                clause.label(),
                texts.open(clause.title(), clause.id()),
                kind.code(),
                isMoney ? profile.currency() : kind.unit(measure),
                history.direction().code(),
                clause.owedBy().code(),
                clause.weight().toPlainString(),
                agreed(clause),
                Numbers.expected(gauge.fullTarget(), kind.isAverage()),
                Numbers.expected(expected, kind.isAverage()),
                delivered == null ? null : Numbers.delivered(delivered, isMoney),
                attainment(delivered, expected),
                Standing.of(gauge, day),
                profile.unspoken(day),
                feeds.areSilent(day),
                profile.disputed(clause.id(), day),
                likelihood(day),
                warning,
                gauge.unconverted(day),
                gauge.unmeasured(day),
                gauge instanceof MilestoneGauge milestone ? milestone.deadline(day) : null,
                measure instanceof Agreement(var text) ? texts.open(text, "") : null,
                series);
    }

    private @Nullable String likelihood(LocalDate day) {
        Double likelihood = forecast == null ? null : forecast.on(day);
        return likelihood == null ? null : Numbers.likelihood(likelihood);
    }

    private @Nullable String agreed(Clause clause) {
        BigDecimal target = ClauseHistory.targetOrNull(clause);
        return target == null ? null : Numbers.plain(target, isMoney);
    }

    private static @Nullable String attainment(
            @Nullable BigFraction delivered, BigFraction expected) {
        return delivered == null || expected.signum() == 0
                ? null
                : Numbers.attainment(delivered.divide(expected));
    }

    /** What is likely on the days of the series that lie after the one judged. */
    List<Likely> likely(LocalDate from, LocalDate to, LocalDate on, Grain grain) {
        return forecast != null && history.isInLife(on)
                ? forecast.ranges(on, List.copyOf(dates(from, to, on, grain).tailSet(on, false)))
                : List.of();
    }

    private List<Timeline.Point> series(LocalDate from, LocalDate to, LocalDate on, Grain grain) {
        return dates(from, to, on, grain).stream().map(date -> point(date, on)).toList();
    }

    /**
     * The ends of the grain's periods within the clause's life and the days shown, its last day,
     * and on; and the first day shown where the clause had begun before, since what was there by
     * then is where its course goes on from.
     */
    private TreeSet<LocalDate> dates(LocalDate from, LocalDate to, LocalDate on, Grain grain) {
        LocalDate first = from.isAfter(history.firstDay()) ? from : history.firstDay();
        LocalDate last = to.isBefore(history.lastDay()) ? to : history.lastDay();
        TreeSet<LocalDate> dates = new TreeSet<>();
        if (first.isAfter(history.firstDay()) && !first.isAfter(last)) {
            dates.add(first);
        }
        for (LocalDate day = first; !day.isAfter(last); day = grain.end(day).plusDays(1)) {
            LocalDate end = grain.end(day);
            dates.add(end.isAfter(last) ? last : end);
        }
        if (!on.isBefore(first) && !on.isAfter(last)) {
            dates.add(on);
        }
        return dates;
    }

    private Timeline.Point point(LocalDate date, LocalDate on) {
        String expected = Numbers.expected(gauge.expected(date), kind.isAverage());
        if (date.isAfter(on)) {
            return new Timeline.Point(date, null, expected, null, null);
        }
        BigFraction delivered = gauge.delivered(date);
        return new Timeline.Point(
                date,
                agreed(history.on(date)),
                expected,
                delivered == null ? null : Numbers.delivered(delivered, isMoney),
                Standing.of(gauge, date));
    }
}
