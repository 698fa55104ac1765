package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Personal;
import dev.yardstick.query.GoldenClauses;
import dev.yardstick.query.facts.Profile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A clause of each kind on a timeline, and what the API says that changed between two of them. */
class ClauseChangesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    private @Nullable Clause before;

    @TestFactory
    Stream<DynamicTest> everyKindIsToldAsItsGoldenFileSays() throws IOException {
        return GoldenClauses.tests(
                "timeline",
                () -> {
                    before = null;
                    return stored -> told(GoldenClauses.clause(stored));
                });
    }

    private List<String> told(Clause clause) {
        Timeline.Clause drawn = new Given().set(clause).told(1, DAY).clause(clause.id(), DAY);
        List<String> told = new ArrayList<>();
        told.add(
                "%s in %s: target %s, %s of %s, %s in all, %s, likely %s, warning %s, text %s"
                        .formatted(
                                drawn.kind(),
                                drawn.unit(),
                                drawn.target(),
                                drawn.delivered(),
                                drawn.expected(),
                                drawn.fullTarget(),
                                drawn.standing(),
                                drawn.likelihood(),
                                drawn.warning() != null,
                                drawn.text()));
        if (before != null) {
            Changes.between(version(before), version(clause), GoldenClauses::open)
                    .forEach(change -> told.add(change.toString()));
        }
        before = clause;
        return told.stream().map(line -> line.replace("\n", "\\n")).toList();
    }

    private static Profile.Version version(Clause clause) {
        return new Profile.Version(
                1, DAY, DAY, false, null, new Personal.Open("robin", ""), List.of(clause));
    }
}
