package dev.yardstick.query.measure;

import dev.yardstick.events.Measure.Cadence;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Weeks or months with enough facts. A window counts when it lies wholly inside the clause's life
 * and the rep was present on one of its working days; it counts once it has ended.
 */
public final class CadenceGauge extends Gauge {

    /** A window, both days included. */
    public record Window(LocalDate first, LocalDate last) {}

    private final Cadence measure;
    private final Filter filter;
    private final List<Window> windows = new ArrayList<>();
    private final Map<LocalDate, Integer> facts = new HashMap<>();
    private final RunningSum owed = new RunningSum();
    private @Nullable RunningSum kept;

    CadenceGauge(ClauseHistory clause, Known known, Cadence measure) {
        super(clause, known);
        this.measure = measure;
        this.filter = new Filter(measure.of(), measure.where(), known.accounts());
        LocalDate first = start(clause.firstDay());
        if (first.isBefore(clause.firstDay())) {
            first = end(first).plusDays(1);
        }
        while (!end(first).isAfter(clause.lastDay())) {
            Window window = new Window(first, end(first));
            if (isOwed(window)) {
                windows.add(window);
                owed.add(window.last(), ClauseHistory.target(clause.on(window.last())));
            }
            first = end(first).plusDays(1);
        }
    }

    private LocalDate start(LocalDate day) {
        return measure.every() == Every.WEEK
                ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                : day.withDayOfMonth(1);
    }

    private LocalDate end(LocalDate day) {
        return measure.every() == Every.WEEK
                ? day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                : day.with(TemporalAdjusters.lastDayOfMonth());
    }

    private boolean isOwed(Window window) {
        return window.first()
                .datesUntil(window.last().plusDays(1))
                .anyMatch(day -> known().rep().isWorkingDay(day, known().company()));
    }

    @Override
    boolean matches(Fact fact) {
        return clause().isInLife(fact.date()) && filter.matches(fact);
    }

    @Override
    void take(Fact fact) {
        keep(fact);
        kept = null;
        facts.merge(start(fact.date()), 1, Integer::sum);
    }

    private Reason every() {
        return measure.every() == Every.WEEK ? Reason.WEEK : Reason.MONTH;
    }

    /** A fact counts where it completes a window that has ended. */
    @Override
    public List<Part> parts(LocalDate day) {
        Map<LocalDate, Integer> seen = new HashMap<>();
        return kept(day).stream()
                .map(fact -> {
                    LocalDate first = start(fact.date());
                    Window window = new Window(first, end(first));
                    int number = seen.merge(first, 1, Integer::sum);
                    if (!windows.contains(window)) {
                        return Part.left(fact, Reason.NOT_OWED.of(every()));
                    }
                    if (window.last().isAfter(day)) {
                        return Part.left(fact, Reason.NOT_ENDED.of(every()));
                    }
                    if (!isKept(window)) {
                        return Part.left(fact, Reason.TOO_FEW.of(every()));
                    }
                    return number == measure.minimum()
                            ? Part.counted(fact, BigFraction.ONE)
                            : Part.left(fact, Reason.ANOTHER_COMPLETES.of(every()));
                })
                .toList();
    }

    @Override
    public List<Segment> segments(LocalDate day) {
        return windows.stream()
                .filter(window -> !window.last().isAfter(day))
                .map(window -> {
                    BigFraction target = target(window.last());
                    return new Segment(
                            window.first(), window.last(), target, null, null, null, true, target);
                })
                .toList();
    }

    /** How many facts there were in a window. */
    public int number(Window window) {
        return facts.getOrDefault(window.first(), 0);
    }

    public int minimum() {
        return measure.minimum();
    }

    /** The windows that count, in order. */
    public List<Window> windows() {
        return windows;
    }

    /** Whether there was enough in a window. */
    public boolean isKept(Window window) {
        return facts.getOrDefault(window.first(), 0) >= measure.minimum();
    }

    /** Whether the last two windows that ended by a day were both missed. */
    public boolean missedTwo(LocalDate day) {
        int missed = 0;
        for (int i = windows.size() - 1; i >= 0 && missed < 2; i--) {
            Window window = windows.get(i);
            if (!window.last().isAfter(day)) {
                if (isKept(window)) {
                    return false;
                }
                missed++;
            }
        }
        return missed == 2;
    }

    @Override
    public BigFraction delivered(LocalDate day) {
        return amount(day).exact().get();
    }

    @Override
    public Amount amount(LocalDate day) {
        if (kept == null) {
            kept = RunningSum.count(windows.stream().filter(this::isKept).map(Window::last));
        }
        return kept.amount(day);
    }

    @Override
    public BigFraction expected(LocalDate day) {
        return owed.by(day);
    }

    @Override
    Amount owed(LocalDate day) {
        return owed.amount(day);
    }

    @Override
    BigFraction whole() {
        return expected(clause().lastDay());
    }
}
