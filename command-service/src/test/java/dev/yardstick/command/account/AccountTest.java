package dev.yardstick.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);
    private static final LocalDate OCT = LocalDate.of(2026, 10, 1);
    private static final Baseline SOLD = new Baseline(new BigDecimal("120000"), "EUR");

    private final AggregateTestFixture<Account> fixture = new AggregateTestFixture<>(Account.class);

    private static AccountRegistered registered(LocalDate on) {
        return new AccountRegistered("acme", on, "Acme", "A", "kim", true, "grow", SOLD);
    }

    private static StateAccount stated(LocalDate on, String tier, @Nullable String owner) {
        return new StateAccount(
                new AccountRegistered("acme", on, "Acme", tier, owner, true, "grow", SOLD));
    }

    private static AccountReclassified reclassified(LocalDate on, String name, String tier) {
        return new AccountReclassified("acme", on, name, tier, "grow", SOLD);
    }

    @Nested
    class WhenUnknown {

        @Test
        void statingItRegistersIt() {
            fixture.givenNoPriorActivity()
                    .when(stated(JAN, "A", "kim"))
                    .expectEvents(registered(JAN));
        }

        @Test
        void aCrmThatShowsItRegistersItWithNoMoreThanItKnows() {
            fixture.givenNoPriorActivity()
                    .when(new ObserveAccount("acme", JAN, "Acme", "A", true, "kim"))
                    .expectEvents(
                            new AccountRegistered(
                                    "acme", JAN, "Acme", "A", "kim", false, null, null));
        }

        @Test
        void nobodyOwnsIt() {
            assertThat(new Account().owners(JAN, JUL)).isEmpty();
        }
    }

    @Nested
    class WhenRegistered {

        @Test
        void whatIsInForceOnThatDayIsNotRecordedAgain() {
            fixture.given(registered(JAN))
                    .when(stated(JUL, "A", "kim"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void whatTheRegistrationSaidHoldsForEarlierDaysToo() {
            fixture.given(registered(JUL))
                    .when(stated(JAN, "A", "kim"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void anotherTierReclassifiesAndAssignsNobody() {
            fixture.given(registered(JAN))
                    .when(stated(JUL, "B", "kim"))
                    .expectEvents(reclassified(JUL, "Acme", "B"));
        }

        @Test
        void anotherOwnerAssignsAndReclassifiesNothing() {
            fixture.given(registered(JAN))
                    .when(stated(JUL, "A", "lee"))
                    .expectEvents(new AccountAssigned("acme", JUL, "lee", true));
        }

        @Test
        void itCanBeNobodys() {
            fixture.given(registered(JAN))
                    .when(stated(JUL, "A", null))
                    .expectEvents(new AccountAssigned("acme", JUL, null, true));
        }

        @Test
        void thatItIsNotInheritedAfterAllAssignsItAnew() {
            fixture.given(registered(JAN))
                    .when(
                            new StateAccount(
                                    new AccountRegistered(
                                            "acme", JUL, "Acme", "A", "kim", false, "grow", SOLD)))
                    .expectEvents(new AccountAssigned("acme", JUL, "kim", false));
        }

        @Test
        void aSequenceOfStatementsAgainRecordsNothing() {
            Object[] sequence = {
                registered(JAN),
                reclassified(JUL, "Acme", "B"),
                new AccountAssigned("acme", OCT, "lee", true)
            };
            fixture.given(sequence)
                    .when(stated(JAN, "A", "kim"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(sequence)
                    .when(stated(JUL, "B", "kim"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(sequence)
                    .when(stated(OCT, "B", "lee"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void itsOwnersAreThoseOfTheDaysAskedFor() {
            Account account =
                    Account.of(
                            List.of(
                                    registered(JAN),
                                    new AccountAssigned("acme", JUL, null, false),
                                    new AccountAssigned("acme", OCT, "lee", false)));
            assertThat(account.owners(JAN, JUL.minusDays(1))).containsExactly("kim");
            assertThat(account.owners(JUL, OCT)).containsExactlyInAnyOrder("", "lee");
        }
    }

    @Nested
    class WhenACrmShowsIt {

        @Test
        void whatTheCrmDoesNotSayStaysAsItIs() {
            fixture.given(registered(JAN))
                    .when(new ObserveAccount("acme", JUL, "Acme", null, false, null))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
            fixture.given(registered(JAN))
                    .when(new ObserveAccount("acme", JUL, "Acme Ltd", null, false, null))
                    .expectEvents(reclassified(JUL, "Acme Ltd", "A"));
        }

        @Test
        void theSameOwnerStillInheritedIt() {
            fixture.given(registered(JAN))
                    .when(new ObserveAccount("acme", JUL, "Acme", "A", true, "kim"))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void anotherOwnerDidNotInheritIt() {
            fixture.given(registered(JAN))
                    .when(new ObserveAccount("acme", JUL, "Acme", "A", true, "lee"))
                    .expectEvents(new AccountAssigned("acme", JUL, "lee", false));
        }

        @Test
        void thatNobodyOwnsItIsSaidToo() {
            fixture.given(registered(JAN))
                    .when(new ObserveAccount("acme", JUL, "Acme", "A", true, null))
                    .expectEvents(new AccountAssigned("acme", JUL, null, false));
        }
    }
}
