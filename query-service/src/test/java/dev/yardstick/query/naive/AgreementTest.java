package dev.yardstick.query.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.AccountEvent.Baseline;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The product and the naive reading of the domain give the same figures. */
class AgreementTest {

    private static final int CASES = 1_000;
    private static final Personal TEXT = new Personal.Open("robin", "…");

    @SuppressWarnings("unused") // the parameters below
    private static final List<String> KINDS = RandomWorld.KINDS;

    @AfterEach
    void returnHome() {
        RandomWorld.returnHome();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void aThousandRandomCasesOfEveryKindAgree(String kind) {
        Map<String, Integer> standings = new TreeMap<>();
        int cases = 0;
        for (long seed = 0; cases < CASES; seed++) {
            RandomWorld.travel(seed);
            World world = new RandomWorld(kind, seed).make();
            if (!RandomWorld.lives(world)) {
                continue;
            }
            Random random = new Random(seed);
            int days = (int) (world.to().toEpochDay() - world.from().toEpochDay());
            LocalDate on = world.from().plusDays(random.nextInt(days + 12) - 4L);
            LocalDate day = random.nextInt(8) == 0 ? world.to() : on;
            Timeline.Clause clause = product(world, day);
            if (clause == null) {
                continue;
            }
            cases++;
            Naive.Figures expected = new Naive(world).on(day);
            assertThat(figures(clause))
                    .as("%s %s on %s: %s", kind, seed, day, world)
                    .isEqualTo(expected);
            standings.merge(expected.standing(), 1, Integer::sum);
        }
        assertThat(standings).as(kind + " sees different standings").hasSizeGreaterThan(1);
    }

    /** Calibrated or not; the product keeps ten decimals. */
    @ParameterizedTest
    @FieldSource("KINDS")
    void aThousandRandomLikelihoodsOfEveryKindAgree(String kind) {
        int open = 0;
        int cases = 0;
        for (long seed = 0; cases < CASES; seed++) {
            RandomWorld.travel(seed);
            World world = new RandomWorld(kind, seed).make();
            if (!RandomWorld.lives(world)) {
                continue;
            }
            Random random = new Random(seed);
            LocalDate last = new Naive(world).lifeLast();
            LocalDate first = new Naive(world).lifeFirst();
            int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
            LocalDate day = first.plusDays(random.nextInt(days));
            ForecastCalibrated calibrated = calibrated(kind, day.minusDays(seed % 3), random);
            boolean inForce = random.nextBoolean();
            cases++;
            Double expected =
                    inForce
                            ? new NaiveLikelihood(
                                            world,
                                            calibrated.attainment().doubleValue(),
                                            calibrated.alpha().doubleValue(),
                                            calibrated.beta().doubleValue(),
                                            Objects.requireNonNull(calibrated.gamma())
                                                    .doubleValue())
                                    .on(day)
                            : new NaiveLikelihood(world, 1, 0, 1, 0).on(day);
            Double told =
                    new TimelineAssembler(
                                    known(world, inForce ? List.of(calibrated) : List.of()),
                                    personal -> null)
                            .forecast("e", "c", day)
                            .on(day);
            String as = "%s %s on %s: %s".formatted(kind, seed, day, world);
            if (expected == null || told == null) {
                assertThat(told).as(as).isEqualTo(expected);
            } else {
                assertThat(told).as(as).isCloseTo(expected, within(1e-8));
                open += told > 0 && told < 1 ? 1 : 0;
            }
        }
        assertThat(open)
                .as(kind)
                .isGreaterThan(
                        Objects.requireNonNull(MeasureKind.find(kind)).isForetold()
                                ? CASES / 5
                                : -1);
    }

    private static ForecastCalibrated calibrated(String kind, LocalDate on, Random random) {
        return new ForecastCalibrated(
                kind,
                on,
                BigDecimal.valueOf(50 + random.nextInt(100), 2),
                BigDecimal.valueOf(random.nextInt(300) - 150, 2),
                BigDecimal.valueOf(1 + random.nextInt(200), 2),
                BigDecimal.valueOf(random.nextInt(300) - 150, 2),
                random.nextInt(100));
    }

    private static Naive.Figures figures(Timeline.Clause clause) {
        return new Naive.Figures(
                clause.delivered() == null ? null : plain(clause.delivered()),
                clause.expected(),
                clause.fullTarget(),
                clause.attainment(),
                clause.standing().code(),
                clause.unconverted() == null ? 0 : clause.unconverted(),
                clause.unmeasured() == null ? 0 : clause.unmeasured());
    }

    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static Timeline.@Nullable Clause product(World world, LocalDate on) {
        return new TimelineAssembler(known(world), personal -> null)
                .draw(world.from(), world.to(), on, Grain.MONTH).clauses().stream()
                        .filter(c -> c.id().equals("c"))
                        .findFirst()
                        .orElse(null);
    }

    /** What the product knows of a world. */
    static Known known(World world) {
        return known(world, List.of());
    }

    private static Known known(World world, List<ForecastCalibrated> calibrated) {
        return new Known(
                new KnownAt(1, null),
                rep(world),
                List.of(new Profile(expectation(world))),
                world.facts().stream().map(AgreementTest::fact).toList(),
                accounts(world),
                byAnyone(world),
                Map.of(),
                company(world, calibrated));
    }

    private static RepStory rep(World world) {
        List<RepEvent> events = new ArrayList<>();
        events.add(
                new RepHired(
                        "robin",
                        world.hired(),
                        TEXT,
                        null,
                        "North",
                        null,
                        world.hired(),
                        "UTC",
                        "cal"));
        for (World.Days days : world.absences()) {
            events.add(new RepAbsent("robin", "a" + events.size(), days.from(), days.to()));
        }
        if (world.left() != null) {
            events.add(new RepLeft("robin", world.left()));
        }
        return new RepStory(recorded(events));
    }

    private static <E> List<Recorded<E>> recorded(List<E> events) {
        List<Recorded<E>> recorded = new ArrayList<>();
        events.forEach(event -> recorded.add(new Recorded<>(recorded.size() + 1L, event)));
        return recorded;
    }

    private static List<Recorded<ExpectationEvent>> expectation(World world) {
        List<ExpectationEvent> events = new ArrayList<>();
        for (World.Version version : world.versions()) {
            List<Clause> clauses = new ArrayList<>(List.of(filler()));
            if (version.clause() != null) {
                clauses.add(version.clause());
            }
            events.add(
                    version.number() == 1
                            ? new ExpectationSet(
                                    "e",
                                    "robin",
                                    TEXT,
                                    world.from(),
                                    world.to(),
                                    world.currency(),
                                    clauses)
                            : new ExpectationRevised(
                                    "e",
                                    "robin",
                                    version.number(),
                                    version.effectiveFrom(),
                                    TEXT,
                                    version.restates(),
                                    clauses,
                                    null));
        }
        for (World.Answer answer : world.answers()) {
            events.add(
                    answer.agrees()
                            ? new ExpectationAcknowledged(
                                    "e", "robin", answer.version(), answer.on(), null, null)
                            : new ExpectationDisputed(
                                    "e", "robin", answer.version(), answer.on(), TEXT, null, null));
        }
        return recorded(events);
    }

    private static Clause filler() {
        return new Clause(
                "filler",
                Topic.QUOTA,
                null,
                null,
                new Measure.Count(FactKind.CALL, Map.of()),
                new Target(Direction.AT_LEAST, BigDecimal.ONE),
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private static Fact fact(World.Happening f) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.ACCOUNT, f.account());
        told.put(FactField.METHOD, f.method());
        told.put(FactField.CHANNEL, f.channel());
        told.put(FactField.OUTCOME, f.outcome());
        told.put(FactField.WITH, f.with());
        told.put(FactField.COURSE, f.course());
        told.put(FactField.ASPECT, f.aspect());
        told.put(FactField.RATING, f.rating());
        told.put(FactField.HOURS, f.hours());
        told.put(FactField.DAYS, f.days());
        told.put(FactField.AMOUNT, f.amount());
        told.put(FactField.CURRENCY, f.currency());
        return Fact.of(1, "/crm", f.kind(), f.date(), f.share(), f.shared(), true, told);
    }

    private static Map<String, List<AccountFact>> byAnyone(World world) {
        Map<String, List<AccountFact>> facts = new HashMap<>();
        for (World.Happening f : world.byAnyone()) {
            if (f.account() != null) {
                facts.computeIfAbsent(f.account(), a -> new ArrayList<>())
                        .add(
                                new AccountFact(
                                        99,
                                        f.kind(),
                                        f.date(),
                                        f.hours(),
                                        f.days(),
                                        f.amount(),
                                        f.currency()));
            }
        }
        return facts;
    }

    private static Map<String, AccountStory> accounts(World world) {
        Map<String, AccountStory> accounts = new HashMap<>();
        world.accounts()
                .forEach((id, states) -> {
                    List<AccountEvent> events = new ArrayList<>();
                    for (World.AccountState s : states) {
                        Baseline baseline =
                                s.baseline() == null
                                        ? null
                                        : new Baseline(
                                                s.baseline(), String.valueOf(s.baselineCurrency()));
                        if (events.isEmpty()) {
                            events.add(
                                    new AccountRegistered(
                                            id,
                                            s.on(),
                                            id,
                                            s.tier(),
                                            s.owner(),
                                            s.inherited(),
                                            s.strategy(),
                                            baseline));
                        } else {
                            events.add(
                                    new AccountReclassified(
                                            id, s.on(), id, s.tier(), s.strategy(), baseline));
                            events.add(new AccountAssigned(id, s.on(), s.owner(), s.inherited()));
                        }
                    }
                    accounts.put(id, new AccountStory(recorded(events)));
                });
        return accounts;
    }

    private static Company company(World world, List<ForecastCalibrated> calibrated) {
        List<CompanyEvent> events = new ArrayList<>(calibrated);
        events.add(new HolidaysFixed("cal", new TreeSet<>(world.holidays())));
        world.rates()
                .forEach((year, rates) -> {
                    TreeMap<String, BigDecimal> others = new TreeMap<>(rates);
                    others.remove("GBP");
                    events.add(new RatesFixed(year, "GBP", others));
                });
        return new Company(events);
    }
}
