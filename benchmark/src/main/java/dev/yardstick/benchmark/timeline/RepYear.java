package dev.yardstick.benchmark.timeline;

import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Every;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** A made-up rep-year: clauses of most kinds, and facts all over the year, seeded. */
final class RepYear {

    static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    static final LocalDate TO = LocalDate.of(2026, 12, 31);

    private static final int ACCOUNTS = 40;
    private static final Personal TEXT = new Personal.Open("robin", "…");
    private static final Map<String, List<String>> ALL = Map.of();
    private static final FactKind[] KINDS = {
        FactKind.CALL, FactKind.CALL, FactKind.MEETING, FactKind.TRAVEL, FactKind.DEAL_WON
    };

    private RepYear() {}

    /** Everything known about it. */
    static Known of(int clauses, int facts, long seed) {
        Random random = new Random(seed);
        List<Fact> made = new ArrayList<>(facts);
        NavigableSet<LocalDate> heard = new TreeSet<>();
        for (int i = 0; i < facts; i++) {
            Fact fact = fact(random);
            made.add(fact);
            heard.add(fact.date());
        }
        Map<String, AccountStory> accounts = new HashMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            String id = "account-" + i;
            String tier = i % 2 == 0 ? "primary" : "secondary";
            AccountRegistered registered =
                    new AccountRegistered(id, FROM, id, tier, "robin", false, null, null);
            accounts.put(id, new AccountStory(List.of(new Recorded<>(3, registered))));
        }
        RepHired hired = new RepHired("robin", FROM, TEXT, null, "North", null, FROM, "UTC", null);
        return new Known(
                new KnownAt(1, null),
                new RepStory(List.of(new Recorded<>(1, hired))),
                List.of(profile(clauses)),
                made,
                accounts,
                Map.of(),
                Map.of("/crm", heard),
                Company.EMPTY);
    }

    private static Profile profile(int clauses) {
        List<Measure> measures =
                List.of(
                        new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, ALL),
                        new Measure.Count(FactKind.CALL, Map.of("method", List.of("cold"))),
                        new Measure.Count(FactKind.MEETING, ALL),
                        new Measure.DistinctAccounts(FactKind.DEAL_WON, false, ALL),
                        new Measure.Coverage(
                                FactKind.MEETING, 3, ALL, Map.of("tier", List.of("primary"))),
                        new Measure.Cadence(FactKind.MEETING, Every.WEEK, 1, ALL),
                        new Measure.Share(
                                FactKind.TRAVEL, Quantity.DAYS, ALL, new Over(null, null)));
        List<Clause> made = new ArrayList<>();
        for (int i = 0; i < clauses; i++) {
            Measure measure = measures.get(i % measures.size());
            made.add(
                    new Clause(
                            "c" + i,
                            Topic.QUOTA,
                            null,
                            null,
                            measure,
                            new Target(Direction.AT_LEAST, target(measure)),
                            Pace.EVEN,
                            BigDecimal.ONE,
                            OwedBy.REP));
        }
        ExpectationSet set = new ExpectationSet("e", "robin", TEXT, FROM, TO, "EUR", made);
        ExpectationCommunicated told =
                new ExpectationCommunicated("e", "robin", 1, FROM, TEXT, TEXT);
        return new Profile(List.of(new Recorded<>(2, set), new Recorded<>(3, told)));
    }

    private static BigDecimal target(Measure measure) {
        return switch (measure) {
            case Measure.Sum m -> BigDecimal.valueOf(100_000_000);
            case Measure.Count m -> BigDecimal.valueOf(5_000);
            case Measure.DistinctAccounts m -> BigDecimal.valueOf(45);
            default -> BigDecimal.ONE;
        };
    }

    private static Fact fact(Random random) {
        FactKind kind = KINDS[random.nextInt(KINDS.length)];
        int position = 1 + random.nextInt(1_000_000);
        LocalDate date = FROM.plusDays(random.nextInt(365));
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.ACCOUNT, "account-" + random.nextInt(ACCOUNTS));
        told.put(FactField.METHOD, random.nextBoolean() ? "cold" : "referral");
        told.put(FactField.DAYS, BigDecimal.valueOf(random.nextInt(20), 1));
        told.put(FactField.AMOUNT, BigDecimal.valueOf(random.nextInt(10_000_000), 2));
        told.put(FactField.CURRENCY, "EUR");
        return Fact.of(position, "/crm", kind, date, BigDecimal.ONE, false, true, told);
    }
}
