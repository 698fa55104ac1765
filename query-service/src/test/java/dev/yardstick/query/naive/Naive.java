package dev.yardstick.query.naive;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The table of the domain's arithmetic once more, as slowly and as literally as it can be: day by
 * day and fact by fact. It shares no line with the product's.
 */
final class Naive {

    /** What one day's answer is made of; numbers as the answer rounds them. */
    record Figures(
            @Nullable String delivered,
            String expected,
            String fullTarget,
            @Nullable String attainment,
            String standing,
            int unconverted,
            int unmeasured) {}

    private final World world;
    private final LocalDate lifeFirst;
    private final LocalDate lifeLast;
    private final Measure measure;
    private int unconverted;
    private int unmeasured;

    Naive(World world) {
        this.world = world;
        LocalDate first = null;
        LocalDate last = null;
        for (LocalDate x = world.from(); !x.isAfter(world.to()); x = x.plusDays(1)) {
            if (inForce(x).clause() != null) {
                first = first == null ? x : first;
                last = x;
            }
        }
        this.lifeFirst = Objects.requireNonNull(first);
        this.lifeLast = Objects.requireNonNull(last);
        this.measure = clause(lifeLast).measure();
    }

    LocalDate lifeFirst() {
        return lifeFirst;
    }

    LocalDate lifeLast() {
        return lifeLast;
    }

    Measure measure() {
        return measure;
    }

    Figures on(LocalDate on) {
        LocalDate d = on.isAfter(lifeLast) ? lifeLast : on;
        unconverted = 0;
        unmeasured = 0;
        BigFraction delivered = delivered(d);
        int left = unconverted;
        int lacking = unmeasured;
        BigFraction expected = expected(d);
        BigFraction full = fullTarget();
        int decimals =
                measure instanceof Measure.Share || measure instanceof Measure.Rating ? 4 : 2;
        return new Figures(
                delivered == null ? null : atMostFour(delivered),
                rounded(expected, decimals),
                rounded(full, decimals),
                delivered == null || expected.signum() == 0
                        ? null
                        : rounded(delivered.divide(expected), 4),
                standing(d, delivered, expected, full),
                left,
                lacking);
    }

    private World.Version inForce(LocalDate x) {
        World.Version found = world.versions().getFirst();
        for (World.Version version : world.versions()) {
            LocalDate from = version.restates() ? world.from() : version.effectiveFrom();
            if (!from.isAfter(x)) {
                found = version;
            }
        }
        return found;
    }

    Clause clause(LocalDate x) {
        return Objects.requireNonNull(inForce(x).clause());
    }

    BigFraction target(LocalDate x) {
        return exact(Objects.requireNonNull(clause(x).target()).amount());
    }

    // ---- presence

    boolean present(LocalDate x) {
        if (x.isBefore(world.hired()) || (world.left() != null && x.isAfter(world.left()))) {
            return false;
        }
        for (World.Days absence : world.absences()) {
            if (!x.isBefore(absence.from()) && !x.isAfter(absence.to())) {
                return false;
            }
        }
        return true;
    }

    private boolean workingDay(LocalDate x) {
        return x.getDayOfWeek() != DayOfWeek.SATURDAY
                && x.getDayOfWeek() != DayOfWeek.SUNDAY
                && present(x)
                && !world.holidays().contains(x);
    }

    private LocalDate lastDay() {
        return world.left() != null && world.left().isBefore(lifeLast) ? world.left() : lifeLast;
    }

    // ---- rate(x)

    private BigFraction rate(LocalDate x) {
        if (x.isBefore(lifeFirst) || x.isAfter(lifeLast) || !present(x)) {
            return BigFraction.ZERO;
        }
        BigFraction target = target(x);
        if (measure instanceof Measure.Coverage coverage) {
            target = target.multiply(coverage.each()).multiply(held(x, coverage.accounts()).size());
        } else if (measure instanceof Measure.Growth growth) {
            target = target.multiply(held(x, growth.accounts()).size());
        }
        return target.multiply(season(x)).multiply(ramp(x));
    }

    BigFraction season(LocalDate x) {
        Pace pace = clause(x).pace();
        int days = 0;
        int inMonth = 0;
        for (LocalDate y = world.from(); !y.isAfter(world.to()); y = y.plusDays(1)) {
            days++;
            inMonth += y.getMonthValue() == x.getMonthValue() ? 1 : 0;
        }
        if (pace instanceof Pace.Monthly monthly) {
            return exact(monthly.percent().get(x.getMonthValue() - 1))
                    .divide(BigFraction.of(100))
                    .divide(BigFraction.of(inMonth));
        }
        return BigFraction.of(1, days);
    }

    BigFraction ramp(LocalDate x) {
        List<BigDecimal> ramp = clause(x).pace().ramp();
        if (ramp == null) {
            return BigFraction.ONE;
        }
        long months = Period.between(world.hired(), x).toTotalMonths();
        return months < ramp.size()
                ? exact(ramp.get((int) months)).divide(BigFraction.of(100))
                : BigFraction.ONE;
    }

    // ---- accounts

    private World.@Nullable AccountState account(@Nullable String id, LocalDate x) {
        List<World.AccountState> states = world.accounts().get(id == null ? "" : id);
        if (states == null) {
            return null;
        }
        World.AccountState found = states.getFirst();
        LocalDate best = LocalDate.MIN;
        for (int i = 1; i < states.size(); i++) {
            World.AccountState state = states.get(i);
            if (!state.on().isAfter(x) && !state.on().isBefore(best)) {
                found = state;
                best = state.on();
            }
        }
        return found;
    }

    private boolean is(String id, LocalDate x, Map<String, List<String>> filter, String prefix) {
        World.AccountState state = account(id, x);
        for (Map.Entry<String, List<String>> field : filter.entrySet()) {
            if (!field.getKey().startsWith(prefix)) {
                continue;
            }
            String value =
                    state == null
                            ? null
                            : switch (field.getKey().substring(prefix.length())) {
                                case "id" -> id;
                                case "tier" -> state.tier();
                                case "strategy" -> state.strategy();
                                case "inherited" -> state.inherited() ? "true" : "false";
                                default -> throw new IllegalArgumentException(field.getKey());
                            };
            if (value == null || !field.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    boolean holds(String id, LocalDate x, Map<String, List<String>> filter) {
        World.AccountState state = account(id, x);
        return state != null && "robin".equals(state.owner()) && is(id, x, filter, "");
    }

    private List<String> held(LocalDate x, Map<String, List<String>> filter) {
        List<String> held = new ArrayList<>();
        for (String id : world.accounts().keySet()) {
            if (holds(id, x, filter)) {
                held.add(id);
            }
        }
        return held;
    }

    // ---- facts

    boolean matches(World.Happening f, FactKind of, Map<String, List<String>> where) {
        if (f.kind() != of || f.share().signum() == 0) {
            return false;
        }
        for (Map.Entry<String, List<String>> field : where.entrySet()) {
            boolean good =
                    switch (field.getKey()) {
                        case "method" -> in(field, f.method());
                        case "channel" -> in(field, f.channel());
                        case "outcome" -> in(field, f.outcome());
                        case "course" -> in(field, f.course());
                        case "aspect" -> in(field, f.aspect());
                        case "with" -> f.with().stream().anyMatch(w -> in(field, w));
                        case "shared" -> in(field, f.shared() ? "true" : "false");
                        default -> f.account() != null;
                    };
            if (!good) {
                return false;
            }
        }
        boolean asksAccount = where.keySet().stream().anyMatch(k -> k.startsWith("account."));
        return !asksAccount
                || (f.account() != null && is(f.account(), f.date(), where, "account."));
    }

    private static boolean in(Map.Entry<String, List<String>> field, @Nullable String value) {
        return value != null && field.getValue().contains(value);
    }

    private boolean counts(World.Happening f, LocalDate d) {
        return !f.date().isBefore(lifeFirst) && !f.date().isAfter(lifeLast) && !f.date().isAfter(d);
    }

    @Nullable BigFraction quantity(World.Happening f, @Nullable Quantity quantity) {
        if (quantity == null) {
            return BigFraction.ONE;
        }
        BigDecimal value =
                switch (quantity) {
                    case AMOUNT -> f.amount();
                    case HOURS -> f.hours();
                    case DAYS -> f.days();
                };
        if (value == null) {
            unmeasured++;
            return null;
        }
        if (quantity == Quantity.AMOUNT) {
            BigFraction converted = converted(value, f.currency(), f.date().getYear());
            if (converted == null) {
                unconverted++;
            }
            return converted;
        }
        return exact(value);
    }

    private @Nullable BigFraction converted(BigDecimal value, @Nullable String currency, int year) {
        if (world.currency().equals(currency)) {
            return exact(value);
        }
        Map<String, BigDecimal> rates = world.rates().get(year);
        if (rates == null
                || !rates.containsKey(String.valueOf(currency))
                || !rates.containsKey(world.currency())) {
            return null;
        }
        return exact(value)
                .multiply(exact(Objects.requireNonNull(rates.get(currency))))
                .divide(exact(Objects.requireNonNull(rates.get(world.currency()))));
    }

    @Nullable BigFraction delivered(LocalDate d) {
        return switch (measure) {
            case Measure.Count(var of, var where) -> {
                BigFraction sum = BigFraction.ZERO;
                for (World.Happening f : world.facts()) {
                    if (counts(f, d) && matches(f, of, where)) {
                        sum = sum.add(exact(f.share()));
                    }
                }
                yield sum;
            }
            case Measure.Sum(var of, var quantity, var where) -> {
                BigFraction sum = BigFraction.ZERO;
                for (World.Happening f : world.facts()) {
                    if (counts(f, d) && matches(f, of, where)) {
                        BigFraction value = quantity(f, quantity);
                        sum = value == null ? sum : sum.add(value.multiply(exact(f.share())));
                    }
                }
                yield sum;
            }
            case Measure.DistinctAccounts(var of, var firstWinOnly, var where) -> {
                Set<String> accounts = new HashSet<>();
                for (World.Happening f : world.facts()) {
                    if (counts(f, d)
                            && matches(f, of, where)
                            && f.account() != null
                            && (!firstWinOnly || isFirstWin(f))) {
                        accounts.add(f.account());
                    }
                }
                yield BigFraction.of(accounts.size());
            }
            case Measure.Coverage(var of, var each, var where, var accounts) -> {
                Map<String, Integer> visits = new HashMap<>();
                for (World.Happening f : world.facts()) {
                    if (counts(f, d)
                            && matches(f, of, where)
                            && f.account() != null
                            && holds(f.account(), f.date(), accounts)) {
                        visits.merge(f.account(), 1, Integer::sum);
                    }
                }
                int sum = 0;
                for (int n : visits.values()) {
                    sum += Math.min(n, each);
                }
                yield BigFraction.of(sum);
            }
            case Measure.Growth(var of, var quantity, var factor, var accounts) -> {
                int grown = 0;
                for (String id : held(d, accounts)) {
                    BigFraction now = byAnyone(id, of, quantity, world.from(), d, true);
                    World.AccountState state = Objects.requireNonNull(account(id, d));
                    BigFraction baseline = null;
                    if (state.baseline() != null && quantity == Quantity.AMOUNT) {
                        baseline =
                                converted(
                                        state.baseline(),
                                        state.baselineCurrency(),
                                        world.from().getYear());
                    }
                    if (baseline == null) {
                        baseline =
                                byAnyone(
                                        id,
                                        of,
                                        quantity,
                                        world.from().minusYears(1),
                                        d.minusYears(1),
                                        false);
                    }
                    if (now.signum() > 0 && now.compareTo(baseline.multiply(exact(factor))) >= 0) {
                        grown++;
                    }
                }
                yield BigFraction.of(grown);
            }
            case Measure.Cadence(var of, var every, var minimum, var where) -> {
                int kept = 0;
                for (World.Days window : windows(d)) {
                    int n = 0;
                    for (World.Happening f : world.facts()) {
                        if (counts(f, d)
                                && matches(f, of, where)
                                && !f.date().isBefore(window.from())
                                && !f.date().isAfter(window.to())) {
                            n++;
                        }
                    }
                    kept += n >= minimum ? 1 : 0;
                }
                yield BigFraction.of(kept);
            }
            case Measure.Share(var of, var quantity, var where, var over) -> {
                BigFraction part = BigFraction.ZERO;
                BigFraction whole = BigFraction.ZERO;
                for (World.Happening f : world.facts()) {
                    if (!counts(f, d)) {
                        continue;
                    }
                    if (matches(f, of, where)) {
                        BigFraction value = quantity(f, quantity);
                        part = value == null ? part : part.add(value.multiply(exact(f.share())));
                    }
                    if (over.of() != null
                            && matches(f, over.of(), Objects.requireNonNull(over.where()))) {
                        BigFraction value = quantity(f, quantity);
                        whole = value == null ? whole : whole.add(value.multiply(exact(f.share())));
                    }
                }
                if (over.of() == null) {
                    for (LocalDate x = lifeFirst; !x.isAfter(d); x = x.plusDays(1)) {
                        whole = workingDay(x) ? whole.add(BigFraction.ONE) : whole;
                    }
                }
                yield whole.signum() == 0 ? null : part.divide(whole);
            }
            case Measure.Milestone m -> {
                LocalDate deadline = deadline(m, d);
                yield BigFraction.of(deadline != null && metOn(m, d, deadline) ? 1 : 0);
            }
            case Measure.Accounts(var accounts) -> BigFraction.of(held(d, accounts).size());
            case Measure.Rating(var aspect) -> {
                BigFraction sum = BigFraction.ZERO;
                for (World.Happening f : assessments(aspect, d)) {
                    sum = sum.add(exact(Objects.requireNonNull(f.rating())));
                }
                int n = assessments(aspect, d).size();
                yield n == 0 ? null : sum.divide(BigFraction.of(n));
            }
            case Measure.Agreement a -> BigFraction.of(acknowledged(d) ? 1 : 0);
        };
    }

    /** Whether nobody had won from the account before, and this is of the day of the first win. */
    boolean isFirstWin(World.Happening f) {
        LocalDate win = null;
        for (World.Happening g : world.byAnyone()) {
            if (g.kind() == FactKind.DEAL_WON
                    && Objects.equals(f.account(), g.account())
                    && (win == null || g.date().isBefore(win))) {
                win = g.date();
            }
        }
        return f.date().equals(win);
    }

    private BigFraction byAnyone(
            String id,
            FactKind of,
            Quantity quantity,
            LocalDate from,
            LocalDate to,
            boolean noteMissing) {
        int lacking = unmeasured;
        int left = unconverted;
        BigFraction sum = BigFraction.ZERO;
        for (World.Happening g : world.byAnyone()) {
            if (g.kind() == of
                    && id.equals(g.account())
                    && !g.date().isBefore(from)
                    && !g.date().isAfter(to)) {
                BigFraction value = quantity(g, quantity);
                sum = value == null ? sum : sum.add(value);
            }
        }
        unmeasured = lacking;
        unconverted = noteMissing ? unconverted : left;
        return sum;
    }

    private List<World.Happening> assessments(String aspect, LocalDate d) {
        return world.facts().stream()
                .filter(f -> counts(f, d))
                .filter(f -> matches(f, FactKind.ASSESSMENT, Map.of("aspect", List.of(aspect))))
                .toList();
    }

    private boolean acknowledged(LocalDate d) {
        World.Version spoken = world.versions().getFirst();
        for (World.Version version : world.versions()) {
            if (!version.effectiveFrom().isAfter(d)) {
                spoken = version;
            }
        }
        boolean agreed = false;
        LocalDate latest = LocalDate.MIN;
        for (World.Answer answer : world.answers()) {
            if (answer.version() == spoken.number()
                    && !answer.on().isAfter(d)
                    && !answer.on().isBefore(latest)) {
                agreed = answer.agrees();
                latest = answer.on();
            }
        }
        return agreed;
    }

    // ---- cadence

    List<World.Days> windows(LocalDate d) {
        Measure.Cadence cadence = (Measure.Cadence) measure;
        List<World.Days> windows = new ArrayList<>();
        for (LocalDate x = lifeFirst; !x.isAfter(lifeLast); x = x.plusDays(1)) {
            boolean week = cadence.every() == Measure.Every.WEEK;
            boolean starts = week ? x.getDayOfWeek() == DayOfWeek.MONDAY : x.getDayOfMonth() == 1;
            LocalDate last = week ? x.plusDays(6) : x.plusMonths(1).minusDays(1);
            if (!starts || last.isAfter(lifeLast) || last.isAfter(d)) {
                continue;
            }
            boolean there = false;
            for (LocalDate y = x; !y.isAfter(last); y = y.plusDays(1)) {
                there |= workingDay(y);
            }
            if (there) {
                windows.add(new World.Days(x, last));
            }
        }
        return windows;
    }

    // ---- milestone

    private @Nullable LocalDate start(Measure.Milestone m, LocalDate d) {
        if (m.by() != null) {
            return LocalDate.MIN;
        }
        if ("hire".equals(m.from())) {
            return world.hired();
        }
        if ("expectation".equals(m.from())) {
            return world.from();
        }
        LocalDate first = null;
        for (World.Happening f : world.facts()) {
            boolean training =
                    f.kind() == FactKind.TRAINING
                            && f.share().signum() > 0
                            && ("training:" + f.course()).equals(m.from())
                            && !f.date().isAfter(d);
            if (training && (first == null || f.date().isBefore(first))) {
                first = f.date();
            }
        }
        return first;
    }

    private @Nullable LocalDate deadline(Measure.Milestone m, LocalDate d) {
        LocalDate start = start(m, d);
        if (m.by() != null) {
            return m.by();
        }
        return start == null ? null : start.plus(Objects.requireNonNull(m.within()));
    }

    private boolean metOn(Measure.Milestone m, LocalDate d, LocalDate deadline) {
        LocalDate start = Objects.requireNonNull(start(m, d));
        for (World.Happening f : world.facts()) {
            if (matches(f, m.of(), m.where())
                    && !f.date().isBefore(start)
                    && !f.date().isAfter(deadline)
                    && !f.date().isAfter(d)) {
                return true;
            }
        }
        return false;
    }

    // ---- expected, full target

    private BigFraction expected(LocalDate d) {
        return switch (measure) {
            case Measure.Cadence c -> {
                BigFraction sum = BigFraction.ZERO;
                for (World.Days window : windows(d)) {
                    sum = sum.add(target(window.to()));
                }
                yield sum;
            }
            case Measure.Share s -> target(d.isBefore(lifeFirst) ? lifeFirst : d);
            case Measure.Rating r -> target(d.isBefore(lifeFirst) ? lifeFirst : d);
            case Measure.Accounts a -> target(d.isBefore(lifeFirst) ? lifeFirst : d);
            case Measure.Agreement a -> BigFraction.ONE;
            case Measure.Milestone m -> {
                LocalDate deadline = deadline(m, d);
                boolean due =
                        deadline != null && !deadline.isBefore(lifeFirst) && !d.isBefore(deadline);
                yield BigFraction.of(due ? 1 : 0);
            }
            default -> {
                BigFraction sum = BigFraction.ZERO;
                for (LocalDate x = world.from(); !x.isAfter(d); x = x.plusDays(1)) {
                    sum = sum.add(rate(x));
                }
                yield sum;
            }
        };
    }

    BigFraction fullTarget() {
        return switch (measure) {
            case Measure.Share s -> target(lastDay().isBefore(lifeFirst) ? lifeFirst : lastDay());
            case Measure.Rating r -> target(lastDay().isBefore(lifeFirst) ? lifeFirst : lastDay());
            case Measure.Accounts a ->
                    target(lastDay().isBefore(lifeFirst) ? lifeFirst : lastDay());
            case Measure.Milestone m -> {
                LocalDate deadline = deadline(m, lifeLast);
                boolean owed = deadline == null || !deadline.isBefore(lifeFirst);
                yield BigFraction.of(owed ? 1 : 0);
            }
            default -> expected(lifeLast);
        };
    }

    // ---- standing

    private String standing(
            LocalDate d, @Nullable BigFraction delivered, BigFraction expected, BigFraction full) {
        if (measure instanceof Measure.Milestone m) {
            LocalDate deadline = deadline(m, d);
            if (delivered != null && delivered.signum() > 0) {
                return "met";
            }
            if (deadline == null || deadline.isBefore(lifeFirst)) {
                return "not-started";
            }
            return d.isAfter(deadline) ? "missed" : d.equals(deadline) ? "behind" : "not-started";
        }
        if (measure instanceof Measure.Agreement) {
            return delivered != null && delivered.signum() > 0 ? "met" : "not-started";
        }
        if (delivered == null) {
            return "not-started";
        }
        if (measure instanceof Measure.Rating r && assessments(r.aspect(), d).size() < 3) {
            return "not-started";
        }
        boolean last = !d.isBefore(lastDay());
        boolean average = measure instanceof Measure.Share || measure instanceof Measure.Rating;
        BigFraction eight = BigFraction.of(8, 10);
        if (Objects.requireNonNull(clause(lifeLast).target()).direction() == Direction.AT_LEAST) {
            boolean late =
                    average
                            || measure instanceof Measure.Cadence
                            || measure instanceof Measure.Accounts;
            if (full.signum() == 0) {
                return "not-started";
            }
            if (delivered.compareTo(full) >= 0 && (!late || last)) {
                return "met";
            }
            if (last) {
                return "missed";
            }
            if (expected.signum() == 0) {
                return "not-started";
            }
            if (delivered.compareTo(expected) >= 0) {
                return "on-pace";
            }
            return delivered.compareTo(expected.multiply(eight)) >= 0 ? "slipping" : "behind";
        }
        if (delivered.compareTo(full) > 0 && (!average || last)) {
            return "missed";
        }
        if (last) {
            return "met";
        }
        if (expected.signum() == 0 && delivered.signum() == 0) {
            return "not-started";
        }
        if (delivered.compareTo(expected) <= 0) {
            return "on-pace";
        }
        return delivered.multiply(eight).compareTo(expected) <= 0 ? "slipping" : "behind";
    }

    // ---- numbers

    private static BigFraction exact(BigDecimal value) {
        return BigFraction.of(value.movePointRight(8).toBigIntegerExact(), BigInteger.TEN.pow(8));
    }

    private static String rounded(BigFraction value, int decimals) {
        return new BigDecimal(value.getNumerator())
                .divide(new BigDecimal(value.getDenominator()), decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String atMostFour(BigFraction value) {
        BigDecimal four = new BigDecimal(rounded(value, 4));
        return four.signum() == 0 ? "0" : four.stripTrailingZeros().toPlainString();
    }
}
