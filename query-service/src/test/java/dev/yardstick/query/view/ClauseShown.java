package dev.yardstick.query.view;

import dev.yardstick.query.measure.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clauses of a timeline as pages show them, for tests of what is made of them. */
public final class ClauseShown {

    private ClauseShown() {}

    /** A count of calls with a standing, called as its id. */
    public static Timeline.Clause of(
            String id,
            Standing standing,
            @Nullable String attainment,
            String direction,
            List<Timeline.Point> series) {
        return new Timeline.Clause(
                id,
                "e",
                "quota",
                null,
                id,
                "count",
                "call",
                direction,
                "rep",
                "1",
                "100",
                "100",
                "50",
                "40",
                attainment,
                standing,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                series);
    }
}
