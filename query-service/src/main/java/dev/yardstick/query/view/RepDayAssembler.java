package dev.yardstick.query.view;

import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws what lists say of a rep on a day.
 *
 * @param on the day as of which it draws
 */
public record RepDayAssembler(LocalDate on, PersonalTexts texts) {

    /** That of one rep. */
    public RepDay draw(Known known, Journal journal) {
        return draw(known, journal, null);
    }

    /**
     * The same.
     *
     * @param before the clauses as they were told on the same day; null: they were not
     */
    public RepDay draw(Known known, Journal journal, @Nullable DrawnBefore before) {
        List<Judged> clauses = new TimelineAssembler(known, texts).inForce(on, before);
        Due due = new DueAssembler(on, texts).draw(known, journal, clauses);
        TeamAssembler team = new TeamAssembler(on);
        return new RepDay(
                Timeline.Rep.of(known.rep(), on, texts),
                clauses.stream().map(Judged::clause).toList(),
                due,
                new AccountabilityAssembler(on, texts).draw(known, journal, clauses, due),
                team.score(clauses),
                team.shares(clauses),
                Week.of(known, clauses, on));
    }
}
