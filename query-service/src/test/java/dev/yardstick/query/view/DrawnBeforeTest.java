package dev.yardstick.query.view;

import static dev.yardstick.query.view.Given.DEC_31;
import static dev.yardstick.query.view.Given.JAN_1;
import static dev.yardstick.query.view.Given.TEXTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import dev.yardstick.query.view.TimelineAssembler.Drawn;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A timeline of which only what moved is drawn anew is the timeline drawn anew. */
class DrawnBeforeTest {

    private static final List<String> SOURCES = List.of("/crm", "/erp", "/desk");
    private static final List<String> ACCOUNTS = List.of("acme", "globex", "initech");

    @Test
    void whateverComesOrGoesItIsWhatWouldBeDrawnAnew() {
        int told = 0;
        int warned = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Fact> before = new ArrayList<>();
            LocalDate on = JAN_1.plusDays(20 + random.nextInt(340));
            int many = random.nextInt(random.nextBoolean() ? 15 : 120);
            for (int i = 0; i < many; i++) {
                before.add(fact(random, on));
            }
            List<Fact> changed = new ArrayList<>();
            List<Fact> now = new ArrayList<>(before);
            for (int i = random.nextInt(3); i >= 0; i--) {
                if (!now.isEmpty() && random.nextInt(3) == 0) {
                    changed.add(now.remove(random.nextInt(now.size())));
                } else {
                    Fact came = fact(random, on);
                    changed.add(came);
                    now.add(came);
                }
            }
            Map<String, NavigableSet<LocalDate>> heard = heard(random);
            List<Fact> others = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                others.add(fact(random, on));
            }
            Known then = known(before, heard, others.subList(0, random.nextInt(4) == 0 ? 4 : 5));
            Known later = known(now, heard, others);
            if (!later.isAlikeBesideFacts(then)) {
                continue;
            }
            DrawnBefore drawn = new DrawnBefore(draw(then, on, null), changed);
            Drawn anew = draw(later, on, null);
            assertThat(draw(later, on, drawn)).as("seed %s on %s", seed, on).isEqualTo(anew);
            DrawnBefore day = new DrawnBefore(inForce(then, on, null), changed);
            assertThat(inForce(later, on, day))
                    .as("what lists say, seed %s on %s", seed, on)
                    .isEqualTo(inForce(later, on, null));
            told += anew.timeline().clauses().size() - moved(drawn, later, on);
            warned +=
                    (int)
                            anew.timeline().clauses().stream()
                                    .filter(clause -> clause.warning() != null)
                                    .count();
        }
        assertThat(told).as("clauses that were told again").isGreaterThan(200);
        assertThat(warned).as("clauses with a warning").isGreaterThan(200);
    }

    @Test
    void wherePartsAreHeardAlikeEveryDayIsSilentOrNotAsBefore() {
        int alike = 0;
        int silent = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            LocalDate on = JAN_1.plusDays(200);
            List<Fact> facts = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                facts.add(fact(random, on));
            }
            List<Fact> changed = List.of(fact(random, on));
            List<Fact> all = Stream.concat(facts.stream(), changed.stream()).toList();
            if (!Feeds.areHeardAlike(changed, random.nextBoolean() ? facts : all, on)) {
                continue;
            }
            alike++;
            Map<String, NavigableSet<LocalDate>> heard = heard(random);
            all.forEach(fact -> Objects.requireNonNull(heard.get(fact.source())).add(fact.date()));
            Feeds before = new Feeds(heard, facts);
            Feeds after = new Feeds(heard, all);
            for (LocalDate day = JAN_1.minusDays(100); !day.isAfter(on); day = day.plusDays(1)) {
                assertThat(after.areSilent(day))
                        .as("seed %s, %s", seed, day)
                        .isEqualTo(before.areSilent(day));
                silent += before.areSilent(day) ? 1 : 0;
            }
        }
        assertThat(alike).isBetween(500, 1_900);
        assertThat(silent).isGreaterThan(5_000);
    }

    private static int moved(DrawnBefore before, Known known, LocalDate on) {
        List<Gauge> gauges =
                known.profiles().getFirst().clauseIds().stream()
                        .map(id ->
                                Gauge.of(new ClauseHistory(known.profiles().getFirst(), id), known))
                        .toList();
        return before.moved(gauges, known.facts(), on).size();
    }

    private static Drawn draw(Known known, LocalDate on, @Nullable DrawnBefore before) {
        return new TimelineAssembler(known, TEXTS)
                .draw(JAN_1, DEC_31, on, Grain.MONTH, true, before);
    }

    private static List<Timeline.Clause> inForce(
            Known known, LocalDate on, @Nullable DrawnBefore before) {
        return new TimelineAssembler(known, TEXTS)
                .inForce(on, before).stream().map(Judged::clause).toList();
    }

    private static Fact fact(Random random, LocalDate on) {
        FactKind[] kinds = FactKind.values();
        FactKind kind = kinds[random.nextInt(kinds.length)];
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.ACCOUNT, ACCOUNTS.get(random.nextInt(ACCOUNTS.size())));
        told.put(FactField.METHOD, random.nextBoolean() ? "phone" : "email");
        told.put(FactField.COURSE, "basics");
        told.put(FactField.ASPECT, "conduct");
        told.put(FactField.RATING, new BigDecimal(1 + random.nextInt(5)));
        told.put(FactField.DAYS, new BigDecimal(1 + random.nextInt(3)));
        told.put(FactField.AMOUNT, new BigDecimal(1_000 + random.nextInt(9_000)));
        told.put(FactField.CURRENCY, "EUR");
        return Fact.of(
                1 + random.nextInt(1_000_000),
                SOURCES.get(random.nextInt(SOURCES.size())),
                kind,
                on.plusDays(3).minusDays(random.nextInt(random.nextBoolean() ? 30 : 300)),
                new BigDecimal(random.nextInt(10) == 0 ? "0" : "0.5"),
                true,
                true,
                told);
    }

    /** Each source falls silent at some time. */
    private static Map<String, NavigableSet<LocalDate>> heard(Random random) {
        return SOURCES.stream()
                .collect(
                        Collectors.toMap(
                                source -> source,
                                source -> {
                                    LocalDate last = JAN_1.plusDays(random.nextInt(400));
                                    return JAN_1.minusYears(1)
                                            .datesUntil(last)
                                            .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
                                            .collect(Collectors.toCollection(TreeSet::new));
                                }));
    }

    private static Known known(
            List<Fact> facts, Map<String, NavigableSet<LocalDate>> heard, List<Fact> others) {
        Given given = new Given();
        for (String account : ACCOUNTS.subList(0, 2)) {
            given.account(
                    account,
                    new AccountRegistered(
                            account, JAN_1, account, "A", "robin", false, null, null));
        }
        given.set(clauses()).told(1, JAN_1);
        Known known = given.known();
        return new Known(
                known.at(),
                known.rep(),
                known.profiles(),
                facts,
                known.accounts(),
                byAccount(facts, others),
                heard,
                known.company());
    }

    /** What the store reads of others' facts: the kinds that a clause looks at. */
    private static Map<String, List<AccountFact>> byAccount(List<Fact> facts, List<Fact> others) {
        return Stream.concat(facts.stream(), others.stream())
                .filter(fact -> fact.kind() == FactKind.DEAL_WON)
                .collect(
                        Collectors.groupingBy(
                                fact -> Objects.requireNonNull(fact.account()),
                                Collectors.mapping(AccountFact::of, Collectors.toList())));
    }

    private static Clause[] clauses() {
        Map<String, List<String>> all = Map.of();
        Clause papers =
                Given.clause(
                        "papers",
                        new Measure.Count(FactKind.PAPERWORK, all),
                        Direction.AT_LEAST,
                        "4");
        return new Clause[] {
            Given.sum("quota", "200000"),
            Given.calls("calls", Direction.AT_LEAST, "60", "phone"),
            Given.calls("emails", Direction.AT_MOST, "5", "email"),
            Given.clause(
                    "accounts",
                    new Measure.DistinctAccounts(FactKind.MEETING, false, all),
                    Direction.AT_LEAST,
                    "3"),
            Given.clause(
                    "new",
                    new Measure.DistinctAccounts(FactKind.DEAL_WON, true, all),
                    Direction.AT_LEAST,
                    "2"),
            Given.clause(
                    "visits",
                    new Measure.Coverage(FactKind.MEETING, 3, all, Map.of("tier", List.of("A"))),
                    Direction.AT_LEAST,
                    "2"),
            Given.clause(
                    "weekly",
                    new Measure.Cadence(FactKind.CALL, Measure.Every.WEEK, 1, all),
                    Direction.AT_LEAST,
                    "0.8"),
            Given.clause("conduct", new Measure.Rating("conduct"), Direction.AT_LEAST, "4"),
            new Clause(
                    papers.id(),
                    papers.topic(),
                    null,
                    null,
                    papers.measure(),
                    papers.target(),
                    papers.pace(),
                    papers.weight(),
                    OwedBy.MANAGER),
            Given.clause(
                    "travel",
                    new Measure.Share(
                            FactKind.TRAVEL, Quantity.DAYS, all, new Measure.Over(null, null)),
                    Direction.AT_MOST,
                    "0.2")
        };
    }
}
