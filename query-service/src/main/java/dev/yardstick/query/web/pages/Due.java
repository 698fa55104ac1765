package dev.yardstick.query.web.pages;

import dev.yardstick.query.timeline.Accountability;
import dev.yardstick.query.timeline.Member;
import dev.yardstick.query.timeline.Standing;
import dev.yardstick.query.timeline.Timeline;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A rep with whom a conversation is due, and about what, the most urgent first.
 *
 * @param warnings the clauses that a warning stands on, {@code EXPECTATION.CLAUSE}
 */
public record Due(Member rep, List<Matter> matters, List<String> warnings) {

    private static final int MILESTONE_DAYS = 30;

    /** What is to be spoken about, in the order of urgency. */
    public enum Kind {
        WARNING,
        UNSPOKEN,
        DISPUTE,
        MILESTONE,
        SUPPORTED;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something to be spoken about.
     *
     * @param clause null where it is a whole version
     * @param version of the expectation
     * @param since when it began; a milestone: when it is due
     * @param agreedOn when the rep agreed to the version that a warning is about
     */
    public record Matter(
            Kind kind,
            String expectation,
            Timeline.@Nullable Clause clause,
            int version,
            LocalDate since,
            @Nullable LocalDate agreedOn) {}

    /** Those of a team with whom a conversation is due. */
    static List<Due> of(List<Member> members, LocalDate on) {
        return members.stream()
                .map(member -> of(member, on))
                .filter(due -> !due.matters().isEmpty())
                .sorted(
                        Comparator.comparing((Due due) -> due.matters().getFirst().kind())
                                .thenComparing(Due::firstSince)
                                .thenComparing(due -> due.rep().name()))
                .toList();
    }

    private static Due of(Member member, LocalDate on) {
        List<Matter> matters = new ArrayList<>();
        for (Timeline.Clause clause : member.clauses()) {
            warning(clause, member, matters);
            milestone(clause, on, matters);
        }
        for (Accountability.Unspoken u : member.unspoken()) {
            matters.add(
                    new Matter(Kind.UNSPOKEN, u.expectation(), null, u.version(), u.since(), null));
        }
        for (Accountability.Dispute d : member.disputes()) {
            matters.add(
                    new Matter(Kind.DISPUTE, d.expectation(), null, d.version(), d.since(), null));
        }
        matters.sort(Comparator.comparing(Matter::kind).thenComparing(Due::urgency));
        return new Due(
                member,
                matters,
                member.clauses().stream()
                        .filter(clause -> clause.warning() != null)
                        .map(clause -> clause.expectation() + "." + clause.id())
                        .toList());
    }

    private static void warning(Timeline.Clause clause, Member member, List<Matter> matters) {
        Timeline.Warning warning = clause.warning();
        if (warning == null) {
            return;
        }
        LocalDate coached = member.lastCoachedOn();
        boolean since = coached != null && !coached.isBefore(warning.since());
        matters.add(
                new Matter(
                        since ? Kind.SUPPORTED : Kind.WARNING,
                        clause.expectation(),
                        clause,
                        warning.version(),
                        warning.since(),
                        warning.acknowledgedOn()));
    }

    private static void milestone(Timeline.Clause clause, LocalDate on, List<Matter> matters) {
        LocalDate due = clause.due();
        boolean coming =
                due != null
                        && clause.standing() != Standing.MET
                        && !due.isBefore(on)
                        && !due.isAfter(on.plusDays(MILESTONE_DAYS));
        if (coming) {
            matters.add(
                    new Matter(
                            Kind.MILESTONE,
                            clause.expectation(),
                            clause,
                            0,
                            Objects.requireNonNull(due),
                            null));
        }
    }

    /** The newest warning first, as it is the news; of all else what has waited longest. */
    private static long urgency(Matter matter) {
        long day = matter.since().toEpochDay();
        return matter.kind() == Kind.WARNING || matter.kind() == Kind.SUPPORTED ? -day : day;
    }

    private static long firstSince(Due due) {
        return urgency(due.matters().getFirst());
    }
}
