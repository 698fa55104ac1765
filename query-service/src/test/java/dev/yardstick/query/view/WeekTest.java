package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.FactKind;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeekTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static Week week(Given rep, LocalDate on) {
        return new RepDayAssembler(on, Given.TEXTS).draw(rep.known(Map.of()), Journal.EMPTY).week();
    }

    @Test
    void aWeekBeginsOnTheMondayBeforeTheDay() {
        assertThat(Week.monday(MONDAY)).isEqualTo(MONDAY.minusDays(7));
        assertThat(Week.monday(MONDAY.plusDays(1))).isEqualTo(MONDAY);
        assertThat(Week.monday(MONDAY.plusDays(6))).isEqualTo(MONDAY);
        assertThat(Week.monday(MONDAY.plusDays(7))).isEqualTo(MONDAY);
    }

    /** On pace up to Sunday, and nothing more. */
    private static Given idle() {
        Given rep = new Given().set(sum("revenue", "365")).told(1, JAN_1);
        JAN_1.datesUntil(MONDAY).forEach(day -> rep.won(day, "1"));
        return rep;
    }

    @Test
    void aClauseMovedThatStandsOtherwiseThanOnTheSundayBefore() {
        assertThat(week(idle(), MONDAY.minusDays(1)).moved()).isEmpty();
        Week slipped = week(idle(), MONDAY.plusDays(7));
        assertThat(slipped.moved())
                .extracting("clause.id", "clause.standing", "before", "better")
                .containsExactly(tuple("revenue", Standing.SLIPPING, Standing.ON_PACE, false));
        assertThat(week(idle().won(MONDAY.plusDays(14), "60"), MONDAY.plusDays(14)).moved())
                .extracting("before", "better")
                .containsExactly(tuple(Standing.SLIPPING, true));
    }

    @Test
    void whatWasSaidAndAnsweredSinceIsDone() {
        Given rep = new Given().set(sum("revenue", "365")).told(1, MONDAY.minusDays(1));
        rep.say(new ExpectationAcknowledged("e", "robin", 1, MONDAY, null, null));
        rep.fact(Given.fact(FactKind.COACHING, MONDAY.plusDays(1), "1", null, null, null));
        rep.fact(Given.fact(FactKind.TRAINING, MONDAY.plusDays(3), "1", null, null, null));
        assertThat(week(rep, MONDAY.plusDays(2)).done())
                .extracting(Week.Done::kind, Week.Done::on)
                .containsExactly(
                        tuple(Week.Kind.COACHING, MONDAY.plusDays(1)),
                        tuple(Week.Kind.AGREED, MONDAY));
        assertThat(week(rep.told(1, MONDAY), MONDAY).done())
                .as("on Monday the week before")
                .extracting(Week.Done::kind)
                .containsExactlyInAnyOrder(Week.Kind.AGREED, Week.Kind.TOLD, Week.Kind.TOLD);
    }
}
