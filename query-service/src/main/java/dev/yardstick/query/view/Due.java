package dev.yardstick.query.view;

import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be spoken about with a rep on a day, what is most at stake first. Everything that says
 * whether a talk is due says it by this.
 *
 * @param matters what is due; none: nothing is
 * @param later what was spoken about, and is to be again on a later day
 * @param talkedOn the last coaching talk or training up to the day; null: none
 */
public record Due(
        String rep,
        String name,
        List<Matter> matters,
        List<Matter> later,
        @Nullable LocalDate talkedOn) {

    /** The one with whom most is at stake first; silence before everything. */
    public static final Comparator<Due> MOST_AT_STAKE =
            Comparator.comparing((Due due) -> due.nothingExpectedSince() == null)
                    .thenComparing(Comparator.comparing(Due::stake).reversed())
                    .thenComparing(Due::name)
                    .thenComparing(Due::rep);

    /** What a matter is. */
    public enum Kind {
        /** Nothing is expected. */
        SILENCE,
        /** A warning stands. */
        WARNING,
        /** A version was not told. */
        UNSPOKEN,
        /** The rep sees a version differently. */
        DISPUTE,
        /** A milestone's day is near. */
        MILESTONE;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something to be spoken about.
     *
     * @param expectation null for a silence
     * @param clause null where it is a whole version, or a silence
     * @param version of the expectation; 0 where it is about none
     * @param since when it began; of a milestone the day when it is due; of a silence the day of
     *     the hire, or the first after the last expectation
     * @param begins the version's first day
     * @param stake how much is at stake: see docs/expectations.md
     * @param followUpOn the day on which it is due again; null: it is due
     */
    public record Matter(
            Kind kind,
            @Nullable String expectation,
            Timeline.@Nullable Clause clause,
            int version,
            LocalDate since,
            LocalDate begins,
            double stake,
            @Nullable LocalDate followUpOn) {

        /** By which the form of a talk names it. */
        public String key() {
            return expectation + (clause == null ? "@" + version : "." + clause.id());
        }

        /** The clause that its warning is on; null where it is no warning. */
        public Timeline.@Nullable Clause warned() {
            return kind == Kind.WARNING ? clause : null;
        }

        /** Whether a talk can be about it: what was never said is put right by saying it. */
        public boolean isTalkedAbout() {
            return kind != Kind.SILENCE && kind != Kind.UNSPOKEN;
        }
    }

    private double stake() {
        return matters.stream().mapToDouble(Matter::stake).sum();
    }

    /** Since when nothing is expected; null: something is. */
    public @Nullable LocalDate nothingExpectedSince() {
        return matters.stream()
                .filter(matter -> matter.kind() == Kind.SILENCE)
                .map(Matter::since)
                .findFirst()
                .orElse(null);
    }

    /**
     * Since when nothing is expected of a rep on a day, of whom all is known that was set by then;
     * null: something is.
     */
    public static @Nullable LocalDate nothingExpectedSince(
            RepStory rep, List<Profile> profiles, LocalDate today) {
        return new OpenMatters(today, Journal.EMPTY).nothingExpectedSince(rep, profiles);
    }

    /** What is due and a talk can be about, by key. */
    public List<String> topics() {
        return matters.stream().filter(Matter::isTalkedAbout).map(Matter::key).toList();
    }

    /** What a warning on a clause amounts to. */
    public State of(Timeline.Clause clause) {
        String key = clause.expectation() + "." + clause.id();
        boolean due =
                matters.stream().anyMatch(m -> m.kind() == Kind.WARNING && m.key().equals(key));
        LocalDate followUpOn =
                later.stream()
                        .filter(m -> m.kind() == Kind.WARNING && m.key().equals(key))
                        .map(Matter::followUpOn)
                        .findFirst()
                        .orElse(null);
        return new State(due, followUpOn);
    }

    /**
     * Whether a talk about a warning is due.
     *
     * @param followUpOn when it will be again; null: it is due, or the clause is on pace again
     */
    public record State(boolean due, @Nullable LocalDate followUpOn) {}
}
