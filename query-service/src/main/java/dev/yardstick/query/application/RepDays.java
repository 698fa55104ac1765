package dev.yardstick.query.application;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.application.Remembered.Drawing;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.DrawnBefore;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.RepDayAssembler;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What lists say of reps on a day. Call it within the transaction of the reading. */
@Component
public record RepDays(Remembered remembered, Journals journals, PersonalKeys texts, Clock clock) {

    private record AsOf(LocalDate on) {}

    /** That of reps who were found as known at a position, in their order, on one day. */
    public List<RepDay> of(List<RepStory> reps, KnownAt at, LocalDate on) {
        return of(reps, at, rep -> on);
    }

    /** The same, each on a day of her own. */
    public List<RepDay> of(List<RepStory> reps, KnownAt at, Function<RepStory, LocalDate> on) {
        return remembered.of(reps, at, drawing(on));
    }

    /** The ids of those whose today is to be judged before it can be told. */
    List<String> lacking(List<RepStory> reps) {
        return remembered.lacking(reps, drawing(this::today));
    }

    private Drawing<RepDay> drawing(Function<RepStory, LocalDate> on) {
        return new Drawing<>(
                rep -> new AsOf(on.apply(rep)),
                (known, before) -> {
                    LocalDate day = on.apply(known.rep());
                    return new RepDayAssembler(day, texts)
                            .draw(
                                    known,
                                    journals.of(known, day),
                                    before == null
                                            ? null
                                            : new DrawnBefore(
                                                    before.answer().clauses(), before.changed()));
                },
                day -> Remembered.bytes(day.clauses()));
    }

    /** A rep's own day. */
    public LocalDate today(RepStory rep) {
        return LocalDate.now(clock.withZone(rep.timeZone()));
    }
}
