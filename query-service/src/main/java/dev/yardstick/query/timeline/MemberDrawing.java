package dev.yardstick.query.timeline;

import dev.yardstick.query.timeline.TimelineDrawing.Judged;

import java.time.LocalDate;
import java.util.List;

/** Draws a rep of a team on a day out of what is known of her. */
public final class MemberDrawing {

    private static final int MONTHS = 12;

    private final LocalDate on;
    private final Texts texts;

    /** Draws as of a day. */
    public MemberDrawing(LocalDate on, Texts texts) {
        this.on = on;
        this.texts = texts;
    }

    /** What concerns one rep. */
    public Member draw(Known known, Journal journal) {
        RepStory rep = known.rep();
        List<Judged> clauses = new TimelineDrawing(known, texts).course(on.minusMonths(MONTHS), on);
        return new Member(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                rep.isErased(),
                clauses.stream().map(Judged::clause).toList(),
                new DueDrawing(on, texts).draw(known, journal, clauses));
    }
}
