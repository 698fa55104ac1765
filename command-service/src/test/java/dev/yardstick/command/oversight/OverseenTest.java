package dev.yardstick.command.oversight;

import dev.yardstick.command.oversight.OversightCommand.Give;
import dev.yardstick.command.oversight.OversightCommand.Withdraw;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverseenTest {

    private static final LocalDate JUN = LocalDate.of(2026, 6, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);

    private final AggregateTestFixture<Overseen> fixture =
            new AggregateTestFixture<>(Overseen.class);

    /** Dora is led by Eve in July. */
    OverseenTest() {
        fixture.registerInjectableResource(
                new Oversight.Source() {
                    @Override
                    public Optional<Rep> person(String id) {
                        return Optional.empty();
                    }

                    @Override
                    public Overseers overseers(Kind kind, String of) {
                        return kind == Kind.SUPERIOR && of.equals("dora")
                                ? Overseers.of(
                                        List.of(
                                                new OversightGiven(
                                                        kind, of, "eve", JUL, JUL.plusDays(30))))
                                : new Overseers();
                    }
                });
    }

    private static OversightGiven deputy(LocalDate from, @Nullable LocalDate to) {
        return new OversightGiven(Kind.DEPUTY, "kim", "lou", from, to);
    }

    private void refused(OversightGiven given, String because) {
        fixture.givenNoPriorActivity()
                .when(new Give(given))
                .expectException(InvalidException.class)
                .expectExceptionMessage(Matchers.startsWith(because));
    }

    @Test
    void sheStandsInFromADayToAnotherAndTheSameAgainIsNothingNew() {
        fixture.givenNoPriorActivity()
                .when(new Give(deputy(JUN, JUL)))
                .expectEvents(deputy(JUN, JUL));
        fixture.given(deputy(JUN, JUL)).when(new Give(deputy(JUN, JUL))).expectNoEvents();
        fixture.given(deputy(JUN, JUL))
                .when(new Give(deputy(JUN, JUN)))
                .expectEvents(deputy(JUN, JUN));
    }

    @Test
    void aDeputyHasALastDayNotBeforeTheFirstNorAfterAYear() {
        refused(deputy(JUN, null), "to must be given");
        refused(deputy(JUN, JUN.minusDays(1)), "to must not be before from, 2026-06-01");
        refused(deputy(JUN, JUN.plusYears(1).plusDays(1)), "to must be at most 1 years after");
        fixture.givenNoPriorActivity()
                .when(new Give(deputy(JUN, JUN.plusYears(1))))
                .expectEvents(deputy(JUN, JUN.plusYears(1)));
        fixture.givenNoPriorActivity()
                .when(new Give(deputy(JUN, JUN)))
                .expectEvents(deputy(JUN, JUN));
    }

    @Test
    void aUnitHasATeamForGood() {
        OversightGiven unit = new OversightGiven(Kind.UNIT, "North", "emea", JUN, null);
        fixture.givenNoPriorActivity().when(new Give(unit)).expectEvents(unit);
    }

    @Test
    void nobodyStandsInForHerself() {
        refused(
                new OversightGiven(Kind.DEPUTY, "kim", "kim", JUN, JUL),
                "by must be somebody else than kim");
    }

    @Test
    void nobodyLeadsHerSuperiorOnTheSameDay() {
        refused(
                new OversightGiven(Kind.SUPERIOR, "eve", "dora", JUN, null),
                "by must not be led by eve in turn: dora is");
        refused(
                new OversightGiven(Kind.SUPERIOR, "eve", "eve", JUN, null),
                "by must not be led by eve in turn: eve is");
        OversightGiven before =
                new OversightGiven(Kind.SUPERIOR, "eve", "dora", JUN, JUL.minusDays(1));
        fixture.givenNoPriorActivity().when(new Give(before)).expectEvents(before);
    }

    @Test
    void whatWasGivenIsTakenBackOnceAndMayBeGivenAgain() {
        OversightWithdrawn withdrawn = new OversightWithdrawn(Kind.DEPUTY, "kim", "lou", JUN);
        fixture.given(deputy(JUN, JUL)).when(new Withdraw(withdrawn)).expectEvents(withdrawn);
        fixture.given(deputy(JUN, JUL), withdrawn)
                .when(new Withdraw(withdrawn))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        fixture.given(deputy(JUN, JUL), withdrawn)
                .when(new Give(deputy(JUN, JUL)))
                .expectEvents(deputy(JUN, JUL));
        fixture.given(deputy(JUN, JUL))
                .when(new Withdraw(new OversightWithdrawn(Kind.DEPUTY, "kim", "lou", JUL)))
                .expectException(NotFoundException.class);
        fixture.given(deputy(JUN, JUL))
                .when(new Withdraw(new OversightWithdrawn(Kind.DEPUTY, "kim", "mo", JUN)))
                .expectException(NotFoundException.class);
    }
}
