package dev.yardstick.query.timeline;

import dev.yardstick.events.Clause;

import org.apache.commons.numbers.fraction.BigFraction;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A clause through the versions of its expectation: its life, and which target was in force when.
 * Targets are stated for the whole period, so a day owes target ÷ days of the period.
 */
final class ClauseHistory {

    /** Days, both included, on which one wording of the clause was in force. */
    private record Stretch(LocalDate first, LocalDate last, Clause clause) {}

    private final Profile profile;
    private final RepStory rep;
    private final List<Stretch> stretches = new ArrayList<>();

    ClauseHistory(Profile profile, String id, RepStory rep) {
        this.profile = profile;
        this.rep = rep;
        TreeSet<LocalDate> changes = new TreeSet<>();
        profile.versions().forEach(version -> changes.add(version.countsFrom()));
        for (LocalDate first : changes) {
            LocalDate next = changes.higher(first);
            LocalDate last = next == null ? profile.to() : next.minusDays(1);
            Optional<Clause> clause = profile.inForce(first).clause(id);
            clause.ifPresent(c -> stretches.add(new Stretch(first, last, c)));
        }
    }

    /** False for a clause that a restatement left out: it never counted. */
    boolean lives() {
        return !stretches.isEmpty();
    }

    LocalDate firstDay() {
        return stretches.getFirst().first();
    }

    LocalDate lastDay() {
        return stretches.getLast().last();
    }

    /** The wording in force on a day; before the clause's life its first, after it its last. */
    Clause on(LocalDate day) {
        Clause found = stretches.getFirst().clause();
        for (Stretch stretch : stretches) {
            if (!stretch.first().isAfter(day)) {
                found = stretch.clause();
            }
        }
        return found;
    }

    /**
     * What should have been there by a day: Σ target ÷ days of the period over the days of
     * presence.
     */
    BigFraction expected(LocalDate day) {
        BigFraction sum = BigFraction.ZERO;
        for (Stretch stretch : stretches) {
            LocalDate last = stretch.last().isAfter(day) ? day : stretch.last();
            long days = rep.presentDays(stretch.first(), last);
            if (days > 0) {
                sum =
                        sum.add(
                                Standing.exact(target(stretch.clause()))
                                        .multiply(BigFraction.of(days, profile.periodDays())));
            }
        }
        return sum;
    }

    /** What the target comes to over the clause's whole life. */
    BigFraction fullTarget() {
        return expected(lastDay());
    }

    static BigDecimal target(Clause clause) {
        if (clause.target() == null) {
            throw new IllegalArgumentException("clause " + clause.id() + " has no target");
        }
        return clause.target().amount();
    }
}
