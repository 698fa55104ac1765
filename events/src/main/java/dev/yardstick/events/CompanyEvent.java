package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonInclude;
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
     * @param alpha added to the log odds by the rhythm times beta
     * @param gamma times the lead over the straight line is added too; null: 0
     * @param clauses how many closed clauses taught it, where it was fitted by itself; null: an
     *     admin's own numbers
     */
    record ForecastCalibrated(
            String kind,
            LocalDate on,
            BigDecimal attainment,
            BigDecimal alpha,
            BigDecimal beta,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal gamma,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer clauses)
            implements CompanyEvent {

        /** An admin's own numbers, the line not asked. */
        public ForecastCalibrated(
                String kind,
                LocalDate on,
                BigDecimal attainment,
                BigDecimal alpha,
                BigDecimal beta) {
            this(kind, on, attainment, alpha, beta, null, null);
        }
    }
}
