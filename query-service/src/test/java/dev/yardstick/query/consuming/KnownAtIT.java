package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Streams;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was known earlier can be asked for later, and what changed since adds up. */
class KnownAtIT {

    private static final int SEEDS = 3;
    private static final int STOPS = 6;
    private static final int PAIRS = 12;
    private static final String ROBIN = "/api/v1/reps/robin/timeline?from=2026-01-01&to=2026-12-31";
    private static final List<String> PATHS =
            List.of(
                    ROBIN + "&grain=month&on=2026-07-15",
                    ROBIN + "&grain=month&on=2026-03-31",
                    "/api/v1/reps/sam/timeline?from=2026-01-01&to=2026-12-31&on=2026-07-15",
                    "/api/v1/reps?on=2026-05-31",
                    "/api/v1/reps/robin?on=2026-05-31",
                    "/api/v1/teams?on=2026-05-31",
                    "/api/v1/accounts?on=2026-05-31",
                    "/api/v1/expectations/e?on=2026-05-31",
                    "/api/v1/teams/North/scorecard?on=2026-05-31",
                    "/api/v1/warnings?on=2026-05-31",
                    "/api/v1/managers/kim/accountability?on=2026-05-31",
                    "/api/v1/feeds?on=2026-05-31");

    private static final int EVENTS = 24;

    /** Of one of them, {@code &knownAt} follows. */
    private static final List<String> KEPT = PATHS.subList(0, 4);

    private static KeyGiver commands;
    private static RunningQueryService service;

    @BeforeAll
    static void start() throws IOException {
        commands = new KeyGiver(persons -> {});
        service = new RunningQueryService(commands.address());
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        commands.close();
    }

    private static Answer ask(String path) {
        return service.get("auditor", path);
    }

    /** The answer; that there is none, by its status alone. */
    private static String told(String path) {
        Answer answer = ask(path);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 404);
        return answer.status() == 200 ? answer.text() : "404";
    }

    @Test
    void everyAnswerAsKnownAtAPositionIsThatOfASystemThatWasStoppedThere() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            FedByHand log = new FedByHand(service);
            RandomHistory history = new RandomHistory(log, seed);
            Random random = new Random(seed);
            history.begin();
            Map<Long, Map<String, String>> answers = new TreeMap<>();
            for (int stop = 0; stop < STOPS; stop++) {
                for (int i = 1 + random.nextInt(20); i > 0; i--) {
                    history.goOn();
                }
                log.apply();
                answers.put(log.position(), told(PATHS));
            }
            areGivenAgain(answers, seed);
            assertThat(told(ROBIN + "&on=2026-07-15&knownAt=" + recordedAt(log.position() - 1)))
                    .isEqualTo(told(ROBIN + "&on=2026-07-15&knownAt=" + (log.position() - 1)));
            causesAddUp(log, seed);
        }
    }

    private static Map<String, String> told(List<String> paths) {
        Map<String, String> told = new HashMap<>();
        paths.forEach(path -> told.put(path, told(path)));
        return told;
    }

    private static void areGivenAgain(Map<Long, Map<String, String>> answers, int seed) {
        answers.forEach((at, told) ->
                told.forEach((path, answer) -> {
                    assertThat(told(path + "&knownAt=" + at))
                            .as("seed %d at %d: %s", seed, at, path)
                            .isEqualTo(answer);
                }));
    }

    /** Where a rebuild puts other tables in place, nobody is there who is not in these. */
    @Test
    void whoIsNotInTheTablesAnyMoreIsNotListed() {
        FedByHand log = new FedByHand(service);
        new RandomHistory(log, 1).begin();
        log.apply();
        assertThat(told("/api/v1/reps")).contains("robin", "sam");
        FedByHand other = new FedByHand(service);
        new RandomHistory(other, 1).hire("robin");
        other.apply();
        assertThat(told("/api/v1/reps")).contains("robin").doesNotContain("sam");
    }

    /** What was answered before is kept, and must not outlive what changes it. */
    @Test
    void whatIsAskedAfterEveryEventIsNeverOlderThanTheEvent() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            FedByHand log = new FedByHand(service);
            RandomHistory history = new RandomHistory(log, 100 + seed);
            history.begin();
            Map<Long, Map<String, String>> answers = new TreeMap<>();
            for (int i = 0; i < EVENTS; i++) {
                history.goOn();
                log.apply();
                answers.put(log.position(), told(KEPT));
            }
            // So nothing that is kept holds for any of these positions.
            history.end();
            log.apply();
            areGivenAgain(answers, seed);
        }
    }

    /** Of two who won from the same account, it is new to whoever was first. */
    @Test
    void whatAColleagueDidCountsAtOnceWhereAClauseLooksAtIt() {
        FedByHand log = new FedByHand(service);
        new RandomHistory(log, 1).begin();
        won(log, "d0", "robin", "bolt", "2026-02-02");
        won(log, "d1", "robin", "acme", "2026-03-02");
        log.apply();
        assertThat(newCustomers()).isEqualTo("2");
        won(log, "d2", "sam", "acme", "2026-02-02");
        log.apply();
        assertThat(newCustomers()).isEqualTo("1");
    }

    /** A source that tells about a colleague has not fallen silent. */
    @Test
    void whatASourceTellsAboutAColleagueCountsAtOnce() {
        FedByHand log = new FedByHand(service);
        new RandomHistory(log, 1).begin();
        for (LocalDate day = LocalDate.of(2026, 4, 1);
                day.getMonthValue() < 7;
                day = day.plusDays(1)) {
            won(log, "d" + day, "robin", "acme", day.toString());
        }
        log.apply();
        assertThat(revenue().required("feedSilent").booleanValue()).isTrue();
        won(log, "d2", "sam", "bolt", "2026-07-15");
        log.apply();
        assertThat(revenue().required("feedSilent").booleanValue()).isFalse();
    }

    /** Facts that are in memory are read on from where they end, unless something came late. */
    @Test
    void whatComesLateOrGoesCountsAtOnce() {
        FedByHand log = new FedByHand(service);
        new RandomHistory(log, 1).begin();
        won(log, "d1", "robin", "acme", "2026-04-01");
        log.apply();
        assertThat(revenue().required("delivered").stringValue()).isEqualTo("10.00");
        long left = log.leaveOut();
        won(log, "d3", "robin", "acme", "2026-04-01");
        log.apply();
        assertThat(revenue().required("delivered").stringValue()).isEqualTo("20.00");
        won(log, left, "d2", "robin", "acme", "2026-04-01");
        log.apply();
        assertThat(revenue().required("delivered").stringValue()).isEqualTo("30.00");
        log.record(
                Streams.deal("/crm", "d1"),
                new DealRetracted(
                        new CrmVersion("/crm", "d1", "v2", FedByHand.START.plusSeconds(1))));
        log.apply();
        assertThat(revenue().required("delivered").stringValue()).isEqualTo("20.00");
    }

    private static void won(FedByHand log, String deal, String rep, String account, String day) {
        won(log, log.leaveOut(), deal, rep, account, day);
    }

    private static void won(
            FedByHand log, long position, String deal, String rep, String account, String day) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.ACCOUNT, account);
        told.put(FactField.OCCURRED_AT, day);
        told.put(FactField.METHOD, "referral");
        told.put(FactField.AMOUNT, BigDecimal.TEN);
        told.put(FactField.CURRENCY, "EUR");
        log.record(
                position,
                Streams.deal("/crm", deal),
                new DealWon(
                        new CrmVersion("/crm", deal, "v1", FedByHand.START),
                        FactField.report(LocalDate.parse(day), told, null)));
    }

    private static String newCustomers() {
        return figures("e/firsts").required("delivered").stringValue();
    }

    private static JsonNode revenue() {
        return figures("e/revenue");
    }

    private static JsonNode figures(String clause) {
        return Objects.requireNonNull(clauses(PATHS.getFirst()).get(clause));
    }

    private static String recordedAt(long position) {
        return FedByHand.START.plusSeconds(position).plusMillis(500).toString();
    }

    /** Of any two moments, in either order. */
    private static void causesAddUp(FedByHand log, int seed) {
        Random random = new Random(seed);
        for (int pair = 0; pair < PAIRS; pair++) {
            long then = 5 + random.nextInt((int) log.position() - 4);
            long now = pair == 0 ? then : 5 + random.nextInt((int) log.position() - 4);
            String on = "&on=2026-0" + (2 + random.nextInt(6)) + "-15";
            String as = "seed " + seed + ", " + then + " and " + now + on;
            Answer answer =
                    ask("/api/v1/reps/robin/timeline/compare?knownAt=" + then + "&and=" + now + on);
            assertThat(answer.status()).as(as + answer.text()).isEqualTo(200);
            Map<String, JsonNode> clausesThen = clauses(ROBIN + on + "&knownAt=" + then);
            Map<String, JsonNode> clausesNow = clauses(ROBIN + on + "&knownAt=" + now);
            List<String> compared = new ArrayList<>();
            for (JsonNode clause : answer.json().required("clauses")) {
                String id = id(clause);
                compared.add(id);
                isAsTold(as + id, clause.required("then"), clausesThen.get(id));
                isAsTold(as + id, clause.required("now"), clausesNow.get(id));
                for (String figure : List.of("delivered", "expected")) {
                    addsUp(as + " " + id + " " + figure, clause, figure, then, now);
                }
            }
            clausesNow.putAll(clausesThen);
            assertThat(compared).as(as).containsExactlyInAnyOrderElementsOf(clausesNow.keySet());
        }
    }

    private static Map<String, JsonNode> clauses(String timeline) {
        Map<String, JsonNode> clauses = new HashMap<>();
        ask(timeline).json().required("clauses").forEach(c -> clauses.put(id(c), c));
        return clauses;
    }

    private static String id(JsonNode clause) {
        return clause.required("expectation").stringValue()
                + "/"
                + clause.required("id").stringValue();
    }

    private static void isAsTold(String as, JsonNode figures, @Nullable JsonNode clause) {
        if (clause == null) {
            assertThat(figures.isNull()).as(as).isTrue();
            return;
        }
        figures.properties()
                .forEach(field ->
                        assertThat(field.getValue())
                                .as(as + " " + field.getKey())
                                .isEqualTo(clause.required(field.getKey())));
        assertThat(figures.isObject()).as(as).isTrue();
    }

    private static void addsUp(String as, JsonNode clause, String figure, long then, long now) {
        JsonNode difference = clause.required(figure);
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode cause : difference.required("causes")) {
            BigDecimal part = new BigDecimal(cause.required("difference").stringValue());
            sum = sum.add(part);
            assertThat(cause.required("events")).as(as + cause).isNotEmpty();
            long before = Math.min(then, now);
            for (JsonNode event : cause.required("events")) {
                assertThat(event.required("position").longValue())
                        .as(as + cause)
                        .isGreaterThan(before)
                        .isLessThanOrEqualTo(Math.max(then, now));
                before = event.required("position").longValue();
            }
        }
        BigDecimal stated = new BigDecimal(difference.required("difference").stringValue());
        assertThat(sum).as(as + difference).isEqualByComparingTo(stated);
        assertThat(stated)
                .as(as + difference)
                .isEqualByComparingTo(
                        number(difference.required("now"))
                                .subtract(number(difference.required("then"))));
        if (then == now) {
            assertThat(difference.required("causes")).as(as).isEmpty();
        }
    }

    private static BigDecimal number(JsonNode figure) {
        return figure.isNull() ? BigDecimal.ZERO : new BigDecimal(figure.stringValue());
    }
}
