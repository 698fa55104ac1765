package dev.yardstick.query.naive;

import dev.yardstick.events.Clause;
import dev.yardstick.events.FactKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the rep robin with an expectation of one clause.
 *
 * @param facts robin's
 * @param byAnyone whole records, robin's among them
 * @param accounts their states in the order in which they were recorded
 * @param rates for a year what a unit of a currency is worth in base currency, the base included
 */
record World(
        LocalDate hired,
        @Nullable LocalDate left,
        List<Days> absences,
        Set<LocalDate> holidays,
        LocalDate from,
        LocalDate to,
        String currency,
        List<Version> versions,
        List<Answer> answers,
        List<Happening> facts,
        List<Happening> byAnyone,
        Map<String, List<AccountState>> accounts,
        Map<Integer, Map<String, BigDecimal>> rates) {

    /** Days, both included. */
    record Days(LocalDate from, LocalDate to) {}

    /** A version; the clause is null where the version leaves it out. */
    record Version(
            int number, LocalDate effectiveFrom, boolean restates, @Nullable Clause clause) {}

    /** The rep's answer to a whole version. */
    record Answer(int version, LocalDate on, boolean agrees) {}

    /** Something that was done. */
    record Happening(
            FactKind kind,
            LocalDate date,
            @Nullable String account,
            BigDecimal share,
            boolean shared,
            @Nullable String method,
            @Nullable String channel,
            @Nullable String outcome,
            List<String> with,
            @Nullable String course,
            @Nullable String aspect,
            @Nullable BigDecimal rating,
            @Nullable BigDecimal hours,
            @Nullable BigDecimal days,
            @Nullable BigDecimal amount,
            @Nullable String currency) {}

    /** An account from a day on; the first state holds for all earlier days too. */
    record AccountState(
            LocalDate on,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable String owner,
            boolean inherited,
            @Nullable BigDecimal baseline,
            @Nullable String baselineCurrency) {}
}
