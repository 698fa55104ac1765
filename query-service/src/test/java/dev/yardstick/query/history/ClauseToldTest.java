package dev.yardstick.query.history;

import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.query.GoldenClauses;
import dev.yardstick.query.wording.event.EventText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a history says of a clause of each kind that was set, in both languages. */
class ClauseToldTest {

    @TestFactory
    Stream<DynamicTest> everyKindIsToldAsItsGoldenFileSays() throws IOException {
        return GoldenClauses.tests(
                "history",
                () ->
                        stored -> {
                            ExpectationSet set = GoldenClauses.expectation(stored);
                            return List.of(told(set, Locale.ENGLISH), told(set, Locale.of("nl")));
                        });
    }

    private static String told(ExpectationSet set, Locale language) {
        return new EventText(GoldenClauses::open, language).of(set, 1, List.of(), List.of());
    }
}
