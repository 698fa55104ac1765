package dev.yardstick.command.web;

import dev.yardstick.command.Fields;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the clauses of an expectation, and refuses by path what cannot be. */
final class ClauseReader {

    private static final int DECIMALS = 4;
    private static final int MAX_CLAUSES = 100;
    private static final Target PLACEHOLDER = new Target(Direction.AT_LEAST, BigDecimal.ONE);

    private static final Set<String> FILTERS_BY_TEXT =
            Set.of(
                    "method",
                    "channel",
                    "outcome",
                    "with",
                    "course",
                    "aspect",
                    "account.tier",
                    "account.strategy",
                    "account.id");
    private static final Set<String> FILTERS_BY_FLAG = Set.of("shared", "account.inherited");

    private final String rep;

    /** Reads clauses whose texts tell about a rep. */
    ClauseReader(String rep) {
        this.rep = rep;
    }

    List<Clause> read(Fields body) {
        List<Fields> items = body.objects("clauses");
        if (items == null || items.isEmpty() || items.size() > MAX_CLAUSES) {
            if (items != null || !body.has("clauses")) {
                body.fault("clauses", "must be a list of 1 to " + MAX_CLAUSES + " clauses");
            }
            return List.of();
        }
        List<Clause> clauses = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Fields item : items) {
            Clause clause = clause(item);
            if (!clause.id().isEmpty() && !ids.add(clause.id())) {
                item.fault("id", "must differ from those of the other clauses");
            }
            clauses.add(clause);
        }
        return clauses;
    }

    private Clause clause(Fields item) {
        Topic topic =
                item.required(
                        "topic",
                        item.parsed("topic", Topic::of, ""),
                        Topic.QUOTA,
                        "must be a topic such as quota");
        String label = item.text("label");
        if (topic == Topic.OTHER && label == null) {
            item.fault("label", "must say what the other topic is");
        }
        String title = item.text("title");
        OwedBy owedBy = item.parsed("owedBy", OwedBy::of, "");
        BigDecimal weight = item.nonNegative("weight", DECIMALS);
        Clause clause =
                new Clause(
                        item.requiredText("id"),
                        topic,
                        label,
                        title == null ? null : new Personal.Open(rep, title),
                        measure(item),
                        target(item),
                        pace(item),
                        weight == null ? BigDecimal.ONE : weight,
                        owedBy == null ? OwedBy.REP : owedBy);
        item.refuseUnknown();
        return clause;
    }

    private static Measure measure(Fields clause) {
        Measure placeholder = new Measure.Count(FactKind.CALL, Map.of());
        Fields measure = clause.object("measure");
        if (measure == null) {
            clause.fault(
                    "measure", "must be a measure such as {\"kind\": \"count\", \"of\": \"call\"}");
            return placeholder;
        }
        String kind = measure.requiredText("kind");
        Measure read =
                switch (kind) {
                    case "count" -> new Measure.Count(of(measure), where(measure));
                    case "sum" ->
                            new Measure.Sum(
                                    of(measure),
                                    measure.required(
                                            "quantity",
                                            measure.parsed("quantity", Quantity::of, ""),
                                            Quantity.AMOUNT,
                                            "must be one of amount, hours, days"),
                                    where(measure));
                    default -> placeholder;
                };
        if (read == placeholder) {
            if (!kind.isEmpty()) {
                measure.fault("kind", "must be one of count, sum");
            }
        } else {
            measure.refuseUnknown();
        }
        return read;
    }

    private static FactKind of(Fields measure) {
        return measure.required(
                "of",
                measure.parsed("of", FactKind::of, ""),
                FactKind.CALL,
                "must be a kind of fact such as deal-won");
    }

    private static Map<String, List<String>> where(Fields measure) {
        Fields where = measure.object("where");
        Map<String, List<String>> filters = new TreeMap<>();
        if (where == null) {
            return filters;
        }
        for (String field : FILTERS_BY_TEXT) {
            List<String> values = where.texts(field);
            if (values != null) {
                if (values.isEmpty()) {
                    where.fault(field, "must name at least one value");
                }
                filters.put(field, values);
            }
        }
        for (String field : FILTERS_BY_FLAG) {
            if (where.has(field)) {
                filters.put(field, List.of(String.valueOf(where.flag(field))));
            }
        }
        where.refuseUnknown();
        return filters;
    }

    private static Target target(Fields clause) {
        String right = "must be {\"atLeast\": NUMBER} or {\"atMost\": NUMBER}";
        Fields target = clause.object("target");
        if (target == null) {
            clause.fault("target", right);
            return PLACEHOLDER;
        }
        @Nullable BigDecimal atLeast = target.nonNegative("atLeast", DECIMALS);
        @Nullable BigDecimal atMost = target.nonNegative("atMost", DECIMALS);
        target.refuseUnknown();
        if (target.has("atLeast") == target.has("atMost")) {
            clause.fault("target", right);
        } else if (atLeast != null && atLeast.signum() == 0) {
            target.fault("atLeast", "must be above 0");
        } else if (atLeast != null) {
            return new Target(Direction.AT_LEAST, atLeast);
        } else if (atMost != null) {
            return new Target(Direction.AT_MOST, atMost);
        }
        return PLACEHOLDER;
    }

    private static Pace pace(Fields clause) {
        Fields pace = clause.object("pace");
        if (pace != null) {
            String kind = pace.requiredText("kind");
            if (!kind.isEmpty() && !kind.equals("even")) {
                pace.fault("kind", "must be even");
            }
            pace.refuseUnknown();
        }
        return new Pace.Even();
    }
}
