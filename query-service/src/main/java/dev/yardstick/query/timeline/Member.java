package dev.yardstick.query.timeline;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * A rep of a team on a day: how her clauses stand, and what should be spoken about.
 *
 * @param clauses those in force, with their course by months over the last year
 * @param unspoken versions in force that she was not told
 * @param disputes those that are her latest answer
 * @param lastCoachedOn the last coaching talk or training up to the day; null: none
 */
public record Member(
        String id,
        String name,
        boolean erased,
        List<Timeline.Clause> clauses,
        List<Accountability.Unspoken> unspoken,
        List<Accountability.Dispute> disputes,
        @Nullable LocalDate lastCoachedOn) {}
