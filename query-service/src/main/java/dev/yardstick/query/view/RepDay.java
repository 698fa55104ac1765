package dev.yardstick.query.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lists say of a rep on a day: it is judged once, and read by all of them.
 *
 * @param clauses those in force, without their series
 * @param due what is to be spoken about
 * @param told her manager's own side
 * @param score as on the scorecard of her team
 * @param shares what the clauses add to her team's
 * @param week what came of her week
 */
public record RepDay(
        Timeline.Rep rep,
        List<Timeline.Clause> clauses,
        Due due,
        Accountability.Rep told,
        @Nullable String score,
        List<TeamAssembler.Share> shares,
        Week week) {

    /** The clauses that a warning stands on, whether or not a talk about it is due. */
    public List<Timeline.Clause> warned() {
        return clauses.stream().filter(clause -> clause.warning() != null).toList();
    }
}
