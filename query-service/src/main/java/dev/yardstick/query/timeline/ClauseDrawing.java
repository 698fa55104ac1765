package dev.yardstick.query.timeline;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Count;
import dev.yardstick.events.Measure.Sum;

import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One clause's figures on a day, and its series. */
final class ClauseDrawing {

    private final Profile profile;
    private final ClauseHistory history;
    private final Delivery delivery;
    private final Direction direction;

    ClauseDrawing(Profile profile, ClauseHistory history, Known known) {
        this.profile = profile;
        this.history = history;
        this.delivery = new Delivery(history, profile.currency(), known.facts(), known.accounts());
        Clause last = history.on(history.lastDay());
        this.direction = last.target() == null ? Direction.AT_LEAST : last.target().direction();
    }

    Timeline.Clause draw(LocalDate from, LocalDate to, LocalDate on, Grain grain, Texts texts) {
        LocalDate day = judged(on);
        Clause clause = history.on(day);
        BigFraction expected = history.expected(day);
        BigDecimal delivered = delivery.by(day);
        return new Timeline.Clause(
                clause.id(),
                profile.id(),
                clause.topic().code(),
                texts.open(clause.title(), clause.id()),
                clause.measure().kind(),
                unit(clause.measure()),
                direction.code(),
                clause.owedBy().code(),
                clause.weight().toPlainString(),
                Numbers.plain(ClauseHistory.target(clause), isMoney(clause.measure())),
                Numbers.expected(history.fullTarget()),
                Numbers.expected(expected),
                Numbers.delivered(delivered, isMoney(clause.measure())),
                attainment(delivered, expected),
                standing(day),
                profile.unspoken(day),
                false,
                profile.disputed(clause.id(), day),
                null,
                null,
                delivery.unconverted(day),
                delivery.unmeasured(day),
                series(from, to, on, grain));
    }

    /** A clause that has ended is judged on its last day. */
    private LocalDate judged(LocalDate on) {
        return on.isAfter(history.lastDay()) ? history.lastDay() : on;
    }

    private Standing standing(LocalDate day) {
        BigFraction delivered = Standing.exact(delivery.by(day));
        boolean over = !day.isBefore(history.lastDay());
        return switch (direction) {
            case AT_LEAST ->
                    Standing.atLeast(delivered, history.expected(day), history.fullTarget(), over);
            case AT_MOST ->
                    Standing.atMost(delivered, history.expected(day), history.fullTarget(), over);
        };
    }

    private static @Nullable String attainment(BigDecimal delivered, BigFraction expected) {
        return expected.signum() == 0
                ? null
                : Numbers.attainment(Standing.exact(delivered).divide(expected));
    }

    /**
     * The ends of the grain's periods within the clause's life and the days shown, its last day,
     * and on.
     */
    private List<Timeline.Point> series(LocalDate from, LocalDate to, LocalDate on, Grain grain) {
        LocalDate first = from.isAfter(history.firstDay()) ? from : history.firstDay();
        LocalDate last = to.isBefore(history.lastDay()) ? to : history.lastDay();
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (LocalDate day = first; !day.isAfter(last); day = grain.end(day).plusDays(1)) {
            LocalDate end = grain.end(day);
            dates.add(end.isAfter(last) ? last : end);
        }
        if (!on.isBefore(first) && !on.isAfter(last)) {
            dates.add(on);
        }
        List<Timeline.Point> points = new ArrayList<>();
        for (LocalDate date : dates) {
            points.add(point(date, on));
        }
        return points;
    }

    private Timeline.Point point(LocalDate date, LocalDate on) {
        String expected = Numbers.expected(history.expected(date));
        if (date.isAfter(on)) {
            return new Timeline.Point(date, null, expected, null, null);
        }
        Clause clause = history.on(date);
        boolean money = isMoney(clause.measure());
        return new Timeline.Point(
                date,
                Numbers.plain(ClauseHistory.target(clause), money),
                expected,
                Numbers.delivered(delivery.by(date), money),
                standing(date));
    }

    private String unit(Measure measure) {
        return switch (measure) {
            case Count(var of, var where) -> of.code();
            case Sum(var of, var quantity, var where) ->
                    quantity == Measure.Quantity.AMOUNT ? profile.currency() : quantity.code();
        };
    }

    private static boolean isMoney(Measure measure) {
        return switch (measure) {
            case Count c -> false;
            case Sum s -> s.quantity() == Measure.Quantity.AMOUNT;
        };
    }
}
