package dev.yardstick.query.view;

import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rep of a team on a day: how her clauses stand, and what is due.
 *
 * @param clauses those in force, with their course by weeks over the last half year
 * @param due what should be spoken about
 */
public record Member(
        String id, String name, boolean erased, List<Timeline.Clause> clauses, Due due) {

    private static final int WEEKS = 26;

    /**
     * Draws one out of what is known of her.
     *
     * @param before her clauses as they were told on the same day; null: they were not
     */
    public static Member of(
            Known known,
            Journal journal,
            LocalDate on,
            PersonalTexts texts,
            @Nullable DrawnBefore before) {
        RepStory rep = known.rep();
        List<Judged> clauses =
                new TimelineAssembler(known, texts).course(on.minusWeeks(WEEKS), on, before);
        return new Member(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                rep.isErased(),
                clauses.stream().map(Judged::clause).toList(),
                new DueAssembler(on, texts).draw(known, journal, clauses));
    }
}
