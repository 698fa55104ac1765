package dev.yardstick.command.intake.message;

import dev.yardstick.command.intake.message.IntakeActs.Decide;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.Mapping;
import dev.yardstick.events.IntakeEvent.ParkedResolved;
import java.util.TreeMap;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IntakeActsTest {

    private final AggregateTestFixture<IntakeActs> fixture =
            new AggregateTestFixture<>(IntakeActs.class);

    private static ConnectionDefined defined(String currency) {
        Mapping mapping =
                new Mapping(
                        new TreeMap<>(),
                        true,
                        "",
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        null,
                        currency);
        return new ConnectionDefined("main", "hubspot", "/crm/hubspot", null, null, mapping);
    }

    private static ParkedResolved resolved(String act, String outcome) {
        return new ParkedResolved("7", "main", act, outcome, null, "digest", null);
    }

    @Nested
    class OfAConnection {

        @Test
        void aDefinitionIsRecorded() {
            fixture.givenNoPriorActivity()
                    .when(new Decide(defined("EUR")))
                    .expectEvents(defined("EUR"));
        }

        @Test
        void theDefinitionInForceIsNotRecordedAgain() {
            fixture.given(defined("EUR"))
                    .when(new Decide(defined("EUR")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void anotherDefinitionReplacesIt() {
            fixture.given(defined("EUR"))
                    .when(new Decide(defined("USD")))
                    .expectEvents(defined("USD"));
        }

        @Test
        void aDefinitionOfOnceCanComeIntoForceAgain() {
            fixture.given(defined("EUR"), defined("USD"))
                    .when(new Decide(defined("EUR")))
                    .expectEvents(defined("EUR"));
        }
    }

    @Nested
    class OfSomethingParked {

        @Test
        void aDecisionIsRecorded() {
            fixture.givenNoPriorActivity()
                    .when(new Decide(resolved("dismissed", "dismissed")))
                    .expectEvents(resolved("dismissed", "dismissed"));
        }

        @Test
        void eachTryIsOneEvenThoughItEndsLikeTheOneBefore() {
            fixture.given(resolved("retried", "parked"))
                    .when(new Decide(resolved("retried", "parked")))
                    .expectEvents(resolved("retried", "parked"));
        }
    }
}
