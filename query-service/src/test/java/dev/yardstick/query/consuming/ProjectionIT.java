package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Clause;
import dev.yardstick.events.Clause.Direction;
import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.Clause.Target;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Report;
import dev.yardstick.events.Streams;
import dev.yardstick.events.TokenEvent.AccessTokenIssued;
import dev.yardstick.events.TokenEvent.AccessTokenRevoked;
import dev.yardstick.events.Topic;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.RunningQueryService;
import dev.yardstick.query.RunningQueryService.Answer;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.known.Projection;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Leads;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The projection as the consumer drives it, fed by hand. */
class ProjectionIT {

    private static final String TOPIC = "yardstick.events";
    private static final int PARTITIONS = 2;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Personal NAME = new Personal.Sealed("robin", "AAAA");
    private static final String TIMELINE =
            "/api/v1/reps/robin/timeline?from=2026-01-01&to=2026-12-31&on=2026-12-31&grain=month";

    private static final String FORGET =
            "truncate consumed, moment, chronicle, record_event, origin, record_rep, fact, parked,"
                    + " heard";
    private static final List<String> TABLES =
            List.of(
                    "select c::text from chronicle c order by position",
                    "select (position, revision, stream, type, data, actor, source, causation,"
                            + " correlation)::text from record_event join origin on id = origin"
                            + " order by position",
                    "select r::text from record_rep r order by rep, position",
                    "select m::text from moment m order by position",
                    "select h::text from heard h order by date",
                    "select f::text from fact f order by record, rep, kind, known_from");

    private static RunningQueryService service;

    private final EventCodec codec = new EventCodec();
    private final Map<Integer, Long> nextOffset = new HashMap<>();
    private long position;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningQueryService();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @BeforeEach
    void forget() {
        service.jdbc().sql(FORGET).update();
    }

    private LogLine line(String stream, Event event) {
        position++;
        EventTypes.EventType type = EventTypes.of(event);
        return new LogLine(
                position,
                START.plusSeconds(position),
                stream,
                position, // after any
                type.name(),
                type.revision(),
                new UUID(0, position),
                codec.write(event),
                new Metadata("a", "s", "c", "x"));
    }

    private static int partition(String stream) {
        return Math.floorMod(stream.hashCode(), PARTITIONS);
    }

    private ConsumerRecord<String, byte[]> record(LogLine line) {
        return record(partition(line.stream()), line.stream(), line.toJson());
    }

    private ConsumerRecord<String, byte[]> record(
            int partition, @Nullable String key, byte[] value) {
        long offset = nextOffset.merge(partition, 1L, Long::sum);
        return new ConsumerRecord<>(TOPIC, partition, offset, key, value);
    }

    /** Applies records and then the watermark on every partition, as the shipper writes them. */
    private void ship(List<ConsumerRecord<String, byte[]>> records) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(records);
        byte[] watermark = ("{\"watermark\":" + position + "}").getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all.add(record(partition, null, watermark));
        }
        writer().apply(all, applied -> {});
    }

    private static ReadModelWriter writer() {
        return writer(List.of(0, 1));
    }

    private static ReadModelWriter writer(List<Integer> partitions) {
        ReadModelWriter model =
                new ReadModelWriter(
                        TOPIC,
                        service.bean(TransactionTemplate.class),
                        service.bean(Projection.class),
                        service.bean(Offsets.class),
                        service.bean(Parked.class),
                        record -> true);
        model.open("id", PARTITIONS);
        model.claim(partitions);
        return model;
    }

    private LogLine hired() {
        return line(
                Streams.rep("robin"),
                new RepHired("robin", DAY, NAME, null, "North", "kim", DAY, "UTC", null));
    }

    private static Clause revenue(String target) {
        return new Clause(
                "revenue",
                Topic.QUOTA,
                null,
                null,
                new Measure.Sum(FactKind.DEAL_WON, Measure.Quantity.AMOUNT, Map.of()),
                new Target(Direction.AT_LEAST, new BigDecimal(target)),
                Pace.EVEN,
                BigDecimal.ONE,
                OwedBy.REP);
    }

    private LogLine expected() {
        return line(
                Streams.expectation("e"),
                new ExpectationSet(
                        "e",
                        "robin",
                        NAME,
                        DAY,
                        LocalDate.of(2026, 12, 31),
                        "EUR",
                        List.of(revenue("365"))));
    }

    private static CrmVersion version(int deal, int time) {
        return new CrmVersion("/crm", "d" + deal, "v" + time, START.plusSeconds(time));
    }

    private LogLine won(int deal, int time, String amount) {
        return won(deal, time, amount, "referral");
    }

    private LogLine won(int deal, int time, String amount, String method) {
        Report report =
                FactField.report(
                        DAY.plusDays(deal % 300),
                        Map.of(
                                FactField.REP, "robin",
                                FactField.ACCOUNT, "acme",
                                FactField.OCCURRED_AT, "2026-01-01",
                                FactField.METHOD, method,
                                FactField.WITH, List.of("technical-team", "max"),
                                FactField.AMOUNT, new BigDecimal(amount),
                                FactField.CURRENCY, "EUR"),
                        null);
        return line(Streams.deal("/crm", "d" + deal), new DealWon(version(deal, time), report));
    }

    private String delivered(String more) {
        Answer answer = service.get("auditor", TIMELINE + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().required("clauses").get(0).required("delivered").stringValue();
    }

    @Test
    void aTimelineHoldsWhatWasShippedAndSaysAtWhichPosition() {
        ship(List.of(record(hired()), record(expected()), record(won(1, 1, "12.3456"))));
        Answer answer = service.get("auditor", TIMELINE);

        assertThat(answer.json().required("knownAt").required("position").longValue()).isEqualTo(3);
        assertThat(answer.json().required("knownAt").required("instant").stringValue())
                .isEqualTo(START.plusSeconds(3).toString());
        assertThat(answer.json().required("rep").required("name").stringValue())
                .as("the id, since no key is to be had")
                .isEqualTo("robin");
        assertThat(delivered("")).isEqualTo("12.3456");
    }

    @Test
    void recordsThatAreShippedAgainChangeNothing() {
        LogLine hired = hired();
        LogLine expected = expected();
        LogLine first = won(1, 1, "1");
        LogLine second = won(1, 2, "2");
        ship(List.of(record(hired), record(expected), record(first), record(second)));
        String before = service.get("auditor", TIMELINE).text();
        ship(List.of(record(hired), record(expected), record(first), record(second)));
        ship(List.of(record(second)));

        assertThat(service.get("auditor", TIMELINE).text()).isEqualTo(before);
        assertThat(service.jdbc().sql("select count(*) from fact").query(Long.class).single())
                .isEqualTo(2);
    }

    @Test
    void anyAnswerGivenEarlierIsGivenAgainByKnownAt() {
        Random random = new Random(11);
        ship(List.of(record(hired()), record(expected())));
        Map<Long, String> answers = new TreeMap<>();
        for (int round = 0; round < 25; round++) {
            List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                int deal = random.nextInt(6);
                int time = random.nextInt(1_000);
                batch.add(
                        record(
                                random.nextInt(5) == 0
                                        ? line(
                                                Streams.deal("/crm", "d" + deal),
                                                new DealRetracted(version(deal, time)))
                                        : won(deal, time, String.valueOf(random.nextInt(100)))));
            }
            ship(batch);
            answers.put(position, service.get("auditor", TIMELINE).text());
        }
        ship(
                List.of(
                        record(
                                line(
                                        Streams.expectation("e"),
                                        new ExpectationRevised(
                                                "e",
                                                "robin",
                                                2,
                                                DAY.plusDays(9),
                                                NAME,
                                                false,
                                                List.of(revenue("999")),
                                                null)))));
        answers.forEach((at, answer) -> {
            assertThat(service.get("auditor", TIMELINE + "&knownAt=" + at).text())
                    .isEqualTo(answer);
            assertThat(
                            service.get(
                                            "auditor",
                                            TIMELINE
                                                    + "&knownAt="
                                                    + START.plusSeconds(at).plusMillis(500))
                                    .text())
                    .isEqualTo(answer);
        });
        assertThat(answers.values()).doesNotHaveDuplicates();
    }

    @Test
    void aFeedWasHeardOnADayAlsoWhenWhatItToldOfItNeverCounted() {
        ship(List.of(record(hired()), record(won(2, 9, "7"))));
        ship(List.of(record(line(Streams.deal("/crm", "d1"), new DealRetracted(version(1, 9))))));
        ship(List.of(record(won(1, 1, "5")), record(won(2, 1, "6"))));

        assertThat(
                        service.jdbc()
                                .sql("select date '1970-01-01' + date from heard order by date")
                                .query(LocalDate.class)
                                .list())
                .containsExactly(DAY.plusDays(1), DAY.plusDays(2));
        assertThat(
                        service.get("auditor", "/api/v1/feeds?on=2026-01-02")
                                .json()
                                .required("items")
                                .required(0)
                                .required("lastEventOn")
                                .stringValue())
                .isEqualTo("2026-01-02");
    }

    @Test
    void aRecordThatTheDatabaseRefusesIsParkedAndNothingElseWaits() {
        ship(List.of(record(hired()), record(expected())));
        LogLine odd =
                line(
                        Streams.rep("od\u0000d"),
                        new RepHired("od\u0000d", DAY, NAME, null, "N", "kim", DAY, "UTC", null));
        ship(
                List.of(
                        record(odd),
                        new ConsumerRecord<>(
                                TOPIC, 0, nextOffset.merge(0, 1L, Long::sum), null, null),
                        record(won(8, 1, "70"))));
        ship(List.of(record(won(9, 1, "3"))));

        assertThat(delivered("")).isEqualTo("73.00");
        assertThat(service.get("operator", "/api/v1/parked").json().required("items"))
                .extracting(i -> i.required("reason").stringValue())
                .hasSize(2)
                .anyMatch(reason -> reason.contains("the database cannot hold it"))
                .anyMatch(reason -> reason.contains("neither an event nor a watermark"));
    }

    @Test
    void aRecordThatCannotBeReadIsParkedWithThoseBehindItAndNothingElseWaits() {
        ship(List.of(record(hired()), record(expected())));
        String stream = Streams.deal("/crm", "d7");
        LogLine broken = won(7, 1, "5");
        LogLine unknown =
                new LogLine(
                        broken.position(),
                        broken.recordedAt(),
                        stream,
                        0,
                        "deal-cloned",
                        1,
                        broken.id(),
                        broken.data(),
                        broken.metadata());
        ship(List.of(record(unknown), record(won(7, 2, "6")), record(won(8, 1, "70"))));
        ship(
                List.of(
                        record(partition("x"), "x", "garbage".getBytes(StandardCharsets.UTF_8)),
                        record(won(9, 1, "3"))));

        assertThat(delivered("")).isEqualTo("73.00");
        assertThat(service.get("operator", "/api/v1/parked").json().required("items"))
                .extracting(i -> i.required("stream").stringValue())
                .containsExactlyInAnyOrder(stream, stream, "x");
    }

    @Test
    void whatWasParkedIsAppliedInTheOrderOfItsStreamAsIfInItsPlace() {
        LogLine hired = hired();
        LogLine expected = expected();
        ship(List.of(record(hired), record(expected)));
        LogLine first = won(7, 1, "5");
        LogLine second = won(7, 2, "6");
        LogLine other = won(8, 1, "70");
        LogLine unreadable =
                new LogLine(
                        first.position(),
                        first.recordedAt(),
                        first.stream(),
                        0,
                        "deal-cloned",
                        1,
                        first.id(),
                        first.data(),
                        first.metadata());
        ship(List.of(record(unreadable), record(second), record(other)));
        assertThat(delivered("")).isEqualTo("70.00");

        JsonNode parked = items("/api/v1/parked");
        assertThat(parked).hasSize(2);
        String path = pathOf(parked.required(0));
        assertThat(service.get("operator", path).json().required("body").stringValue())
                .contains("deal-cloned");
        assertThat(service.call("auditor", "POST", path + "/retry", "").status()).isEqualTo(403);
        JsonNode still = service.call("operator", "POST", path + "/retry", "").json();
        assertThat(still.required("applied").intValue()).isZero();
        assertThat(still.required("parked").intValue()).isEqualTo(2);
        assertThat(still.required("reason").stringValue()).contains("deal-cloned");

        // As if a version that can read it had come.
        service.jdbc()
                .sql("update parked set body = ? where \"offset\" = ?")
                .params(first.toJson(), parked.required(0).required("offset").longValue())
                .update();
        JsonNode applied =
                service.call("operator", "POST", pathOf(parked.required(1)) + "/retry", "").json();
        assertThat(applied.required("applied").intValue()).isEqualTo(2);
        assertThat(items("/api/v1/parked")).isEmpty();
        assertThat(service.get("operator", path).status()).isEqualTo(404);
        List<String> late = tables();
        assertThat(delivered("")).isEqualTo("76.00");
        assertThat(delivered("&knownAt=" + first.position())).isEqualTo("5.00");
        ship(List.of(record(won(7, 3, "9"))));
        assertThat(delivered("")).as("the stream goes on").isEqualTo("79.00");

        service.jdbc().sql(FORGET).update();
        ship(List.of(record(hired), record(expected)));
        ship(List.of(record(first), record(second), record(other)));
        assertThat(late).as("as if applied in its place").isEqualTo(tables());
    }

    @Test
    void whatIsDismissedStaysUnappliedAndSaysWhoWhenAndWhy() {
        ship(List.of(record(hired()), record(expected())));
        ship(
                List.of(
                        record(partition("x"), "x", "garbage".getBytes(StandardCharsets.UTF_8)),
                        record(partition("x"), "x", "more".getBytes(StandardCharsets.UTF_8))));
        String path = pathOf(items("/api/v1/parked").required(0));
        for (String wrong : List.of("", "{}", "[]", "{\"reason\":\" \"}", "{\"reason\":7}")) {
            assertThat(service.call("operator", "POST", path + "/dismiss", wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(
                        service.call(
                                        "operator",
                                        "POST",
                                        path + "/dismiss",
                                        "{\"reason\":\"A test\"}")
                                .status())
                .isEqualTo(200);
        assertThat(items("/api/v1/parked")).isEmpty();
        JsonNode dismissed = items("/api/v1/parked?dismissed=true");
        assertThat(dismissed)
                .hasSize(2)
                .allSatisfy(entry -> {
                    assertThat(entry.required("dismissedBy").stringValue()).isEqualTo("operator");
                    assertThat(entry.required("dismissedFor").stringValue()).isEqualTo("A test");
                    assertThat(entry.required("dismissedAt").stringValue()).isNotEmpty();
                });
        ship(List.of(record(partition("x"), "x", "new".getBytes(StandardCharsets.UTF_8))));
        assertThat(items("/api/v1/parked")).as("what comes later is news").hasSize(1);
    }

    private JsonNode items(String path) {
        return service.get("operator", path).json().required("items");
    }

    private static String pathOf(JsonNode entry) {
        return "/api/v1/parked/%s/%d/%d"
                .formatted(
                        entry.required("topic").stringValue(),
                        entry.required("partition").intValue(),
                        entry.required("offset").longValue());
    }

    /** What the tables hold; words by what they stand for. */
    private List<String> tables() {
        List<String> rows = new ArrayList<>();
        for (String sql : TABLES) {
            rows.addAll(service.jdbc().sql(sql).query(String.class).list());
        }
        return rows;
    }

    /** Words, days, reps and instants are told by both, in any order. */
    @Test
    void twoWritersOfPartitionsOfTheirOwnAmountToOne() throws Exception {
        Random random = new Random(5);
        List<LogLine> lines = new ArrayList<>(List.of(hired(), expected()));
        String words = "said-" + System.nanoTime() + "-";
        for (int i = 0; i < 4_000; i++) {
            lines.add(won(random.nextInt(900), i, "5", words + random.nextInt(500)));
        }
        List<List<ConsumerRecord<String, byte[]>>> partitions =
                List.of(shared(lines, 0), shared(lines, 1));
        List<ReadModelWriter> writers = List.of(writer(List.of(0)), writer(List.of(1)));
        List<Callable<Integer>> writing = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            ReadModelWriter writer = writers.get(i);
            List<ConsumerRecord<String, byte[]>> own = partitions.get(i);
            writing.add(() -> {
                int applied = 0;
                for (int from = 0; from < own.size(); from += 100) {
                    int to = Math.min(from + 100, own.size());
                    applied += writer.apply(own.subList(from, to), event -> {});
                }
                return applied;
            });
        }
        int applied = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(PARTITIONS)) {
            for (Future<Integer> one : threads.invokeAll(writing)) {
                applied += one.get();
            }
        }
        List<String> byTwo = tables();
        assertThat(applied).isEqualTo(lines.size());
        assertThat(writer().nextOffset(0)).isEqualTo(partitions.get(0).size());
        assertThat(writer().nextOffset(1)).isEqualTo(partitions.get(1).size());

        forget();
        writer().apply(
                        Stream.concat(partitions.get(0).stream(), partitions.get(1).stream())
                                .toList(),
                        event -> {});
        assertThat(tables()).isEqualTo(byTwo);
    }

    private List<ConsumerRecord<String, byte[]>> shared(List<LogLine> lines, int partition) {
        List<LogLine> own =
                lines.stream().filter(line -> partition(line.stream()) == partition).toList();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (LogLine line : own) {
            records.add(
                    new ConsumerRecord<>(
                            TOPIC, partition, records.size(), line.stream(), line.toJson()));
        }
        return records;
    }

    @Test
    void aCallerMayWaitForAPositionButNotForever() {
        ship(List.of(record(hired()), record(expected())));
        assertThat(service.get("auditor", TIMELINE + "&after=2").status()).isEqualTo(200);
        Answer late = service.get("auditor", TIMELINE + "&after=3");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.header("Retry-After")).isNotEmpty();
        for (String call : List.of("reps", "reps/robin", "expectations/e", "accounts", "teams")) {
            String path = "/api/v1/" + call + "?after=";
            assertThat(service.get("auditor", path + 2).status()).as(call).isEqualTo(200);
            assertThat(service.get("auditor", path + "x").status()).as(call).isEqualTo(422);
        }
    }

    @Test
    void wrongParametersAreNamedWithWhatWouldBeRight() {
        ship(List.of(record(hired())));
        for (String wrong :
                List.of(
                        "from=soon",
                        "to=2025-12-31",
                        "on=2027-01-01",
                        "grain=year",
                        "knownAt=99",
                        "knownAt=then",
                        "after=x",
                        "after=-5")) {
            String path =
                    "/api/v1/reps/robin/timeline?"
                            + (wrong.startsWith("from") ? "" : "from=2026-01-01&")
                            + (wrong.startsWith("to") ? "" : "to=2026-12-31&")
                            + wrong;
            Answer answer = service.get("auditor", path);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().required("errors").get(0).required("path").stringValue())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
        assertThat(service.get("auditor", "/api/v1/reps/nobody/timeline").status()).isEqualTo(404);
        for (String list : List.of("reps", "accounts")) {
            for (String wrong : List.of("limit=many", "limit=0", "cursor=%00")) {
                assertThat(service.get("auditor", "/api/v1/" + list + "?" + wrong).status())
                        .as(list + " " + wrong)
                        .isEqualTo(422);
            }
        }
        for (String unreadable : List.of("reps/a%25b", "reps?team=%FF")) {
            Answer odd = service.get("auditor", "/api/v1/" + unreadable);
            assertThat(odd.status()).as(unreadable).isEqualTo(400);
            assertThat(odd.json().required("errors").isArray()).as(unreadable).isTrue();
        }
    }

    @Test
    void everyTopicHasItsQuestionInEnglishAndDutch() {
        String path = "/api/v1/questions";
        var english = service.get("rep:robin", path).json().required("items");
        var dutch = service.get("rep:robin", path + "?language=nl").json().required("items");
        assertThat(english).hasSameSizeAs(Topic.values()).hasSameSizeAs(dutch);
        for (int i = 0; i < english.size(); i++) {
            String question = english.get(i).required("question").stringValue();
            assertThat(question).endsWith("?");
            assertThat(dutch.get(i).required("question").stringValue())
                    .isNotEqualTo(question)
                    .endsWith("?");
        }
        assertThat(service.get("rep:robin", path + "?language=xx").status()).isEqualTo(422);
    }

    @Test
    void everybodyReadsWhatIsTheirsAndNothingElse() {
        ship(List.of(record(hired()), record(expected())));
        for (String reader : List.of("admin", "auditor", "manager", "manager:kim", "rep:robin")) {
            assertThat(service.get(reader, TIMELINE).status()).as(reader).isEqualTo(200);
        }
        for (String other :
                List.of("crm", "operator", "service", "manager:lee", "rep:sam", "rep", "boss")) {
            assertThat(service.get(other, TIMELINE).status()).as(other).isEqualTo(403);
        }
        assertThat(service.get("", TIMELINE).status()).isEqualTo(401);
        assertThat(service.get("manager:lee", "/api/v1/reps").json().required("items")).isEmpty();
        assertThat(service.get("manager:kim", "/api/v1/reps").json().required("items")).hasSize(1);
        assertThat(service.get("manager", "/api/v1/projections").status()).isEqualTo(403);
        assertThat(service.get("admin", "/api/v1/nothing").status()).isEqualTo(403);
        assertThat(service.get("", "/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void aSignInLinkOpensOneSession() {
        ship(List.of(record(hired()), record(expected())));
        String code = service.bean(SignIn.class).issue("admin");
        Answer first = service.get("", "/sign-in?code=" + code);
        assertThat(first.status()).isEqualTo(302);
        String cookie = first.header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        assertThat(
                        service.getWithCookie(cookie.substring(0, cookie.indexOf(';')), TIMELINE)
                                .status())
                .isEqualTo(200);
        assertThat(service.get("", "/sign-in?code=" + code).status()).isEqualTo(401);
    }

    /** As after a process was stopped for longer than Kafka waits for it. */
    @Test
    void whoeverWasOvertakenWritesNothingMore() {
        ReadModelWriter stopped = writer();
        stopped.apply(List.of(record(hired())), applied -> {});
        ReadModelWriter other = writer(List.of(partition(Streams.rep("robin"))));
        List<String> before = tables();
        List<ConsumerRecord<String, byte[]>> next = List.of(record(hired()));

        assertThatThrownBy(() -> stopped.apply(next, applied -> {}))
                .isInstanceOf(Offsets.OvertakenException.class);

        assertThat(tables()).isEqualTo(before);
        assertThat(other.apply(next, applied -> {})).isEqualTo(1);
        assertThatThrownBy(() -> stopped.apply(next, applied -> {}))
                .isInstanceOf(Offsets.OvertakenException.class);
        assertThat(tables()).hasSize(before.size() + 2);
    }

    @Test
    void whoeverTakesAPartitionBeginsWhereTheOneBeforeHasEnded() throws Exception {
        ReadModelWriter writes = writer();
        ConsumerRecord<String, byte[]> record = record(hired());
        CountDownLatch applied = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> writing =
                    threads.submit(() ->
                            service.bean(TransactionTemplate.class)
                                    .executeWithoutResult(status -> {
                                        writes.apply(List.of(record), event -> {});
                                        applied.countDown();
                                        awaitUninterruptibly(ends);
                                    }));
            applied.await();
            Future<ReadModelWriter> taking = threads.submit(() -> writer());
            assertThatThrownBy(() -> taking.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            ends.countDown();
            writing.get();
            assertThat(taking.get().nextOffset(record.partition())).isEqualTo(record.offset() + 1);
        }
    }

    @Test
    void nobodyAppliesAnythingWhileOneHasPause() throws Exception {
        ReadModelWriter writer = writer();
        List<ConsumerRecord<String, byte[]>> records = List.of(record(hired()));
        try (Lead lead =
                service.bean(Leads.class).take(service.bean(DataSource.class), "test").get()) {
            EventConsumer.whilePaused(
                    lead,
                    () ->
                            assertThatThrownBy(() -> writer.apply(records, applied -> {}))
                                    .isInstanceOf(Offsets.PausedException.class));
            assertThat(writer.apply(records, applied -> {})).isEqualTo(1);
        }
    }

    /** As when its process is stopped: it does not hang up, and says nothing. */
    @Test
    void aLeadOfWhichNothingIsHeardIsAnothers() throws Exception {
        DataSource database = service.bean(DataSource.class);
        Leads kept = service.bean(Leads.class);
        try (Lead alive = kept.take(database, "alive").get()) {
            Lead silent = new Leads().take(database, "silent").get();
            assertThat(kept.take(database, "silent")).isEmpty();
            try (Lead taken =
                    await().until(() -> kept.take(database, "silent"), Optional::isPresent).get()) {
                taken.require();
                assertThatThrownBy(silent::require).isInstanceOf(SQLException.class);
            }
            alive.require();
            assertThatThrownBy(silent::close).isInstanceOf(SQLException.class);
        }
    }

    /** Neither sees what the other writes until it is there. */
    @Test
    void whatTwoChangeAtOnceIsNotedByTheOneWhoComesLast() throws Exception {
        writer().apply(List.of(record(hired())), applied -> {});
        LogLine deal = won(1, 1, "5");
        LogLine account =
                line(
                        Streams.account("acme"),
                        new AccountRegistered("acme", DAY, "Acme", null, "sam", false, null, null));
        CountDownLatch applied = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> projected(deal, applied, ends));
            applied.await();
            Future<?> other = threads.submit(() -> projected(account, applied, applied));
            assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            ends.countDown();
            one.get();
            other.get();
        }
        assertThat(changed("rep/robin")).isEqualTo(changed("rep/sam"));
    }

    private static void projected(LogLine line, CountDownLatch applied, CountDownLatch ends) {
        Projection projection = service.bean(Projection.class);
        service.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> {
                    assertThat(projection.apply(List.of(projection.read(line)))).isEmpty();
                    applied.countDown();
                    awaitUninterruptibly(ends);
                });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The transaction that changed something last. */
    private static long changed(String about) {
        return service.jdbc()
                .sql("select change from changed where about = ?")
                .param(about)
                .query(Long.class)
                .single();
    }

    /** Nobody has to be asked: what was read of the log counts. */
    @Test
    void aRevokedTokenIsRefusedWhileEverybodyElseIsAway() {
        String id = UUID.randomUUID().toString();
        String caller = "auditor#" + id;
        Answer entered =
                service.typed("", "/sign-in", "token=" + RunningQueryService.token(caller));
        String session = entered.header("Set-Cookie").replaceAll(";.*", "");
        FedByHand log = new FedByHand(service);
        log.record(
                Streams.token(id),
                new AccessTokenIssued(
                        id, "auditor", null, null, Instant.parse("2027-01-01T00:00:00Z")));
        log.apply();
        assertThat(service.get(caller, "/api/v1/projections").status()).isEqualTo(200);
        assertThat(service.getWithCookie(session, "/operations").status()).isNotEqualTo(302);

        log.record(Streams.token(id), new AccessTokenRevoked(id));
        log.apply();
        assertThat(service.get(caller, "/api/v1/projections").status()).isEqualTo(401);
        assertThat(service.getWithCookie(session, "/operations").status()).isEqualTo(302);
        String other = "auditor#" + UUID.randomUUID();
        assertThat(service.get(other, "/api/v1/projections").status()).isEqualTo(200);
    }
}
