package dev.yardstick.query.timeline;

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
    public Member draw(Known known) {
        RepStory rep = known.rep();
        List<Profile> inForce =
                known.profiles().stream()
                        .filter(p -> !p.from().isAfter(on) && !p.lastDay().isBefore(on))
                        .toList();
        AccountabilityDrawing open = new AccountabilityDrawing(on, texts);
        return new Member(
                rep.id(),
                texts.open(rep.name(on), rep.id()),
                rep.isErased(),
                new TimelineDrawing(known, texts).course(on.minusMonths(MONTHS), on),
                open.unspoken(inForce),
                open.disputes(inForce),
                known.facts().stream()
                        .filter(fact -> Warnings.SUPPORT.contains(fact.kind()))
                        .map(Fact::date)
                        .filter(date -> !date.isAfter(on))
                        .max(LocalDate::compareTo)
                        .orElse(null));
    }
}
