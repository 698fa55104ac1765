package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.facts.Profile;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What follows for a new expectation from what is known of a rep, until its writer says otherwise.
 *
 * @param id of the expectation
 * @param from the day after what was expected last, or her first of the year
 * @param isNew whether she has just begun, so that less is expected at first
 */
record Proposal(String id, LocalDate from, LocalDate to, String currency, boolean isNew) {

    /** How long after her first day less is expected of one. */
    private static final int RAMP_MONTHS = 3;

    /**
     * The proposal for a rep.
     *
     * @param earlier her expectations, the latest first
     * @param others of colleagues, for the currency where she has none
     */
    static Proposal of(
            String rep,
            LocalDate hired,
            List<Profile> earlier,
            Stream<Profile> others,
            LocalDate today) {
        LocalDate year = today.withDayOfYear(1);
        LocalDate from =
                earlier.isEmpty()
                        ? (hired.isAfter(year) ? hired : year)
                        : earlier.getFirst().lastDay().plusDays(1);
        String id = rep + "-" + from.getYear();
        boolean taken = earlier.stream().anyMatch(profile -> profile.id().equals(id));
        return new Proposal(
                taken ? id + "-" + (earlier.size() + 1) : id,
                from,
                from.plusYears(1).minusDays(1),
                Stream.concat(earlier.stream(), others)
                        .map(Profile::currency)
                        .findFirst()
                        .orElse("EUR"),
                hired.plusMonths(RAMP_MONTHS).isAfter(from));
    }
}
