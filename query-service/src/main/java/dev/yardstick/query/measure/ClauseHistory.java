package dev.yardstick.query.measure;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Pace;
import dev.yardstick.query.facts.Profile;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A clause through the versions of its expectation: its life, and which wording was in force when.
 * The measure and the direction are those of its last wording; only a restatement changes them.
 */
public final class ClauseHistory {

    /** Days, both included, on which one wording of the clause was in force. */
    private record Stretch(LocalDate first, LocalDate last, Clause clause) {}

    private final Profile profile;
    private final List<Stretch> stretches = new ArrayList<>();

    public ClauseHistory(Profile profile, String id) {
        this.profile = profile;
        TreeSet<LocalDate> changes = new TreeSet<>();
        profile.versions().forEach(version -> changes.add(version.countsFrom()));
        for (LocalDate first : changes.headSet(profile.lastDay(), true)) {
            LocalDate next = changes.higher(first);
            LocalDate last =
                    next == null || next.isAfter(profile.lastDay())
                            ? profile.lastDay()
                            : next.minusDays(1);
            Optional<Clause> clause = profile.inForce(first).clause(id);
            clause.ifPresent(c -> stretches.add(new Stretch(first, last, c)));
        }
    }

    /** False for a clause that never counted: a restatement or a closure left it out. */
    public boolean lives() {
        return !stretches.isEmpty();
    }

    public Profile profile() {
        return profile;
    }

    public LocalDate firstDay() {
        return stretches.getFirst().first();
    }

    public LocalDate lastDay() {
        return stretches.getLast().last();
    }

    /** A day, at most the last of the clause's life: that on which it is judged. */
    public LocalDate lastDayBy(LocalDate day) {
        return day.isAfter(lastDay()) ? lastDay() : day;
    }

    public boolean isInLife(LocalDate day) {
        return !day.isBefore(firstDay()) && !day.isAfter(lastDay());
    }

    /** The days on which another wording comes into force. */
    List<LocalDate> changes() {
        return stretches.stream().map(Stretch::first).toList();
    }

    /** The wording in force on a day; before the clause's life its first, after it its last. */
    public Clause on(LocalDate day) {
        Clause found = stretches.getFirst().clause();
        for (Stretch stretch : stretches) {
            if (!stretch.first().isAfter(day)) {
                found = stretch.clause();
            }
        }
        return found;
    }

    /** The last wording. */
    public Clause last() {
        return stretches.getLast().clause();
    }

    public Direction direction() {
        Clause.Target target = last().target();
        return target == null ? Direction.AT_LEAST : target.direction();
    }

    /** The length of the longest ramp of any wording, in months. */
    int longestRamp() {
        return stretches.stream()
                .map(stretch -> stretch.clause().pace().ramp())
                .mapToInt(ramp -> ramp == null ? 0 : ramp.size())
                .max()
                .orElse(0);
    }

    /** Whether the pace of any wording differs from month to month. */
    boolean isMonthly() {
        return stretches.stream().anyMatch(s -> s.clause().pace() instanceof Pace.Monthly);
    }

    /** What a clause that has a target agrees on for the whole period. */
    static BigDecimal target(Clause clause) {
        if (clause.target() == null) {
            throw new IllegalArgumentException("clause " + clause.id() + " has no target");
        }
        return clause.target().amount();
    }

    public static @Nullable BigDecimal targetOrNull(Clause clause) {
        return clause.target() == null ? null : clause.target().amount();
    }
}
