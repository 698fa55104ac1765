package dev.yardstick.query.naive;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.MeasureKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Worlds in which everything that the arithmetic looks at happens, seeded. */
final class RandomWorld {

    static final List<String> KINDS = MeasureKind.codes();

    private static final LocalDate ANY = LocalDate.of(2023, 12, 1);
    private static final List<String> IDS = List.of("acme", "bolt", "corp", "dune");
    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "USD", "GBP", "CHF");

    /** Also where the day begins first, and where the hour is not whole. */
    private static final List<String> ZONES = List.of("UTC", "Pacific/Apia", "America/St_Johns");

    private final Random random;
    private final String kind;
    private final LocalDate from;
    private final LocalDate to;
    private final FactKind of;

    RandomWorld(String kind, long seed) {
        this.kind = kind;
        this.random = new Random(seed * 31 + kind.hashCode());
        this.from = ANY.plusDays(random.nextInt(500));
        this.to = from.plusDays(random.nextInt(5) == 0 ? 364 : 5 + random.nextInt(150));
        this.of =
                kind.equals("rating")
                        ? FactKind.ASSESSMENT
                        : one(FactKind.CALL, FactKind.MEETING, FactKind.DEAL_WON, FactKind.TRAVEL);
    }

    /** Lets the machine stand in another zone from seed to seed, until it is sent back. */
    static void travel(long seed) {
        TimeZone.setDefault(TimeZone.getTimeZone(ZONES.get((int) (seed % ZONES.size()))));
    }

    static void returnHome() {
        TimeZone.setDefault(null);
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    private @Nullable String orNone(String... values) {
        int i = random.nextInt(values.length + 1);
        return i == values.length ? null : values[i];
    }

    private boolean in(int n) {
        return random.nextInt(n) == 0;
    }

    private BigDecimal decimal(int max, int decimals) {
        return BigDecimal.valueOf(1 + random.nextInt(max * (int) Math.pow(10, decimals)), decimals);
    }

    private LocalDate near() {
        long days = to.toEpochDay() - from.toEpochDay();
        return from.plusDays(random.nextInt((int) days + 40) - 20L);
    }

    World make() {
        LocalDate hired = in(2) ? from.minusDays(random.nextInt(200)) : near();
        LocalDate left = in(4) ? hired.plusDays(random.nextInt(200)) : null;
        List<World.Days> absences = new ArrayList<>();
        while (in(2)) {
            LocalDate day = near();
            absences.add(new World.Days(day, day.plusDays(random.nextInt(20))));
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            holidays.add(near());
        }
        List<World.Happening> facts = new ArrayList<>();
        List<World.Happening> byAnyone = new ArrayList<>();
        for (int i = random.nextInt(45); i > 0; i--) {
            World.Happening fact = happening(near(), in(3) ? any() : of);
            facts.add(fact);
            byAnyone.add(fact);
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            byAnyone.add(happening(near(), of));
            byAnyone.add(happening(near().minusYears(1), of));
            byAnyone.add(happening(near().plusDays(20), FactKind.DEAL_WON));
        }
        List<World.Version> versions = versions();
        return new World(
                hired,
                left,
                absences,
                holidays,
                from,
                to,
                "EUR",
                versions,
                answers(versions.size()),
                facts,
                byAnyone,
                accounts(),
                rates());
    }

    private FactKind any() {
        return FactKind.values()[random.nextInt(FactKind.values().length)];
    }

    private World.Happening happening(LocalDate date, FactKind kind) {
        String share = one("1", "1", "1", "0.5", "0.33333333", "0.2", "0");
        return new World.Happening(
                kind,
                date,
                in(6) ? null : IDS.get(random.nextInt(IDS.size())),
                new BigDecimal(share),
                !share.equals("1"),
                orNone("cold", "referral"),
                orNone("phone", "face-to-face"),
                orNone("agreed"),
                one(List.of(), List.of("tech"), List.of("tech", "sam")),
                kind == FactKind.TRAINING ? one("onboarding", "product") : null,
                kind == FactKind.ASSESSMENT ? one("conduct", "conduct", "teamwork") : null,
                kind == FactKind.ASSESSMENT ? decimal(5, 1) : null,
                in(5) ? null : decimal(9, 2),
                in(5) ? null : decimal(3, 1),
                in(6) ? null : decimal(5_000, 4),
                CURRENCIES.get(random.nextInt(CURRENCIES.size())));
    }

    private Map<String, List<World.AccountState>> accounts() {
        Map<String, List<World.AccountState>> accounts = new TreeMap<>();
        for (String id : IDS.subList(0, 1 + random.nextInt(IDS.size()))) {
            List<World.AccountState> states = new ArrayList<>();
            do {
                boolean stated = in(2);
                states.add(
                        new World.AccountState(
                                near(),
                                orNone("primary", "secondary"),
                                orNone("grow", "maintain"),
                                orNone("robin", "robin", "sam"),
                                in(2),
                                stated ? decimal(2_000, 2) : null,
                                stated ? one("EUR", "USD", "CHF") : null));
            } while (in(2));
            accounts.put(id, states);
        }
        return accounts;
    }

    private Map<Integer, Map<String, BigDecimal>> rates() {
        Map<Integer, Map<String, BigDecimal>> rates = new TreeMap<>();
        for (int year = 2022; year <= 2026; year++) {
            if (!in(4)) {
                Map<String, BigDecimal> one = new TreeMap<>();
                one.put("GBP", BigDecimal.ONE);
                one.put("EUR", decimal(2, 4));
                one.put("USD", decimal(2, 8));
                rates.put(year, one);
            }
        }
        return rates;
    }

    private List<World.Answer> answers(int versions) {
        List<World.Answer> answers = new ArrayList<>();
        while (!in(3)) {
            answers.add(new World.Answer(1 + random.nextInt(versions), near(), !in(3)));
        }
        return answers;
    }

    // ---- versions

    private List<World.Version> versions() {
        Measure measure = measure();
        Direction direction = in(3) ? Direction.AT_MOST : Direction.AT_LEAST;
        List<World.Version> versions = new ArrayList<>();
        boolean later = in(5);
        Clause clause = later ? null : clause(measure, direction);
        versions.add(new World.Version(1, from, false, clause));
        LocalDate effective = from;
        boolean ended = false;
        while (versions.size() < 5 && (in(2) || (later && clause == null && !ended))) {
            int left = (int) (to.toEpochDay() - effective.toEpochDay());
            effective = effective.plusDays(random.nextInt(left + 1));
            boolean drop = clause != null && in(6) && effective.isAfter(from);
            boolean restates = !drop && in(4);
            clause = drop || ended ? null : clause(measure, direction);
            ended |= drop;
            versions.add(new World.Version(versions.size() + 1, effective, restates, clause));
        }
        return versions;
    }

    /** Whether there is a clause to look at: two revisions of a day may leave none. */
    static boolean lives(World world) {
        for (LocalDate x = world.from(); !x.isAfter(world.to()); x = x.plusDays(1)) {
            World.Version found = world.versions().getFirst();
            for (World.Version v : world.versions()) {
                if (v.restates() || !v.effectiveFrom().isAfter(x)) {
                    found = v;
                }
            }
            if (found.clause() != null) {
                return true;
            }
        }
        return false;
    }

    private Clause clause(Measure measure, Direction direction) {
        return new Clause(
                "c",
                Topic.OTHER,
                "any",
                null,
                measure,
                MeasureKind.of(measure).hasTarget() ? new Target(direction, target(measure)) : null,
                MeasureKind.of(measure).isPaced() ? pace() : Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private BigDecimal target(Measure measure) {
        return switch (measure) {
            case Measure.Sum m -> decimal(20_000, 2);
            case Measure.Count m -> decimal(30, 0);
            case Measure.DistinctAccounts m -> decimal(5, 0);
            case Measure.Accounts m -> decimal(4, 0);
            case Measure.Rating m -> decimal(5, 1);
            default -> decimal(1, 2);
        };
    }

    private Pace pace() {
        List<BigDecimal> ramp = in(3) ? ramp() : null;
        if (in(2)) {
            return new Pace.Even(ramp);
        }
        List<Integer> months = new ArrayList<>();
        LocalDate month = from.withDayOfMonth(1);
        for (; !month.isAfter(to); month = month.plusMonths(1)) {
            if (!months.contains(month.getMonthValue())) {
                months.add(month.getMonthValue());
            }
        }
        BigDecimal[] percent = new BigDecimal[12];
        BigDecimal left = BigDecimal.valueOf(100);
        for (int m = 1; m <= 12; m++) {
            percent[m - 1] = BigDecimal.valueOf(random.nextInt(50));
        }
        for (int i = 0; i < months.size(); i++) {
            BigDecimal share =
                    i == months.size() - 1
                            ? left
                            : left.multiply(decimal(1, 2)).setScale(4, java.math.RoundingMode.DOWN);
            percent[months.get(i) - 1] = share;
            left = left.subtract(share);
        }
        return new Pace.Monthly(List.of(percent), ramp);
    }

    private List<BigDecimal> ramp() {
        List<BigDecimal> ramp = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            ramp.add(decimal(100, 1));
        }
        return ramp;
    }

    private Measure measure() {
        return switch (Objects.requireNonNull(MeasureKind.find(kind))) {
            case COUNT -> new Measure.Count(of, where());
            case SUM -> new Measure.Sum(of, one(Quantity.values()), where());
            case DISTINCT_ACCOUNTS ->
                    new Measure.DistinctAccounts(in(2) ? FactKind.DEAL_WON : of, in(2), where());
            case CADENCE ->
                    new Measure.Cadence(of, one(Every.values()), 1 + random.nextInt(2), where());
            case COVERAGE ->
                    new Measure.Coverage(of, 1 + random.nextInt(3), where(), accountFilter(""));
            case GROWTH ->
                    new Measure.Growth(
                            of, one(Quantity.values()), decimal(2, 2), accountFilter(""));
            case SHARE ->
                    new Measure.Share(
                            of,
                            in(2) ? null : one(Quantity.values()),
                            where(),
                            in(2) ? new Over(null, null) : new Over(of, where()));
            case MILESTONE -> milestone();
            case ACCOUNTS -> new Measure.Accounts(accountFilter(""));
            case RATING -> new Measure.Rating("conduct");
            case AGREEMENT -> new Measure.Agreement(new Personal.Open("robin", "…"));
        };
    }

    private Measure milestone() {
        if (in(3)) {
            return new Measure.Milestone(of, where(), null, null, near());
        }
        return new Measure.Milestone(
                of,
                where(),
                one(Period.ofDays(10), Period.ofDays(60), Period.ofMonths(1), Period.ofWeeks(3)),
                one("hire", "expectation", "training:onboarding"),
                null);
    }

    private Map<String, List<String>> where() {
        Map<String, List<String>> where = new TreeMap<>();
        if (in(3)) {
            where.put("method", one(List.of("cold"), List.of("cold", "referral")));
        }
        if (in(8)) {
            where.put("channel", List.of("phone"));
        }
        if (in(10)) {
            where.put("outcome", List.of("agreed"));
        }
        if (in(8)) {
            where.put("with", List.of("tech", "kim"));
        }
        if (in(8)) {
            where.put("shared", List.of(String.valueOf(random.nextBoolean())));
        }
        if (in(5)) {
            where.putAll(accountFilter("account."));
        }
        return where;
    }

    private Map<String, List<String>> accountFilter(String prefix) {
        Map<String, List<String>> filter = new TreeMap<>();
        @Nullable String field = orNone("tier", "strategy", "inherited", "id");
        if (field != null) {
            filter.put(
                    prefix + field,
                    switch (field) {
                        case "tier" -> one(List.of("primary"), List.of("primary", "secondary"));
                        case "strategy" -> List.of("grow");
                        case "inherited" -> List.of(String.valueOf(random.nextBoolean()));
                        default -> List.of("acme", "bolt");
                    });
        }
        return filter;
    }
}
