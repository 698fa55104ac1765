package dev.yardstick.query.view;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.Topic;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountFact;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A rep with one expectation over 2026, and whatever facts a test gives. */
final class Given {

    static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
    static final LocalDate DEC_31 = LocalDate.of(2026, 12, 31);
    static final Personal TEXT = new Personal.Open("robin", "…");

    static final PersonalTexts TEXTS = personal -> ((Personal.Open) personal).text();

    private final List<Recorded<ExpectationEvent>> events = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<RepEvent> absences = new ArrayList<>();
    private final NavigableSet<LocalDate> heard = new TreeSet<>();
    private final List<CompanyEvent> company = new ArrayList<>();
    private final Map<String, AccountStory> accounts = new HashMap<>();
    private final Map<String, List<AccountFact>> others = new HashMap<>();
    private LocalDate hiredOn = JAN_1.minusYears(1);
    private int version = 1;

    static Clause sum(String id, String target) {
        return clause(
                id,
                new Measure.Sum(FactKind.DEAL_WON, Quantity.AMOUNT, Map.of()),
                Direction.AT_LEAST,
                target);
    }

    static Clause calls(String id, Direction direction, String target, String... methods) {
        Map<String, List<String>> where =
                methods.length == 0 ? Map.of() : Map.of("method", List.of(methods));
        return clause(id, new Measure.Count(FactKind.CALL, where), direction, target);
    }

    static Clause clause(String id, Measure measure, Direction direction, String target) {
        return new Clause(
                id,
                Topic.QUOTA,
                null,
                null,
                measure,
                new Target(direction, new BigDecimal(target)),
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    Given hired(LocalDate on) {
        hiredOn = on;
        return this;
    }

    Given absent(LocalDate from, LocalDate to) {
        absences.add(new RepAbsent("robin", "a" + absences.size(), from, to));
        return this;
    }

    /** Something was told about somebody on these days, by the CRM of all facts. */
    Given heard(LocalDate from, LocalDate to) {
        from.datesUntil(to.plusDays(1)).forEach(heard::add);
        return this;
    }

    Given fixed(CompanyEvent event) {
        company.add(event);
        return this;
    }

    Given left(LocalDate on) {
        absences.add(new RepLeft("robin", on));
        return this;
    }

    Given happened(RepEvent event) {
        absences.add(event);
        return this;
    }

    Given account(String id, AccountEvent... events) {
        List<Recorded<AccountEvent>> recorded = new ArrayList<>();
        for (AccountEvent event : events) {
            recorded.add(new Recorded<>(recorded.size() + 1L, event));
        }
        accounts.put(id, new AccountStory(recorded));
        return this;
    }

    /** What anybody won from an account. */
    Given wonFrom(String account, LocalDate on, String amount) {
        others.computeIfAbsent(account, a -> new ArrayList<>())
                .add(
                        new AccountFact(
                                99,
                                FactKind.DEAL_WON,
                                on,
                                null,
                                null,
                                new BigDecimal(amount),
                                "EUR"));
        return this;
    }

    Given told(int version, LocalDate on) {
        return say(new ExpectationCommunicated("e", "robin", version, on, TEXT, TEXT));
    }

    Given set(Clause... clauses) {
        return set(JAN_1, DEC_31, clauses);
    }

    Given set(LocalDate from, LocalDate to, Clause... clauses) {
        return say(new ExpectationSet("e", "robin", TEXT, from, to, "EUR", List.of(clauses)));
    }

    Given revised(LocalDate from, boolean restates, Clause... clauses) {
        version++;
        return say(
                new ExpectationRevised(
                        "e", "robin", version, from, TEXT, restates, List.of(clauses), null));
    }

    Given say(ExpectationEvent event) {
        events.add(new Recorded<>(events.size() + 2L, event));
        return this;
    }

    Given won(LocalDate on, String amount) {
        return won(on, amount, "EUR", "1");
    }

    Given won(LocalDate on, @Nullable String amount, String currency, String share) {
        facts.add(
                fact(
                        FactKind.DEAL_WON,
                        on,
                        share,
                        null,
                        amount == null ? null : new BigDecimal(amount),
                        currency));
        return this;
    }

    Given call(LocalDate on, String method) {
        facts.add(fact(FactKind.CALL, on, "1", method, null, null));
        return this;
    }

    Given fact(Fact fact) {
        facts.add(fact);
        return this;
    }

    static Fact fact(
            FactKind kind,
            LocalDate on,
            String share,
            @Nullable String method,
            @Nullable BigDecimal amount,
            @Nullable String currency) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.ACCOUNT, "acme");
        told.put(FactField.METHOD, method);
        told.put(FactField.AMOUNT, amount);
        told.put(FactField.CURRENCY, currency);
        return Fact.of(99, "/crm", kind, on, new BigDecimal(share), !share.equals("1"), true, told);
    }

    List<Fact> facts() {
        return facts;
    }

    Timeline on(LocalDate day) {
        return on(day, Grain.WEEK, accounts);
    }

    TimelineAssembler drawing() {
        return new TimelineAssembler(known(accounts), TEXTS);
    }

    Timeline on(LocalDate day, Grain grain, Map<String, AccountStory> accounts) {
        return new TimelineAssembler(known(accounts), TEXTS).draw(JAN_1, DEC_31, day, grain);
    }

    Known known() {
        return known(accounts);
    }

    Known known(Map<String, AccountStory> accounts) {
        RepEvent hired =
                new RepHired("robin", JAN_1, TEXT, null, "North", null, hiredOn, "UTC", "cal");
        List<Recorded<RepEvent>> rep = new ArrayList<>(List.of(new Recorded<>(1, hired)));
        absences.forEach(absence -> rep.add(new Recorded<>(1, absence)));
        return new Known(
                new KnownAt(1_000, null),
                new RepStory(rep),
                events.isEmpty() ? List.of() : List.of(new Profile(events)),
                facts,
                accounts,
                others,
                Map.of("/crm", heard),
                new Company(company));
    }

    Timeline.Clause clause(String id, LocalDate day) {
        return on(day).clauses().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no clause " + id));
    }
}
