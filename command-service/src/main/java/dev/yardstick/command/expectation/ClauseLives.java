package dev.yardstick.command.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The days on which each clause of one expectation is in force. */
final class ClauseLives {

    private record Life(LocalDate first, LocalDate last) {
        boolean meets(Life other) {
            return !first.isAfter(other.last) && !other.first.isAfter(last);
        }
    }

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private LocalDate from = LocalDate.MIN;
    private LocalDate to = LocalDate.MAX;

    /** The lives in each of a rep's expectations but one. */
    static Map<String, ClauseLives> except(String expectation, List<ExpectationEvent> events) {
        Map<String, ClauseLives> lives = new LinkedHashMap<>();
        for (ExpectationEvent event : events) {
            if (!event.expectation().equals(expectation)) {
                lives.computeIfAbsent(event.expectation(), e -> new ClauseLives()).on(event);
            }
        }
        return lives;
    }

    void on(ExpectationEvent event) {
        if (event instanceof ExpectationSet set) {
            from = set.from();
            to = set.to();
            state(set.clauses(), from);
        } else if (event instanceof ExpectationRevised revised) {
            state(revised.clauses(), revised.restates() ? from : revised.effectiveFrom());
        } else if (event instanceof ExpectationClosed closed) {
            close(closed.on());
        }
    }

    private void close(LocalDate on) {
        lives.values().removeIf(life -> life.first().isAfter(on));
        lives.replaceAll((id, life) -> life.last().isAfter(on) ? new Life(life.first(), on) : life);
    }

    private void state(List<Clause> clauses, LocalDate countsFrom) {
        List<String> stated = clauses.stream().map(Clause::id).toList();
        for (Map.Entry<String, Life> life : lives.entrySet()) {
            boolean ends = !stated.contains(life.getKey()) && life.getValue().last().equals(to);
            if (ends) {
                life.setValue(new Life(life.getValue().first(), countsFrom.minusDays(1)));
            }
        }
        stated.forEach(id -> lives.putIfAbsent(id, new Life(countsFrom, to)));
    }

    /** The ids of clauses that a revision left out; they cannot return. */
    List<String> ended() {
        List<String> ended = new ArrayList<>();
        lives.forEach((id, life) -> {
            if (life.last().isBefore(to)) {
                ended.add(id);
            }
        });
        return ended;
    }

    /**
     * A rep has at most one expectation a day with the same clause.
     *
     * @throws RefusedException {@code overlapping-clause}
     */
    void refuseOverlap(Map<String, ClauseLives> others) {
        others.forEach((expectation, other) ->
                other.lives.forEach((id, theirs) -> {
                    Life ours = lives.get(id);
                    if (ours != null && ours.meets(theirs)) {
                        throw new RefusedException(
                                Reason.OVERLAPPING_CLAUSE.of(
                                        id, expectation, theirs.first(), theirs.last()));
                    }
                }));
    }
}
