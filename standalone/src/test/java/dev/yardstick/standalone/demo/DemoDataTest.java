package dev.yardstick.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yardstick.events.Topic;
import dev.yardstick.standalone.cli.PretendServer;
import dev.yardstick.standalone.cli.PretendServer.Call;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.RefusedException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoDataTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @Test
    void everyRepExpectationAndAccountIsStatedBeforeWhatHappened() throws Exception {
        try (PretendServer server = PretendServer.start(0)) {
            DemoData.Loaded loaded = load(server, TODAY);
            List<String> paths = server.calls().stream().map(Call::path).toList();
            assertThat(paths).filteredOn(path -> path.matches("/api/v1/reps/[a-z-]+")).hasSize(12);
            assertThat(new HashSet<>(paths))
                    .filteredOn(path -> path.startsWith("/api/v1/accounts/"))
                    .hasSize(41);
            assertThat(new HashSet<>(paths))
                    .filteredOn(path -> path.matches("/api/v1/expectations/[a-z-]+"))
                    .hasSize(10);
            assertThat(paths.getLast()).isEqualTo("/api/v1/crm/events");
            assertThat(loaded.until()).isEqualTo(TODAY);
            assertThat(loaded.events()).isEqualTo(DemoData.events(new DemoYear(TODAY)).size());
            assertThat(loaded.position()).isEqualTo(server.position());
        }
    }

    @Test
    void oneExpectationIsUnspokenOneDisputedOneRaised() throws Exception {
        try (PretendServer server = PretendServer.start(0)) {
            load(server, TODAY);
            assertThat(paths(server, "/communications")).hasSize(10).noneMatch(about("omar"));
            assertThat(paths(server, "/disputes")).singleElement().matches(about("julia"));
            assertThat(paths(server, "/acknowledgements"))
                    .hasSize(9)
                    .noneMatch(about("omar"))
                    .noneMatch(about("julia"));
            Call raise =
                    server.calls().stream()
                            .filter(call -> call.path().endsWith("/revisions"))
                            .findFirst()
                            .orElseThrow();
            assertThat(raise.ifMatch()).isEqualTo("\"1\"");
            assertThat(raise.path()).matches(about("liam"));
        }
    }

    @Test
    void theYearIsToldDayByDay() throws Exception {
        List<Instant> moments = new ArrayList<>();
        try (PretendServer server = PretendServer.start(0)) {
            DemoData.load(server.base(), "admin-token", "crm-token", TODAY, moments::add);
            assertThat(moments).isSorted().hasSizeGreaterThan(260);
            DemoYear year = new DemoYear(TODAY);
            assertThat(moments.getFirst()).isBefore(Instant.parse(year.workday(1) + "T00:00:00Z"));
            List<String> paths = server.calls().stream().map(Call::path).toList();
            int raised = paths.indexOf("/api/v1/expectations/demo-liam-oconnor/revisions");
            assertThat(paths.subList(0, raised))
                    .filteredOn("/api/v1/crm/events"::equals)
                    .hasSizeBetween(100, 200);
        }
    }

    @Test
    void loadingAgainAddsNothing() throws Exception {
        try (PretendServer server = PretendServer.start(0)) {
            load(server, TODAY);
            long position = server.position();
            assertThat(load(server, TODAY).events()).isZero();
            assertThat(server.position()).isEqualTo(position);
        }
    }

    @Test
    void loadingOnALaterDayAddsNothingAndSaysWhenTheDataEnds() throws Exception {
        try (PretendServer server = PretendServer.start(0)) {
            load(server, TODAY);
            long position = server.position();
            DemoData.Loaded loaded = load(server, TODAY.plusDays(40));
            assertThat(loaded.until()).isEqualTo(TODAY);
            assertThat(loaded.events()).isZero();
            assertThat(server.position()).isEqualTo(position);
        }
    }

    @Test
    void aLoadThatWasKilledIsCompletedOnALaterDay() throws Exception {
        try (PretendServer server = PretendServer.start(0);
                PretendServer whole = PretendServer.start(0)) {
            server.failAfter(60);
            assertThatThrownBy(() -> load(server, TODAY))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("500");
            load(server, TODAY.plusDays(2));
            load(whole, TODAY);
            assertThat(server.position()).isEqualTo(whole.position());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23",
                "2026-11-22",
                "2026-11-21",
                "2026-01-01",
                "2028-02-29",
                "2027-03-31"
            })
    void theYearIsTheSameButForItsDates(LocalDate today) {
        List<CloudEvent> expected = DemoData.events(new DemoYear(TODAY));
        List<CloudEvent> events = DemoData.events(new DemoYear(today));
        // The newest rep's first day falls on another weekday, so hers may differ by a few.
        assertThat(undated(events, "priya-raman"))
                .hasSizeBetween(
                        undated(expected, "priya-raman").size() - 30,
                        undated(expected, "priya-raman").size() + 30);
        for (DemoRep rep : DemoRep.values()) {
            if (rep != DemoRep.PRIYA_RAMAN) {
                assertThat(amounts(events, rep)).isEqualTo(amounts(expected, rep));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23", "2026-11-22", "2026-01-01", "2028-02-29", "2027-06-15"})
    void theTimelinesTellTheStories(LocalDate today) {
        Delivered delivered = new Delivered(new DemoYear(today));
        assertThat(delivered.attainments(DemoRep.INES_MOREAU))
                .hasSize(3)
                .allSatisfy((clause, attained) -> assertThat(attained).isBetween(1.0, 1.35));
        Map<String, Double> tom = delivered.attainments(DemoRep.TOM_BECKER);
        assertThat(tom).allSatisfy((clause, attained) -> assertThat(attained).isLessThan(1.0));
        Map<String, Double> sara = delivered.attainments(DemoRep.SARA_LINDQVIST);
        assertThat(sara.remove("revenue")).isGreaterThan(1.22);
        assertThat(sara).allSatisfy((clause, attained) -> assertThat(attained).isLessThan(0.6));
        assertThat(delivered.attainments(DemoRep.JULIA_NOVAK).get("calls")).isLessThan(0.8);
        assertThat(delivered.attainments(DemoRep.LIAM_O_CONNOR))
                .allSatisfy((clause, attained) -> assertThat(attained).isGreaterThan(1.15));
        assertThat(delivered.attainments(DemoRep.PRIYA_RAMAN).get("revenue"))
                .isCloseTo(0.9, within(0.25));
    }

    @Test
    void nothingHappensInTheFutureOrBeforeTheRepWasHired() {
        DemoYear year = new DemoYear(TODAY);
        for (CloudEvent event : DemoData.events(year)) {
            if (event.data().isEmpty()) {
                continue;
            }
            LocalDate day =
                    LocalDate.parse(
                            String.valueOf(event.data().get("occurredAt")).substring(0, 10));
            assertThat(day).isBetween(year.workday(0), TODAY);
            if ("priya-raman".equals(event.data().get("rep"))) {
                assertThat(day).isAfterOrEqualTo(year.joinedOn());
            }
        }
    }

    @Test
    void anEventsIdIsItsOwnAndARecordsNewerVersionIsNewer() {
        Set<String> ids = new HashSet<>();
        Map<String, OffsetDateTime> latest = new HashMap<>();
        for (CloudEvent event : DemoData.events(new DemoYear(TODAY))) {
            assertThat(ids.add(event.id())).as(event.id()).isTrue();
            OffsetDateTime time = OffsetDateTime.parse(event.time());
            OffsetDateTime before = latest.put(event.subject(), time);
            assertThat(before == null || before.isBefore(time)).as(event.id()).isTrue();
        }
    }

    @Test
    void aYearHoldsSharedDealsCorrectionsAndRetractions() {
        List<CloudEvent> events = DemoData.events(new DemoYear(TODAY));
        assertThat(events).hasSizeBetween(8_000, 13_000);
        assertThat(events).filteredOn(e -> e.data().containsKey("credits")).hasSizeGreaterThan(8);
        assertThat(count(events, "crm.activity.retracted")).isGreaterThan(10);
        assertThat(count(events, "crm.deal.retracted")).isEqualTo(2);
        assertThat(events)
                .filteredOn(e -> e.type().equals("crm.deal.won"))
                .filteredOn(e -> !e.time().startsWith(String.valueOf(e.data().get("occurredAt"))))
                .hasSizeGreaterThan(15);
        assertThat(count(events, "crm.deal.amended")).isGreaterThan(5);
        assertThat(events)
                .filteredOn(e -> e.type().equals("crm.call.logged") && e.id().endsWith("-2"))
                .hasSizeGreaterThan(30);
    }

    @Test
    void everyTopicOfTheEssayAppearsOverTheTeam() {
        DemoExpectations expectations = new DemoExpectations(new DemoYear(TODAY));
        Set<String> topics = new HashSet<>();
        for (DemoRep rep : DemoRep.values()) {
            for (JsonNode clause : JSON.valueToTree(expectations.version1(rep)).path("clauses")) {
                topics.add(clause.path("topic").asString());
            }
        }
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::code).toList());
    }

    @Test
    void aLeaveInSpringIsReportedAndNothingHappensInIt() throws Exception {
        DemoYear year = new DemoYear(TODAY);
        for (CloudEvent event : DemoData.events(year)) {
            if ("mikkel-holm".equals(event.data().get("rep"))
                    && !event.type().startsWith("crm.deal")) {
                LocalDate day =
                        LocalDate.parse(
                                String.valueOf(event.data().get("occurredAt")).substring(0, 10));
                assertThat(
                                day.isBefore(year.leave().getFirst())
                                        || day.isAfter(year.leave().getLast()))
                        .as(event.subject() + " on " + day)
                        .isTrue();
            }
        }
        try (PretendServer server = PretendServer.start(0)) {
            load(server, TODAY);
            assertThat(paths(server, "/absences"))
                    .containsExactly("/api/v1/reps/mikkel-holm/absences");
        }
    }

    @Test
    void aFeedOfItsOwnHasFallenSilent() {
        DemoYear year = new DemoYear(TODAY);
        List<String> days =
                DemoData.events(year).stream()
                        .filter(event -> event.source().equals(DemoData.SILENT_SOURCE))
                        .map(event -> String.valueOf(event.data().get("occurredAt")))
                        .toList();
        assertThat(days).hasSizeGreaterThan(20);
        assertThat(days.getLast()).isLessThan(TODAY.minusDays(40).toString());
    }

    @Test
    void everyRepHasAStory() {
        assertThat(DemoRep.values())
                .allSatisfy(rep -> assertThat(rep.member().story()).endsWith("."));
        assertThat(DemoRep.LIAM_O_CONNOR.id()).isEqualTo("liam-oconnor");
        assertThat(DemoRep.JULIA_NOVAK.id()).isEqualTo("julia-novak");
    }

    /** What the year comes to, in plain loops: each record's last word, credit where it is due. */
    private static final class Delivered {
        private final DemoYear year;
        private final Map<String, CloudEvent> facts = new LinkedHashMap<>();

        Delivered(DemoYear year) {
            this.year = year;
            for (CloudEvent event : DemoData.events(year)) {
                switch (event.type()) {
                    case "crm.activity.retracted", "crm.deal.retracted" ->
                            facts.remove(event.subject());
                    case "crm.call.logged", "crm.meeting.held", "crm.deal.won" ->
                            facts.put(event.subject(), event);
                    default -> {}
                }
            }
        }

        Map<String, Double> attainments(DemoRep rep) {
            Map<String, Double> attainments = new HashMap<>();
            JsonNode expectation = JSON.valueToTree(new DemoExpectations(year).version1(rep));
            LocalDate from = LocalDate.parse(expectation.path("from").asString());
            LocalDate to = LocalDate.parse(expectation.path("to").asString());
            double elapsed =
                    (double) (year.today().toEpochDay() - from.toEpochDay() + 1)
                            / (to.toEpochDay() - from.toEpochDay() + 1);
            for (JsonNode clause : expectation.path("clauses")) {
                if (!isPlain(clause.path("measure"))) {
                    continue;
                }
                BigDecimal sum = BigDecimal.ZERO;
                for (CloudEvent fact : facts.values()) {
                    JsonNode data = JSON.valueToTree(fact.data());
                    String day = data.path("occurredAt").asString().substring(0, 10);
                    if (day.compareTo(from.toString()) >= 0) {
                        sum = sum.add(counted(clause.path("measure"), fact, data, rep));
                    }
                }
                double target = clause.path("target").path("atLeast").asDouble(0);
                if (target == 0) {
                    target = Double.parseDouble(clause.path("target").path("atLeast").asString());
                }
                attainments.put(
                        clause.path("id").asString(),
                        sum.divide(BigDecimal.valueOf(target * elapsed), MathContext.DECIMAL64)
                                .doubleValue());
            }
            return attainments;
        }

        /** Counts and amounts of calls, meetings and wins; the product's tests do the others. */
        private static boolean isPlain(JsonNode measure) {
            return List.of("count", "sum").contains(measure.path("kind").asString())
                    && List.of("call", "meeting", "deal-won")
                            .contains(measure.path("of").asString())
                    && !measure.path("where").has("shared");
        }

        private static BigDecimal counted(
                JsonNode measure, CloudEvent fact, JsonNode data, DemoRep rep) {
            String type =
                    Map.of("call", "crm.call.logged", "meeting", "crm.meeting.held")
                            .getOrDefault(measure.path("of").asString(), "crm.deal.won");
            if (!fact.type().equals(type)) {
                return BigDecimal.ZERO;
            }
            for (Map.Entry<String, JsonNode> filter : measure.path("where").properties()) {
                List<String> allowed = new ArrayList<>();
                if (filter.getValue().isArray()) {
                    filter.getValue().forEach(value -> allowed.add(value.asString()));
                } else {
                    allowed.add(filter.getValue().asString());
                }
                if (!allowed.contains(data.path(filter.getKey()).asString())) {
                    return BigDecimal.ZERO;
                }
            }
            BigDecimal quantity =
                    measure.path("kind").asString().equals("sum")
                            ? new BigDecimal(data.path("amount").asString())
                            : BigDecimal.ONE;
            return quantity.multiply(share(data, rep));
        }

        private static BigDecimal share(JsonNode data, DemoRep rep) {
            for (JsonNode credit : data.path("credits")) {
                if (credit.path("rep").asString().equals(rep.id())) {
                    return new BigDecimal(credit.path("share").asString());
                }
            }
            boolean alone = !data.has("credits") && data.path("rep").asString().equals(rep.id());
            return alone ? BigDecimal.ONE : BigDecimal.ZERO;
        }
    }

    private static DemoData.Loaded load(PretendServer server, LocalDate today) throws Exception {
        return DemoData.load(server.base(), "admin-token", "crm-token", today, moment -> {});
    }

    private static List<String> paths(PretendServer server, String end) {
        return server.calls().stream().map(Call::path).filter(p -> p.endsWith(end)).toList();
    }

    private static Predicate<String> about(String rep) {
        return path -> path.contains("/demo-" + rep);
    }

    private static long count(List<CloudEvent> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }

    private static List<CloudEvent> undated(List<CloudEvent> events, String rep) {
        return events.stream().filter(event -> rep.equals(event.data().get("rep"))).toList();
    }

    private static List<Object> amounts(List<CloudEvent> events, DemoRep rep) {
        return events.stream()
                .filter(event -> event.type().equals("crm.deal.won"))
                .filter(event -> rep.id().equals(event.data().get("rep")))
                .map(event -> (Object) event.data().get("amount"))
                .toList();
    }
}
