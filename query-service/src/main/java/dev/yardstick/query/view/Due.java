package dev.yardstick.query.view;

import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be spoken about with a rep on a day, what is most at stake first. Everything that says
 * whether a talk is due says it by this.
 *
 * @param matters what is due; none: nothing is
 * @param later what was spoken about, and is to be again on a later day
 * @param talkedOn the last coaching talk or training up to the day; null: none
 * @param unanswered what waits for her own answer
 */
public record Due(
        String rep,
        String name,
        List<Matter> matters,
        List<Matter> later,
        @Nullable LocalDate talkedOn,
        List<Unanswered> unanswered) {

    /**
     * A version that she was told and has said nothing to.
     *
     * @param effectiveFrom its first day
     */
    public record Unanswered(
            String expectation, int version, LocalDate told, LocalDate effectiveFrom) {}

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
        MILESTONE,
        /** What was agreed on was to be done by now. */
        AGREEMENT,
        /** A talk was planned for now. */
        PLANNED;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was agreed on or planned.
     *
     * @param by rep or manager: who does it
     */
    public record Note(String id, String text, String by) {}

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
     * @param waits why it was put off until then; null: it was talked about, or it is due
     * @param note what was agreed on or planned; null where it is about neither
     */
    public record Matter(
            Kind kind,
            @Nullable String expectation,
            Timeline.@Nullable Clause clause,
            int version,
            LocalDate since,
            LocalDate begins,
            double stake,
            @Nullable LocalDate followUpOn,
            @Nullable String waits,
            @Nullable Note note) {

        /** Silence before everything, then the one with most at stake. */
        public static final Comparator<Matter> MOST_AT_STAKE =
                Comparator.comparing((Matter matter) -> matter.kind() != Kind.SILENCE)
                        .thenComparing(Comparator.comparing(Matter::stake).reversed())
                        .thenComparing(Matter::kind)
                        .thenComparing(Matter::since);

        /** The same, put off until a day. */
        Matter waiting(LocalDate until, String why) {
            return new Matter(
                    kind, expectation, clause, version, since, begins, stake, until, why, note);
        }

        /** By which the form of a talk names it. */
        public String key() {
            return expectation == null
                    ? note == null ? "silence" : note.id()
                    : expectation + (clause == null ? "@" + version : "." + clause.id());
        }

        /** The clause that its warning is on; null where it is no warning. */
        public Timeline.@Nullable Clause warned() {
            return kind == Kind.WARNING ? clause : null;
        }

        /** Its version; null where it is about a clause, or about nothing that was set. */
        public @Nullable Integer ofVersion() {
            return expectation == null || clause != null ? null : version;
        }

        /** The day on which something is to come of it; null: today, or nobody said. */
        public @Nullable LocalDate next() {
            return kind == Kind.MILESTONE || note != null ? since : followUpOn;
        }

        /** Whether a talk can be about it: what was never said is put right by saying it. */
        public boolean isTalkedAbout() {
            return expectation != null && kind != Kind.UNSPOKEN;
        }
    }

    /** The day of the next talk that is planned; null: none is. */
    public @Nullable LocalDate plannedOn() {
        return later.stream()
                .filter(matter -> matter.kind() == Kind.PLANNED)
                .map(Matter::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What was agreed on and is open, by the day. */
    public List<Matter> agreed() {
        return Stream.concat(matters.stream(), later.stream())
                .filter(matter -> matter.kind() == Kind.AGREEMENT)
                .sorted(Comparator.comparing(Matter::since))
                .toList();
    }

    /**
     * What comes next for herself, by the day: a milestone, or what is to be spoken about again.
     */
    public List<Matter> ahead() {
        return Stream.concat(matters.stream(), later.stream())
                .filter(matter -> matter.kind() != Kind.AGREEMENT)
                .filter(matter -> matter.next() != null && matter.waits() == null)
                .sorted(Comparator.comparing(Matter::next))
                .toList();
    }

    /** Since when nothing is expected; null: something is. */
    public @Nullable LocalDate nothingExpectedSince() {
        return Stream.concat(matters.stream(), later.stream())
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
