package dev.yardstick.events;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

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

    /**
     * A rep's share of a deal.
     *
     * @param share above 0; the shares of a deal add up to exactly 1
     */
    public record Credit(String rep, BigDecimal share) {}
}
