package dev.yardstick.query.view;

import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.time.LocalDate;
import java.util.List;

/**
 * Draws a rep of a team on a day out of what is known of her.
 *
 * @param on the day as of which it draws
 */
public record MemberAssembler(LocalDate on, PersonalTexts texts) {

    private static final int MONTHS = 12;

    /** What concerns one rep. */
    public Member draw(Known known, Journal journal) {
        RepStory rep = known.rep();
        List<Judged> clauses =
                new TimelineAssembler(known, texts).course(on.minusMonths(MONTHS), on);
        return new Member(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                rep.isErased(),
                clauses.stream().map(Judged::clause).toList(),
                new DueAssembler(on, texts).draw(known, journal, clauses));
    }
}
