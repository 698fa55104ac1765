package dev.yardstick.command.web;

import dev.yardstick.command.input.Fields;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Milestone;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Personal;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.language.Parameter;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a clause is measured, as its kind is described.
 *
 * @param person whom its texts tell about
 */
record MeasureReader(String person) {

    private static final Measure PLACEHOLDER = new Measure.Count(FactKind.CALL, Map.of());
    private static final int FACTOR_DECIMALS = 8;
    private static final int MAX_NUMBER = 100_000;

    Measure read(Fields clause) {
        Fields measure = clause.object("measure");
        if (measure == null) {
            clause.fault("measure", Reason.MEASURE);
            return PLACEHOLDER;
        }
        String code = measure.requiredText("kind");
        MeasureKind kind = MeasureKind.find(code);
        if (kind == null) {
            if (!code.isEmpty()) {
                measure.fault("kind", Reason.ONE_OF.of(String.join(", ", MeasureKind.codes())));
            }
            return PLACEHOLDER;
        }
        Measure read = kind.measure(parameter -> value(measure, parameter));
        if (read instanceof Milestone milestone) {
            refuseTwoDeadlines(measure, milestone.from());
        }
        measure.refuseUnknown();
        return read;
    }

    private @Nullable Object value(Fields measure, Parameter parameter) {
        String name = parameter.name();
        return switch (parameter.type()) {
            case FACTS, CHOICE -> choice(measure, parameter);
            case FLAG -> measure.flag(name);
            case WHOLE -> number(measure, name);
            case FACTOR -> factor(measure, name);
            case WHERE, ACCOUNTS -> filters(measure, name, parameter);
            case OVER -> over(measure, name, parameter);
            case DATE -> measure.date(name);
            case SPAN -> measure.parsed(name, MeasureReader::span, Reason.SPAN);
            case START -> measure.text(name);
            case TEXT -> measure.requiredText(name);
            case FREE_TEXT -> new Personal.Open(person, measure.requiredFreeText(name));
        };
    }

    private static @Nullable Object choice(Fields measure, Parameter parameter) {
        String name = parameter.name();
        Object choice = measure.parsed(name, parameter::choice);
        return parameter.isRequired()
                ? measure.required(
                        name,
                        choice,
                        parameter.choice(parameter.options().getFirst()),
                        parameter.type() == Parameter.Type.FACTS
                                ? Reason.FACT
                                : Reason.ONE_OF.of(String.join(", ", parameter.options())))
                : choice;
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

    private static BigDecimal factor(Fields measure, String field) {
        BigDecimal factor =
                measure.required(
                        field,
                        measure.decimal(field, FACTOR_DECIMALS),
                        BigDecimal.ONE,
                        Reason.FACTOR);
        if (factor.signum() <= 0) {
            measure.fault(field, Reason.ABOVE_ZERO);
        }
        return factor;
    }

    private static Over over(Fields measure, String field, Parameter parameter) {
        Fields facts = measure.isText(field) ? null : measure.object(field);
        if (facts != null) {
            FactKind of =
                    facts.required(
                            "of", facts.coded("of", FactKind.class), FactKind.CALL, Reason.FACT);
            Over over = new Over(of, filters(facts, "where", parameter));
            facts.refuseUnknown();
            return over;
        }
        String base = measure.isText(field) ? measure.requiredText(field) : "?";
        if (!base.isEmpty() && !base.equals(Parameter.WORKING_DAYS)) {
            measure.fault(field, Reason.OVER);
        }
        return new Over(null, null);
    }

    private static void refuseTwoDeadlines(Fields measure, @Nullable String from) {
        if (measure.has("by") == measure.has("within")) {
            measure.fault("by", Reason.BY_OR_WITHIN);
        } else if (measure.has("by") && from != null) {
            measure.fault("from", Reason.FROM_BESIDE_BY);
        } else if (!measure.has("by") && !isStart(from)) {
            measure.fault("from", Reason.MILESTONE_FROM);
        }
    }

    private static boolean isStart(@Nullable String from) {
        return Milestone.HIRE.equals(from)
                || Milestone.EXPECTATION.equals(from)
                || from != null
                        && from.startsWith(Milestone.TRAINING)
                        && !from.equals(Milestone.TRAINING);
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

    private static Map<String, List<String>> filters(
            Fields measure, String field, Parameter parameter) {
        Map<String, List<String>> filters = new TreeMap<>();
        Fields where = measure.object(field);
        if (where != null) {
            List<String> names = parameter.filters();
            names.stream()
                    .filter(name -> !Parameter.isFlag(name))
                    .forEach(name -> text(where, name, filters));
            names.stream().filter(Parameter::isFlag).forEach(name -> flag(where, name, filters));
            where.refuseUnknown();
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
