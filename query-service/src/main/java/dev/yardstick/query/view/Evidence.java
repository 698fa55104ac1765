package dev.yardstick.query.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a clause's figures on a day. What is counted is as exact as it is: a decimal, or a
 * fraction such as 37/260. All that facts, accounts and the acknowledgement count adds up to what
 * was delivered; all that the parts of {@code expected} owe adds up to what was expected.
 *
 * @param on the day judged: the last of the clause's life where a later one was asked for
 * @param clause its figures, as in the timeline
 * @param facts those it is about, by date; none for growth, accounts and agreement
 * @param accounts of growth and accounts: those that it looks at on the day
 * @param windows of a cadence: those that have ended
 * @param base of a share: what it is a share of
 * @param milestone of a milestone: its time
 * @param acknowledgement of an agreement: the one in force
 * @param versions of the expectation, and what was said about them
 * @param warning the one that stands, with its proof in the clause
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        Timeline.Rep rep,
        Timeline.Clause clause,
        LocalDate on,
        KnownAt knownAt,
        List<Taken> facts,
        @Nullable List<Held> accounts,
        @Nullable List<Window> windows,
        @Nullable Base base,
        @Nullable Milestone milestone,
        @Nullable Acknowledgement acknowledgement,
        List<Owed> expected,
        List<Said> versions,
        Verdict standing,
        @Nullable Raised warning) {

    /**
     * A fact.
     *
     * @param position of the event whose data it shows
     * @param record the stream of its CRM record
     * @param credit the rep's share of it
     * @param rate what one unit of its currency is worth in the expectation's; null where it is
     *     that, or has no rate
     * @param base what it adds to the base of a share
     * @param counted what it adds to delivered
     * @param why it adds nothing; null where it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Taken(
            long position,
            @Nullable String record,
            LocalDate date,
            String kind,
            @Nullable String account,
            @Nullable String amount,
            @Nullable String currency,
            @Nullable String rate,
            @Nullable String hours,
            @Nullable String days,
            @Nullable String rating,
            String credit,
            @Nullable String base,
            String counted,
            @Nullable Refusal why) {}

    /**
     * An account.
     *
     * @param sum what was done with it by anyone in the period
     * @param needed what that had to reach
     * @param counted 1 or 0
     * @param positions of the events that say what the account is and whose
     * @param facts positions of what was done with it, in the period and one year earlier
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Held(
            String account,
            @Nullable String sum,
            @Nullable String needed,
            String counted,
            List<Long> positions,
            List<Long> facts) {}

    /** A week or month. */
    public record Window(LocalDate from, LocalDate to, int facts, int minimum, boolean kept) {}

    /**
     * What a share is of.
     *
     * @param of working-days, or a kind of fact
     */
    public record Base(String of, String total) {}

    /**
     * When something had to be done.
     *
     * @param start null where a date is given, or the start has not come
     * @param deadline null while the start has not come
     * @param positions of the training that it starts from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Milestone(
            @Nullable LocalDate start, @Nullable LocalDate deadline, List<Long> positions) {}

    /** That the rep agreed. */
    public record Acknowledgement(long position, String counted) {}

    /**
     * Days in a row on which the same was owed.
     *
     * @param target in force
     * @param accounts by how many accounts, or visits to them, it is multiplied
     * @param season the share of the period's target that each day has
     * @param ramp the percentage owed so soon after hire
     * @param present whether the rep was there; nothing is owed otherwise
     * @param owed what the days add to what was expected
     * @param version in force
     * @param position where that version was recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Owed(
            LocalDate from,
            LocalDate to,
            long days,
            @Nullable String target,
            @Nullable String accounts,
            @Nullable String season,
            @Nullable String ramp,
            boolean present,
            String owed,
            int version,
            long position) {}

    /**
     * An event of the expectation.
     *
     * @param what expectation-set, expectation-revised, expectation-communicated …
     * @param on the day of it; null for what has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Said(int version, String what, @Nullable LocalDate on, long position) {}

    /**
     * Why the standing is what it is.
     *
     * @param rule the one of the rules of a standing that decided
     * @param words the rule in words
     * @param slippingLimit where slipping turns into behind: 0.8 × expected, or expected ÷ 0.8
     * @param lastDay of the clause's life, or of a leaver's employment
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verdict(
            Standing standing,
            String rule,
            String words,
            @Nullable String delivered,
            String expected,
            String fullTarget,
            String slippingLimit,
            LocalDate lastDay) {}

    /** A warning, and the days in a row that led to it. */
    public record Raised(LocalDate since, List<Day> days) {}

    /** A day of drift; the likelihood is null where no forecast is made. */
    public record Day(LocalDate date, Standing standing, @Nullable String likelihood) {}
}
