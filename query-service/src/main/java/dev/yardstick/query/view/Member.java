package dev.yardstick.query.view;

import java.util.List;

/**
 * A rep of a team on a day: how her clauses stand, and what is due.
 *
 * @param clauses those in force, with their course by months over the last year
 * @param due what should be spoken about
 */
public record Member(
        String id, String name, boolean erased, List<Timeline.Clause> clauses, Due due) {}
