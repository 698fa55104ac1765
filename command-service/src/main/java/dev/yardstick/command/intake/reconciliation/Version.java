package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a record, with its fields in a form in which equal means the same.
 *
 * @param crm its place in the order of versions
 * @param line where it was told
 * @param state what it says the record is
 * @param weight about how many bytes it holds by itself
 */
record Version(CrmVersion crm, int line, String state, Map<FactField, Object> fields, int weight)
        implements Comparable<Version> {

    static Version of(CrmVersion crm, int line, String state, Report report, Shared shared) {
        long before = shared.met();
        // Of which record it is, whoever keeps it knows.
        CrmVersion kept =
                new CrmVersion(
                        "", "", shared.own(crm.id()), crm.time(), crm.observed(), crm.seen());
        Map<FactField, Object> fields = Collections.unmodifiableMap(fields(report, shared));
        int weight = Math.toIntExact(shared.met() - before);
        return new Version(kept, line, state, fields, weight);
    }

    Instant time() {
        return crm.time();
    }

    /** When it says that it was. */
    Day day() {
        return (Day) Objects.requireNonNull(fields.get(FactField.OCCURRED_AT));
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

    /** All that can count in a figure. */
    private static Map<FactField, Object> fields(Report report, Shared shared) {
        Map<FactField, Object> fields = new EnumMap<>(FactField.class);
        FactField.told(report)
                .forEach((field, value) -> {
                    Object compared = compared(field, value, report, shared);
                    if (compared != null) {
                        fields.put(field, shared.one(compared));
                    }
                });
        return fields;
    }

    private static @Nullable Object compared(
            FactField field, Object value, Report report, Shared shared) {
        return switch (field.type()) {
            case ID, WORD, CURRENCY -> value;
            case NAME -> null;
            case TIME -> Day.of(report);
            case WORDS -> with(report.with(), shared);
            case QUANTITY, NUMBER, MONEY ->
                    ((BigDecimal) value).stripTrailingZeros().toPlainString();
            case CREDITS -> credits(report, shared);
        };
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
