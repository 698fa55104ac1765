package dev.yardstick.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a CRM says of an activity or a deal. Which fields must be there depends on the event's type.
 *
 * @param rep the id of the rep named
 * @param account the account's id
 * @param date the business date: {@code occurredAt} in the rep's time zone when it was recorded
 * @param occurredAt as the CRM gave it: an instant with an offset, or a date
 * @param with persons (by id) or groups who took part
 * @param rating of an assessment
 * @param currency ISO 4217, of {@code amount}
 * @param credits who shares the credit; null: nothing said
 * @param more every other field, a JSON object, kept and counted nowhere
 */
public record Report(
        String rep,
        @Nullable String account,
        LocalDate date,
        String occurredAt,
        @Nullable String method,
        @Nullable String channel,
        @Nullable String outcome,
        @Nullable List<String> with,
        @Nullable BigDecimal hours,
        @Nullable BigDecimal days,
        @Nullable String course,
        @Nullable String aspect,
        @Nullable BigDecimal rating,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String stage,
        @Nullable List<Credit> credits,
        @Nullable Personal more) {

    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** The reps whom it names or credits, the one named first. */
    public Set<String> reps() {
        Set<String> reps = new LinkedHashSet<>(List.of(rep));
        if (credits != null) {
            credits.forEach(credit -> reps.add(credit.rep()));
        }
        return reps;
    }

    /** The same with another business date. */
    public Report dated(LocalDate other) {
        return with(other, more);
    }

    private Report with(LocalDate otherDate, @Nullable Personal otherMore) {
        return new Report(
                rep,
                account,
                otherDate,
                occurredAt,
                method,
                channel,
                outcome,
                with,
                hours,
                days,
                course,
                aspect,
                rating,
                amount,
                currency,
                stage,
                credits,
                otherMore);
    }

    /**
     * Whether the CRM said the same: all but the business date, which is ours. An erased text is
     * taken to be the same as any other.
     */
    public boolean saysTheSameAs(Report other) {
        return saysTheSameMore(more, other.more) && with(date, null).equals(other.with(date, null));
    }

    /** A CRM may name its fields in any order. */
    private static boolean saysTheSameMore(@Nullable Personal one, @Nullable Personal other) {
        if (one instanceof Personal.Sealed || other instanceof Personal.Sealed) {
            return true;
        }
        if (one instanceof Personal.Open(var person, var json)
                && other instanceof Personal.Open(var otherPerson, var otherJson)) {
            return person.equals(otherPerson)
                    && (json.equals(otherJson)
                            || EXACT.readTree(json).equals(EXACT.readTree(otherJson)));
        }
        return one == null && other == null;
    }

    /**
     * A rep's share of a deal.
     *
     * @param share above 0; the shares of a deal add up to exactly 1
     */
    public record Credit(String rep, BigDecimal share) {}
}
