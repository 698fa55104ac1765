package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One version of a record, with its fields in a form in which equal means the same.
 *
 * @param crm its place in the order of versions
 * @param line where it was told
 * @param state what it says the record is
 * @param weight about how many bytes it holds by itself
 */
record Version(CrmVersion crm, int line, String state, Map<Field, Object> fields, int weight)
        implements Comparable<Version> {

    static Version of(CrmVersion crm, int line, String state, Report report, Shared shared) {
        long before = shared.met();
        // Of which record it is, whoever keeps it knows.
        CrmVersion kept =
                new CrmVersion(
                        "", "", shared.own(crm.id()), crm.time(), crm.observed(), crm.seen());
        Map<Field, Object> fields = Collections.unmodifiableMap(fields(report, shared));
        int weight = Math.toIntExact(shared.met() - before);
        return new Version(kept, line, state, fields, weight);
    }

    Instant time() {
        return crm.time();
    }

    @Override
    public int compareTo(Version other) {
        return crm.compareTo(other.crm);
    }

    /** The later one; the first where they are the same. */
    static Version later(@Nullable Version one, Version other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    static int weightOf(@Nullable Version version) {
        return version == null ? 0 : version.weight();
    }

    private static Map<Field, Object> fields(Report r, Shared shared) {
        Map<Field, Object> fields = new EnumMap<>(Field.class);
        put(fields, Field.REP, r.rep(), shared);
        put(fields, Field.ACCOUNT, r.account(), shared);
        put(fields, Field.OCCURRED_AT, Day.of(r), shared);
        put(fields, Field.METHOD, r.method(), shared);
        put(fields, Field.CHANNEL, r.channel(), shared);
        put(fields, Field.OUTCOME, r.outcome(), shared);
        put(fields, Field.WITH, with(r.with(), shared), shared);
        put(fields, Field.HOURS, number(r.hours()), shared);
        put(fields, Field.DAYS, number(r.days()), shared);
        put(fields, Field.COURSE, r.course(), shared);
        put(fields, Field.ASPECT, r.aspect(), shared);
        put(fields, Field.RATING, number(r.rating()), shared);
        put(fields, Field.AMOUNT, number(r.amount()), shared);
        put(fields, Field.CURRENCY, r.currency(), shared);
        put(fields, Field.CREDITS, credits(r, shared), shared);
        return fields;
    }

    private static void put(
            Map<Field, Object> fields, Field field, @Nullable Object value, Shared shared) {
        if (value != null) {
            fields.put(field, shared.one(value));
        }
    }

    private static @Nullable String number(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    /** Neither order nor repetition means anything; nobody is the same as nothing said. */
    private static @Nullable List<String> with(@Nullable List<String> with, Shared shared) {
        return with == null || with.isEmpty()
                ? null
                : with.stream().distinct().sorted().map(shared::one).toList();
    }

    /** All of it to the rep who is named is the same as nothing said. */
    private static @Nullable Map<String, String> credits(Report report, Shared shared) {
        List<Credit> credits = report.credits();
        if (credits == null
                || credits.isEmpty()
                || (credits.size() == 1 && credits.getFirst().rep().equals(report.rep()))) {
            return null;
        }
        Map<String, String> shares = new TreeMap<>();
        for (Credit credit : credits) {
            shares.put(
                    shared.one(credit.rep()),
                    shared.one(credit.share().stripTrailingZeros().toPlainString()));
        }
        return Collections.unmodifiableMap(shares);
    }
}
