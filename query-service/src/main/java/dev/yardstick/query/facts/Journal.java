package dev.yardstick.query.facts;

import dev.yardstick.events.ConversationNotes;
import dev.yardstick.events.ConversationNotes.About;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of a rep beside her figures: which talks with her were logged by hand, and on
 * which day a version was recorded that began later.
 *
 * @param recordedOn by position, in the rep's time zone
 */
public record Journal(List<Talk> talks, Map<Long, LocalDate> recordedOn) {

    /** Nothing beside the figures: whatever is known was there on the day. */
    public static final Journal EMPTY = new Journal(List.of(), Map.of());

    private static final Comparator<Talk> LATEST =
            Comparator.comparing(Talk::on).thenComparing(Talk::position);

    /**
     * A talk, and when to come back to what it was about.
     *
     * @param on the day on which it was held
     */
    public record Talk(LocalDate on, long position, List<About> about, LocalDate followUpOn) {

        private static final int FOLLOW_UP_DAYS = 14;

        /** A talk of a day with what was written down about it. */
        public static Talk of(LocalDate on, long position, ConversationNotes notes) {
            LocalDate said = notes.followUpOn();
            return new Talk(on, position, notes.about(), said == null ? followUp(on) : said);
        }

        /** When to come back where nobody says when. */
        public static LocalDate followUp(LocalDate on) {
            return on.plusDays(FOLLOW_UP_DAYS);
        }

        private boolean isAboutWarning(String expectation, String clause, LocalDate since) {
            return about.stream()
                    .filter(a -> isOf(a, expectation, clause))
                    .anyMatch(a -> since.equals(a.warningSince()) || !on.isBefore(since));
        }

        private boolean isAboutDispute(String expectation, int version, LocalDate since) {
            return about.stream()
                    .filter(a -> a.expectation().equals(expectation) && !on.isBefore(since))
                    .anyMatch(a -> Objects.equals(a.version(), version));
        }

        private static boolean isOf(About about, String expectation, String clause) {
            return about.expectation().equals(expectation) && clause.equals(about.clause());
        }
    }

    /**
     * The latest talk by a day about a warning or a milestone. A talk counts for the warning that
     * it answers, and for the spell of drift in which it was held, also where late facts moved the
     * first day of that.
     *
     * @param since the day of the warning; for a milestone a day before all talks
     */
    public @Nullable Talk about(String expectation, String clause, LocalDate since, LocalDate day) {
        return latest(day, talk -> talk.isAboutWarning(expectation, clause, since));
    }

    /** The latest talk by a day about a dispute. */
    public @Nullable Talk about(String expectation, int version, LocalDate since, LocalDate day) {
        return latest(day, talk -> talk.isAboutDispute(expectation, version, since));
    }

    private @Nullable Talk latest(LocalDate day, Predicate<Talk> about) {
        return talks.stream()
                .filter(talk -> !talk.on().isAfter(day))
                .filter(about)
                .max(LATEST)
                .orElse(null);
    }

    /** From when on a version is there to be spoken about: it may be set long before it begins. */
    public LocalDate since(Profile profile, Profile.Version version, LocalDate on) {
        LocalDate begins = version.effectiveFrom();
        return begins.isAfter(on)
                ? recordedOn.getOrDefault(profile.positionOf(version.number()), on)
                : begins;
    }

    /** Whether a version was there by a day. */
    public boolean isThere(Profile profile, Profile.Version version, LocalDate on) {
        return !since(profile, version, on).isAfter(on);
    }
}
