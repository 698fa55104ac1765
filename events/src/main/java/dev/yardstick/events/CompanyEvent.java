package dev.yardstick.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What the company fixes for everybody. */
public sealed interface CompanyEvent extends Event {

    /**
     * The exchange rates of a plan year; the stream is {@link Streams#rates}.
     *
     * @param base the currency in which the rates are stated, ISO 4217
     * @param rates for a currency: what one unit of it is worth in base currency
     */
    record RatesFixed(int year, String base, SortedMap<String, BigDecimal> rates)
            implements CompanyEvent {}

    /** The holidays of a named calendar; the stream is {@link Streams#calendar}. */
    record HolidaysFixed(String calendar, SortedSet<LocalDate> days) implements CompanyEvent {}

    /**
     * The clauses that a role starts from; the stream is {@link Streams#template}. An expectation
     * copies them, so a later change of the template changes nothing that was set.
     *
     * @param statement a text about nobody
     */
    record TemplateSet(String template, @Nullable String statement, List<Clause> clauses)
            implements CompanyEvent {}

    /**
     * How raw likelihoods of a clause kind are calibrated from a day on; the stream is {@link
     * Streams#calibration}.
     *
     * @param kind a measure's stable name
     * @param attainment a: what the organisation's own clauses of the kind came to, as a share
     * @param alpha added to the raw log odds times beta
     */
    record ForecastCalibrated(
            String kind, LocalDate on, BigDecimal attainment, BigDecimal alpha, BigDecimal beta)
            implements CompanyEvent {}
}
