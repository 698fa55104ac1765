package dev.yardstick.query.application;

import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.known.Change;
import dev.yardstick.query.known.KnownStore.Earlier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rep since a change, and by which facts it differs from what was read before
 * it.
 *
 * @param steps the readings before, the first first, between which nothing but facts differs
 */
record Reading(Change change, Known known, List<Step> steps) {

    /** So many facts are followed; a clause is drawn sooner than it is asked about more of them. */
    private static final int MOST = 50;

    /**
     * A reading before.
     *
     * @param changed the facts that came or went between it and the next
     */
    record Step(Change change, List<Fact> changed) {}

    /** The first reading of a rep, or one that follows another. */
    static Reading after(@Nullable Reading before, Change change, Known known) {
        if (before == null || !known.isAlikeBesideFacts(before.known)) {
            return new Reading(change, known, List.of());
        }
        List<Step> steps = new ArrayList<>(before.steps);
        steps.add(new Step(before.change, changed(before.known.facts(), known.facts())));
        while (changed(steps).size() > MOST) {
            steps.removeFirst();
        }
        return new Reading(change, known, List.copyOf(steps));
    }

    /**
     * Those that are in one only: what is read on is the same facts in the same order, and more.
     */
    private static List<Fact> changed(List<Fact> before, List<Fact> now) {
        List<Fact> changed = new ArrayList<>();
        int same = 0;
        for (Fact fact : before) {
            if (same < now.size() && fact == now.get(same)) {
                same++;
            } else {
                changed.add(fact);
            }
        }
        changed.addAll(now.subList(same, now.size()));
        return changed;
    }

    private static List<Fact> changed(List<Step> steps) {
        return steps.stream().flatMap(step -> step.changed().stream()).toList();
    }

    /** Whether it is what would be read now. */
    boolean holds(Change now, KnownAt at) {
        return change.equals(now) && now.position() <= at.position();
    }

    /** Its facts, where what came since can be read beside them. */
    Optional<Earlier> earlier(Change now, KnownAt at) {
        return now.continues(change) && now.position() <= at.position()
                ? Optional.of(new Earlier(known.facts(), change.ownPosition()))
                : Optional.empty();
    }

    /**
     * The facts that came or went since a change, beside which nothing did; empty where that is not
     * known.
     */
    Optional<List<Fact>> changedSince(Change then) {
        if (then.equals(change)) {
            return Optional.of(List.of());
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).change().equals(then)) {
                return Optional.of(changed(steps.subList(i, steps.size())));
            }
        }
        return Optional.empty();
    }
}
