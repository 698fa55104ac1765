package dev.yardstick.command.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FixedTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);

    private final AggregateTestFixture<Fixed> fixture = new AggregateTestFixture<>(Fixed.class);

    private static RatesFixed rates(String dollar) {
        return new RatesFixed(2026, "EUR", new TreeMap<>(Map.of("USD", new BigDecimal(dollar))));
    }

    @Test
    void eachThingIsFixedInAStreamOfItsOwn() {
        List<CompanyEvent> things =
                List.of(
                        rates("0.9"),
                        new HolidaysFixed("nl", new TreeSet<>(List.of(JAN))),
                        new TemplateSet("hunter", null, List.of()),
                        new ForecastCalibrated(
                                "count", JAN, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE));
        for (CompanyEvent thing : things) {
            new AggregateTestFixture<>(Fixed.class)
                    .givenNoPriorActivity()
                    .when(new Fix(thing))
                    .expectEvents(thing);
        }
        assertThat(things.stream().map(thing -> new Fix(thing).stream())).doesNotHaveDuplicates();
    }

    @Nested
    class WhenFixed {

        @Test
        void fixingTheSameAgainRecordsNothing() {
            fixture.given(rates("0.9"))
                    .when(new Fix(rates("0.9")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void somethingElseReplacesIt() {
            fixture.given(rates("0.9")).when(new Fix(rates("0.8"))).expectEvents(rates("0.8"));
        }

        @Test
        void whatWasReplacedCanBeFixedAgain() {
            fixture.given(rates("0.9"), rates("0.8"))
                    .when(new Fix(rates("0.9")))
                    .expectEvents(rates("0.9"));
        }
    }
}
