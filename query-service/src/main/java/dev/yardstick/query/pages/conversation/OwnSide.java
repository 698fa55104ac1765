package dev.yardstick.query.pages.conversation;

import dev.yardstick.query.view.Accountability;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The manager's own side in figures: how long her reps waited for a word, and what is still open.
 *
 * @param reps one line for each rep
 * @param toExpectation the middle one of the days from hire to the first expectation; null where
 *     nobody has one
 * @param toCommunication the same from a version's first day until it was communicated
 * @param toAcknowledgement the same until it was acknowledged
 * @param toCoaching the same from a warning to the next coaching talk
 * @param kept what the manager said she would do, and did
 */
public record OwnSide(
        List<Accountability.Rep> reps,
        @Nullable Long toExpectation,
        @Nullable Long toCommunication,
        @Nullable Long toAcknowledgement,
        @Nullable Long toCoaching,
        int disputes,
        int unspoken,
        int quotaOnly,
        int kept,
        int notKept,
        int overdue) {

    static OwnSide of(List<Accountability.Rep> reps) {
        return new OwnSide(
                reps,
                middle(reps.stream().map(Accountability.Rep::daysToFirstExpectation)),
                middle(versions(reps, Accountability.Version::daysToCommunication)),
                middle(versions(reps, Accountability.Version::daysToAcknowledgement)),
                middle(
                        reps.stream()
                                .flatMap(rep -> rep.warnings().stream())
                                .map(Accountability.Warned::daysToCoaching)),
                reps.stream().mapToInt(rep -> rep.openDisputes().size()).sum(),
                reps.stream().mapToInt(rep -> rep.unspoken().size()).sum(),
                reps.stream().mapToInt(rep -> rep.quotaOnly().size()).sum(),
                reps.stream().mapToInt(rep -> rep.promises().kept()).sum(),
                reps.stream().mapToInt(rep -> rep.promises().notKept()).sum(),
                reps.stream().mapToInt(rep -> rep.promises().overdue()).sum());
    }

    private static Stream<@Nullable Long> versions(
            List<Accountability.Rep> reps, Function<Accountability.Version, @Nullable Long> days) {
        return reps.stream().flatMap(rep -> rep.versions().stream()).map(days);
    }

    private static @Nullable Long middle(Stream<@Nullable Long> days) {
        List<Long> sorted = days.filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
    }

    /** The longest that a rep waited for a version to be communicated; null: for none yet. */
    public @Nullable Long communication(Accountability.Rep rep) {
        return longest(rep, Accountability.Version::daysToCommunication);
    }

    /** The longest until a version was acknowledged; null: none was yet. */
    public @Nullable Long acknowledgement(Accountability.Rep rep) {
        return longest(rep, Accountability.Version::daysToAcknowledgement);
    }

    private static @Nullable Long longest(
            Accountability.Rep rep, Function<Accountability.Version, @Nullable Long> days) {
        return rep.versions().stream()
                .map(days)
                .filter(Objects::nonNull)
                .max(Long::compareTo)
                .orElse(null);
    }
}
