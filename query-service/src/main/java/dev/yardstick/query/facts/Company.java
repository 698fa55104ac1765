package dev.yardstick.query.facts;

import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What is fixed for the whole company, as known at some position: rates, holidays, forecasts. */
public final class Company {

    /** Nothing fixed. */
    public static final Company EMPTY = new Company(List.of());

    private final Map<Integer, RatesFixed> rates = new HashMap<>();
    private final Map<String, HolidaysFixed> calendars = new HashMap<>();
    private final List<ForecastCalibrated> calibrations = new ArrayList<>();

    /** Folds events in the order of positions: the latest of a year or a calendar holds. */
    public Company(List<CompanyEvent> events) {
        for (CompanyEvent event : events) {
            switch (event) {
                case RatesFixed e -> rates.put(e.year(), e);
                case HolidaysFixed e -> calendars.put(e.calendar(), e);
                case ForecastCalibrated e -> calibrations.add(e);
                case TemplateSet e -> {}
            }
        }
    }

    /** The rates of each plan year, the latest year first. */
    public List<RatesFixed> rates() {
        return rates.values().stream()
                .sorted(Comparator.comparing(RatesFixed::year).reversed())
                .toList();
    }

    /** The holiday calendars, by name. */
    public List<HolidaysFixed> calendars() {
        return calendars.values().stream()
                .sorted(Comparator.comparing(HolidaysFixed::calendar))
                .toList();
    }

    /** All calibrations of forecasts, in the order in which they were recorded. */
    public List<ForecastCalibrated> calibrations() {
        return List.copyOf(calibrations);
    }

    /**
     * The calibrations that an admin may refuse: of each kind the latest, where it was fitted by
     * itself.
     */
    public List<ForecastCalibrated> refusable() {
        return calibrations.stream()
                .filter(c -> c.clauses() != null && c.equals(calibration(c.kind(), LocalDate.MAX)))
                .toList();
    }

    /** Whether a day is a holiday of a calendar; false where there is no such calendar. */
    boolean isHoliday(@Nullable String calendar, LocalDate day) {
        HolidaysFixed fixed = calendar == null ? null : calendars.get(calendar);
        return fixed != null && fixed.days().contains(day);
    }

    /**
     * What one unit of a currency is worth in another at a plan year's rates; null where one of
     * them has none.
     */
    public @Nullable BigFraction rate(int year, String from, String to) {
        if (from.equals(to)) {
            return BigFraction.ONE;
        }
        BigFraction worth = inBase(year, from);
        BigFraction unit = inBase(year, to);
        return worth == null || unit == null ? null : worth.divide(unit);
    }

    private @Nullable BigFraction inBase(int year, String currency) {
        RatesFixed fixed = rates.get(year);
        if (fixed == null) {
            return null;
        }
        if (fixed.base().equals(currency)) {
            return BigFraction.ONE;
        }
        var rate = fixed.rates().get(currency);
        return rate == null ? null : Numbers.exact(rate);
    }

    /** The calibration of a clause kind in force on a day; null before the first. */
    public @Nullable ForecastCalibrated calibration(String kind, LocalDate day) {
        ForecastCalibrated found = null;
        for (ForecastCalibrated c : calibrations) {
            boolean counts = c.kind().equals(kind) && !c.on().isAfter(day);
            if (counts && (found == null || !c.on().isBefore(found.on()))) {
                found = c;
            }
        }
        return found;
    }
}
