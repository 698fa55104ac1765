package dev.yardstick.query.history;

import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a rep stood at the end of a day, as it was known then.
 *
 * @param versions of her expectations that were in force, by their ids
 */
public record Evening(
        LocalDate day, KnownAt at, SortedMap<String, Integer> versions, List<Stand> clauses) {

    /** A clause's figures that evening. */
    public record Stand(
            String expectation,
            String clause,
            String title,
            String unit,
            String expected,
            @Nullable String delivered,
            Standing standing,
            boolean unspoken) {

        /** Which clause of which expectation. */
        public List<String> key() {
            return List.of(expectation, clause);
        }

        private Stand(Timeline.Clause clause) {
            this(
                    clause.expectation(),
                    clause.id(),
                    clause.title(),
                    clause.unit(),
                    clause.expected(),
                    clause.delivered(),
                    clause.standing(),
                    clause.unspoken());
        }
    }

    /** What moved from one evening to another. */
    public enum What {
        BEGUN,
        REVISED,
        ENDED,
        WORSE,
        BETTER;

        /** Whether it is one of what is expected, and not of how she stood. */
        public boolean isOfExpectation() {
            return this == BEGUN || this == REVISED || this == ENDED;
        }
    }

    /**
     * A standing or an expectation that moved.
     *
     * @param version of the expectation that moved; 0: a standing did
     * @param now how the clause stands; null: an expectation moved
     * @param before how it stood; null alike
     */
    public record Move(What what, int version, @Nullable Stand now, @Nullable Standing before) {}

    /** Looks at her as she was known then; nothing is expected of her before she was hired. */
    public static Evening of(RepHistory past, LocalDate day, KnownAt at, PersonalTexts texts) {
        SortedMap<String, Integer> versions = new TreeMap<>();
        List<Stand> clauses = new ArrayList<>();
        past.rep(at.position())
                .ifPresent(rep -> {
                    Known known = past.known(rep, at);
                    for (Profile profile : known.profiles()) {
                        if (profile.isInForce(day)) {
                            versions.put(profile.id(), profile.inForce(day).number());
                        }
                    }
                    new TimelineAssembler(known, texts)
                            .standing(day)
                            .forEach(clause -> clauses.add(new Stand(clause)));
                });
        return new Evening(day, at, versions, clauses);
    }

    /** What moved since an evening before: expectations first. */
    public List<Move> since(Evening before) {
        List<Move> moves = new ArrayList<>();
        versions.forEach((expectation, version) -> {
            Integer then = before.versions.get(expectation);
            if (!version.equals(then)) {
                What what = then == null ? What.BEGUN : What.REVISED;
                moves.add(new Move(what, version, null, null));
            }
        });
        before.versions.forEach((expectation, version) -> {
            if (!versions.containsKey(expectation)) {
                moves.add(new Move(What.ENDED, version, null, null));
            }
        });
        Map<List<String>, Stand> then = before.byClause();
        for (Stand now : clauses) {
            Stand was = then.get(now.key());
            if (was != null && was.standing() != now.standing()) {
                List<Standing> order = Standing.WORST_FIRST;
                boolean worse = order.indexOf(now.standing()) < order.indexOf(was.standing());
                moves.add(new Move(worse ? What.WORSE : What.BETTER, 0, now, was.standing()));
            }
        }
        return moves;
    }

    /** The clauses by expectation and id. */
    public Map<List<String>, Stand> byClause() {
        Map<List<String>, Stand> byClause = new HashMap<>();
        clauses.forEach(stand -> byClause.put(stand.key(), stand));
        return byClause;
    }
}
