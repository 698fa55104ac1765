package dev.yardstick.command.web;

import dev.yardstick.command.input.Fields;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clauses of an expectation, and refuses by path what cannot be.
 *
 * @param person whom their texts tell about
 * @param period of the expectation; null where it is not known, as in a template
 */
record ClauseReader(String person, @Nullable Period period) {

    private static final int DECIMALS = 4;
    private static final int MAX_CLAUSES = 100;
    private static final Target PLACEHOLDER = new Target(Direction.AT_LEAST, BigDecimal.ONE);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MONTHS = 12;
    private static final int MAX_RAMP = 120;

    /** The days of an expectation, both included. */
    record Period(LocalDate from, LocalDate to) {

        boolean isLongerThanAYear() {
            return !to.isBefore(from.plusYears(1));
        }

        /** Whether any day of it lies in a month of the year, 1 to 12. */
        boolean touches(int month) {
            LocalDate first = from.withDayOfMonth(1);
            while (!first.isAfter(to)) {
                if (first.getMonthValue() == month) {
                    return true;
                }
                first = first.plusMonths(1);
            }
            return false;
        }
    }

    List<Clause> read(Fields body) {
        List<Fields> items = body.objects("clauses");
        if (items == null || items.isEmpty() || items.size() > MAX_CLAUSES) {
            if (items != null || !body.has("clauses")) {
                body.fault("clauses", Reason.EXPECTED_CLAUSES.of(MAX_CLAUSES));
            }
            return List.of();
        }
        List<Clause> clauses = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Fields item : items) {
            Clause clause = clause(item);
            if (!clause.id().isEmpty() && !ids.add(clause.id())) {
                item.fault("id", Reason.OTHER_CLAUSE_ID);
            }
            clauses.add(clause);
        }
        return clauses;
    }

    private Clause clause(Fields item) {
        Topic topic =
                item.required("topic", item.coded("topic", Topic.class), Topic.QUOTA, Reason.TOPIC);
        String label = item.text("label");
        if (topic == Topic.OTHER && label == null) {
            item.fault("label", Reason.OTHER_TOPIC);
        }
        String title = item.text("title");
        OwedBy owedBy = item.coded("owedBy", OwedBy.class);
        BigDecimal weight = item.nonNegative("weight", DECIMALS);
        Measure measure = new MeasureReader(person).read(item);
        MeasureKind kind = MeasureKind.of(measure);
        Clause clause =
                new Clause(
                        item.requiredText("id"),
                        topic,
                        label,
                        title == null ? null : new Personal.Open(person, title),
                        measure,
                        kind.hasTarget() ? target(item, kind) : noTarget(item),
                        pace(item, kind),
                        weight == null ? BigDecimal.ONE : weight,
                        owedBy == null ? OwedBy.REP : owedBy);
        item.refuseUnknown();
        return clause;
    }

    private static @Nullable Target noTarget(Fields clause) {
        if (clause.has("target")) {
            clause.fault("target", Reason.NO_TARGET);
        }
        return null;
    }

    private static Target target(Fields clause, MeasureKind kind) {
        Fields target = clause.object("target");
        if (target == null) {
            clause.fault("target", Reason.TARGET);
            return PLACEHOLDER;
        }
        @Nullable BigDecimal atLeast = target.nonNegative("atLeast", DECIMALS);
        @Nullable BigDecimal atMost = target.nonNegative("atMost", DECIMALS);
        target.refuseUnknown();
        if (target.has("atLeast") == target.has("atMost")) {
            clause.fault("target", Reason.TARGET);
        } else if (atLeast != null && atLeast.signum() == 0) {
            target.fault("atLeast", Reason.ABOVE_ZERO);
        } else if (atLeast != null) {
            refuseAboveOne(target, "atLeast", atLeast, kind);
            return new Target(Direction.AT_LEAST, atLeast);
        } else if (atMost != null) {
            refuseAboveOne(target, "atMost", atMost, kind);
            return new Target(Direction.AT_MOST, atMost);
        }
        return PLACEHOLDER;
    }

    private static void refuseAboveOne(
            Fields target, String field, BigDecimal amount, MeasureKind kind) {
        if (kind.scale() == MeasureKind.Scale.PORTION && amount.compareTo(BigDecimal.ONE) > 0) {
            target.fault(field, Reason.SHARE_AT_MOST);
        }
    }

    private Pace pace(Fields clause, MeasureKind kind) {
        Fields pace = clause.object("pace");
        if (pace == null) {
            return Pace.EVEN;
        }
        int faults = pace.faults();
        String spread = pace.requiredText("kind");
        List<BigDecimal> ramp = pace.has("ramp") ? percentages(pace, "ramp", 1, MAX_RAMP) : null;
        Pace read = new Pace.Even(ramp);
        if (spread.equals("monthly")) {
            read = new Pace.Monthly(monthly(pace), ramp);
        } else if (!spread.isEmpty() && !spread.equals("even")) {
            pace.fault("kind", Reason.PACE_KIND);
        }
        pace.refuseUnknown();
        Refusal wrong = pace.faults() > faults ? null : wrongPace(read);
        if (wrong != null) {
            clause.fault("pace", wrong);
        }
        if (!kind.isPaced() && !read.equals(Pace.EVEN)) {
            clause.fault("pace", Reason.EVEN_FOR_KIND.of(kind.code()));
        }
        return read;
    }

    private static List<BigDecimal> monthly(Fields pace) {
        if (!pace.has("percent")) {
            pace.fault("percent", Reason.PERCENTAGES_OF_YEAR);
            return List.of();
        }
        return percentages(pace, "percent", MONTHS, MONTHS);
    }

    /** What is wrong with a pace for the period; null when nothing is. */
    @Nullable Refusal wrongPace(Pace pace) {
        if (period == null || !(pace instanceof Pace.Monthly(var percent, var ramp))) {
            return null;
        }
        if (period.isLongerThanAYear()) {
            return Reason.EVEN_WHEN_LONG;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int month = 1; month <= MONTHS; month++) {
            if (period.touches(month)) {
                sum = sum.add(percent.get(month - 1));
            }
        }
        return sum.compareTo(HUNDRED) == 0
                ? null
                : Reason.PERCENTAGES_ADD_UP.of(sum.toPlainString());
    }

    private static List<BigDecimal> percentages(Fields pace, String field, int least, int most) {
        List<BigDecimal> percentages = pace.nonNegatives(field, DECIMALS);
        if (percentages.size() < least || percentages.size() > most) {
            pace.fault(
                    field,
                    least == most
                            ? Reason.PERCENTAGES.of(least)
                            : Reason.PERCENTAGES_FROM_TO.of(least, most));
        }
        return percentages;
    }
}
