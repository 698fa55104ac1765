package dev.yardstick.command.web;

import dev.yardstick.events.refusal.Refusal;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.input.Fields;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Personal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads how a clause is measured. */
final class MeasureReader {

    private static final String WORKING_DAYS = "working-days";
    private static final Refusal KINDS =
            Reason.ONE_OF.of(
"count, sum, distinct-accounts, cadence, coverage, growth, share, milestone, accounts, rating, agreement");
    private static final int FACTOR_DECIMALS = 8;
    private static final int MAX_NUMBER = 100_000;

    private static final List<String> FACT_TEXTS =
            List.of("method", "channel", "outcome", "with", "course", "aspect");
    private static final List<String> ACCOUNT_TEXTS = List.of("tier", "strategy", "id");

    private final String person;

    /** Reads measures whose texts tell about a person. */
    MeasureReader(String person) {
        this.person = person;
    }

    Measure read(Fields clause) {
        Measure placeholder = new Measure.Count(FactKind.CALL, Map.of());
        Fields measure = clause.object("measure");
        if (measure == null) {
            clause.fault(
                    "measure", Reason.MEASURE);
            return placeholder;
        }
        String kind = measure.requiredText("kind");
        Measure read =
                switch (kind) {
                    case "count" -> new Measure.Count(of(measure), where(measure));
                    case "sum" -> new Measure.Sum(of(measure), quantity(measure), where(measure));
                    case "distinct-accounts" ->
                            new Measure.DistinctAccounts(
                                    of(measure), measure.flag("firstWinOnly"), where(measure));
                    case "cadence" ->
                            new Measure.Cadence(
                                    of(measure),
                                    measure.required(
                                            "every",
                                            measure.parsed("every", Every::of),
                                            Every.WEEK,
                                            Reason.EVERY),
                                    number(measure, "minimum"),
                                    where(measure));
                    case "coverage" ->
                            new Measure.Coverage(
                                    of(measure),
                                    number(measure, "each"),
                                    where(measure),
                                    accounts(measure));
                    case "growth" ->
                            new Measure.Growth(
                                    of(measure),
                                    quantity(measure),
                                    factor(measure),
                                    accounts(measure));
                    case "share" ->
                            new Measure.Share(
                                    of(measure),
                                    measure.parsed("quantity", Quantity::of),
                                    where(measure),
                                    over(measure));
                    case "milestone" -> milestone(measure);
                    case "accounts" -> new Measure.Accounts(accounts(measure));
                    case "rating" -> new Measure.Rating(measure.requiredText("aspect"));
                    case "agreement" ->
                            new Measure.Agreement(
                                    new Personal.Open(person, measure.requiredFreeText("text")));
                    default -> placeholder;
                };
        if (read == placeholder) {
            if (!kind.isEmpty()) {
                measure.fault("kind", KINDS);
            }
        } else {
            measure.refuseUnknown();
        }
        return read;
    }

    private static FactKind of(Fields measure) {
        return measure.required(
                "of",
                measure.parsed("of", FactKind::of),
                FactKind.CALL,
                Reason.FACT);
    }

    private static Quantity quantity(Fields measure) {
        return measure.required(
                "quantity",
                measure.parsed("quantity", Quantity::of),
                Quantity.AMOUNT,
                Reason.QUANTITY);
    }

    private static int number(Fields measure, String field) {
        Refusal right = Reason.WHOLE_NUMBER_TO.of(MAX_NUMBER);
        BigDecimal number =
                measure.required(field, measure.decimal(field, 0), BigDecimal.ONE, right);
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(MAX_NUMBER)) > 0) {
            measure.fault(field, right);
            return 1;
        }
        return number.intValueExact();
    }

    private static BigDecimal factor(Fields measure) {
        BigDecimal factor =
                measure.required(
                        "factor",
                        measure.decimal("factor", FACTOR_DECIMALS),
                        BigDecimal.ONE,
                        Reason.FACTOR);
        if (factor.signum() <= 0) {
            measure.fault("factor", Reason.ABOVE_ZERO);
        }
        return factor;
    }

    private static Over over(Fields measure) {
        if (measure.isText("over")) {
            String base = measure.requiredText("over");
            if (!base.isEmpty() && !base.equals(WORKING_DAYS)) {
                measure.fault("over", Reason.OVER);
            }
            return new Over(null, null);
        }
        Fields base = measure.object("over");
        if (base == null) {
            measure.fault("over", Reason.OVER);
            return new Over(null, null);
        }
        Over over = new Over(of(base), where(base));
        base.refuseUnknown();
        return over;
    }

    private static Milestone milestone(Fields measure) {
        FactKind of = of(measure);
        Map<String, List<String>> where = where(measure);
        LocalDate by = measure.date("by");
        Period within =
                measure.parsed("within", MeasureReader::span, Reason.SPAN);
        String from = measure.text("from");
        if (measure.has("by") == measure.has("within")) {
            measure.fault("by", Reason.BY_OR_WITHIN);
        } else if (measure.has("by") && from != null) {
            measure.fault("from", Reason.FROM_BESIDE_BY);
        } else if (!measure.has("by")) {
            boolean known =
                    Milestone.HIRE.equals(from)
                            || Milestone.EXPECTATION.equals(from)
                            || (from != null
                                    && from.startsWith(Milestone.TRAINING)
                                    && from.length() > Milestone.TRAINING.length());
            if (!known) {
                measure.fault("from", Reason.MILESTONE_FROM);
            }
        }
        return new Milestone(of, where, within, from, by);
    }

    private static Period span(String text) {
        Period span = Period.parse(text);
        boolean right =
                span.getYears() == 0
                        && !span.isNegative()
                        && !span.isZero()
                        && span.toTotalMonths() <= 1_200
                        && span.getDays() <= 36_500;
        if (!right) {
            throw new IllegalArgumentException(text);
        }
        return span;
    }

    private static Map<String, List<String>> where(Fields measure) {
        Fields where = measure.object("where");
        Map<String, List<String>> filters = new TreeMap<>();
        if (where != null) {
            FACT_TEXTS.forEach(field -> text(where, field, filters));
            ACCOUNT_TEXTS.forEach(field -> text(where, "account." + field, filters));
            flag(where, "shared", filters);
            flag(where, "account.inherited", filters);
            where.refuseUnknown();
        }
        return filters;
    }

    private static Map<String, List<String>> accounts(Fields measure) {
        Fields accounts = measure.object("accounts");
        Map<String, List<String>> filters = new TreeMap<>();
        if (accounts != null) {
            ACCOUNT_TEXTS.forEach(field -> text(accounts, field, filters));
            flag(accounts, "inherited", filters);
            accounts.refuseUnknown();
        }
        return filters;
    }

    private static void text(Fields where, String field, Map<String, List<String>> filters) {
        @Nullable List<String> values = where.texts(field);
        if (values != null) {
            if (values.isEmpty()) {
                where.fault(field, Reason.FILTER_VALUE);
            }
            filters.put(field, values.stream().distinct().sorted().toList());
        }
    }

    private static void flag(Fields where, String field, Map<String, List<String>> filters) {
        if (where.has(field)) {
            filters.put(field, List.of(String.valueOf(where.flag(field))));
        }
    }
}
