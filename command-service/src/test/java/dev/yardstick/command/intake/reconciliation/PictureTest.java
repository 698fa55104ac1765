package dev.yardstick.command.intake.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.intake.reconciliation.Picture.Difference;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Event;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Report PLAIN = report("robin", "2026-03-01", null, null);

    private static CrmVersion at(int hour, String id) {
        return new CrmVersion(
                "/crm", "1", id, Instant.parse("2026-03-01T00:00:00Z").plusSeconds(hour * 3_600L));
    }

    private static CrmVersion at(int hour) {
        return at(hour, "id-" + hour);
    }

    private static Report report(
            String rep, String occurredAt, @Nullable String amount, @Nullable List<Credit> shares) {
        return report(rep, occurredAt, amount, shares, null);
    }

    private static Report report(
            String rep,
            String occurredAt,
            @Nullable String amount,
            @Nullable List<Credit> shares,
            @Nullable List<String> with) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.ACCOUNT, "acme");
        told.put(FactField.OCCURRED_AT, occurredAt);
        told.put(FactField.CHANNEL, "phone");
        told.put(FactField.WITH, with);
        told.put(FactField.AMOUNT, amount == null ? null : new BigDecimal(amount));
        told.put(FactField.CURRENCY, amount == null ? null : "EUR");
        told.put(FactField.CREDITS, shares);
        return FactField.report(LocalDate.parse(occurredAt.substring(0, 10)), told, null);
    }

    private static Report amount(String rep, String amount) {
        return report(rep, "2026-03-01", amount, null);
    }

    private static List<Credit> halves(String one, String other) {
        BigDecimal half = new BigDecimal("0.50");
        return List.of(new Credit(one, half), new Credit(other, half));
    }

    private static Picture picture(Event... events) {
        return Versions.picture(Arrays.asList(events));
    }

    private static List<String> fields(Picture recorded, Picture exported) {
        return recorded.differences(exported).stream().map(Difference::field).toList();
    }

    private static ActivityRecorded call(int hour, Report report) {
        return new ActivityRecorded(at(hour), FactKind.CALL, report);
    }

    @Test
    void theLatestVersionOfAnActivityIsWhatItIs() {
        Picture picture =
                picture(
                        new ActivityCorrected(at(2), FactKind.MEETING, PLAIN),
                        call(1, report("sam", "2026-03-01", null, null)));
        assertThat(picture.state()).isEqualTo("meeting");
        assertThat(picture.fields()).containsEntry(FactField.REP, "robin");
        assertThat(picture.date()).isEqualTo("2026-03-01");
    }

    @Test
    void everyFieldButTheStageIsCompared() {
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "sam");
        told.put(FactField.OCCURRED_AT, "2026-03-02");
        told.put(FactField.METHOD, "cold-call");
        told.put(FactField.CHANNEL, "mail");
        told.put(FactField.OUTCOME, "reached");
        told.put(FactField.WITH, List.of("ann"));
        told.put(FactField.HOURS, BigDecimal.ONE);
        told.put(FactField.DAYS, BigDecimal.TWO);
        told.put(FactField.COURSE, "basics");
        told.put(FactField.ASPECT, "conduct");
        told.put(FactField.RATING, BigDecimal.TEN);
        told.put(FactField.AMOUNT, new BigDecimal("5.50"));
        told.put(FactField.CURRENCY, "EUR");
        told.put(FactField.STAGE, "proposal");
        told.put(FactField.CREDITS, halves("sam", "lee"));
        Report other = FactField.report(LocalDate.parse("2026-03-02"), told, null);
        Picture recorded = picture(new DealOpened(at(1), PLAIN), new DealWon(at(2), PLAIN));
        Picture exported = picture(new DealOpened(at(1), other), new DealWon(at(2), other));
        assertThat(recorded.differences(exported))
                .extracting(d -> d.field() + ": " + d.recorded() + ", " + d.exported())
                .containsExactly(
                        "rep: robin, sam",
                        "account: acme, null",
                        "occurredAt: Day[date=2026-03-01, at=null], Day[date=2026-03-02, at=null]",
                        "openedAt: Day[date=2026-03-01, at=null], Day[date=2026-03-02, at=null]",
                        "method: null, cold-call",
                        "channel: phone, mail",
                        "outcome: null, reached",
                        "with: null, [ann]",
                        "hours: null, 1",
                        "days: null, 2",
                        "course: null, basics",
                        "aspect: null, conduct",
                        "rating: null, 10",
                        "amount: null, 5.5",
                        "currency: null, EUR",
                        "credits: null, {lee=0.5, sam=0.5}");
    }

    @Test
    void ofVersionsOfTheSameTimeTheGreaterIdCounts() {
        ActivityRecorded a = new ActivityRecorded(at(1, "a"), FactKind.CALL, PLAIN);
        ActivityRecorded b = new ActivityRecorded(at(1, "b"), FactKind.LEAD, PLAIN);
        assertThat(picture(a, b).state()).isEqualTo("lead");
        assertThat(picture(b, a).state()).isEqualTo("lead");
    }

    @Test
    void aRetractionVoidsWhatHasATimeUpToItsOwn() {
        ActivityRetracted gone = new ActivityRetracted(at(2));
        assertThat(picture(gone, call(2, PLAIN)).isGone()).isTrue();
        assertThat(picture(gone, call(3, PLAIN)).isGone()).isFalse();
        assertThat(picture(gone).isGone()).isTrue();
        assertThat(picture(new DealWon(at(1), amount("robin", "1")), new DealRetracted(at(1))))
                .isEqualTo(Picture.gone("state"));
    }

    @Test
    void aWonDealHasTheAmountOfTheLatestAmendmentAndTheRepOfTheWin() {
        Picture picture =
                picture(
                        new DealWon(at(1), amount("robin", "10")),
                        new DealAmended(at(2), report("sam", "2026-03-09", "12.50", null)));
        assertThat(picture.state()).isEqualTo("won");
        assertThat(picture.date()).isEqualTo("2026-03-01");
        assertThat(picture.fields())
                .containsEntry(FactField.REP, "robin")
                .containsEntry(FactField.AMOUNT, "12.5")
                .containsEntry(FactField.OCCURRED_AT, new Day(LocalDate.of(2026, 3, 1), null));
    }

    @Test
    void anAmendmentWithCreditsMovesTheCredit() {
        Report shared = report("sam", "2026-03-02", "10", halves("sam", "robin"));
        Picture picture =
                picture(
                        new DealWon(at(1), amount("robin", "10")),
                        new DealAmended(at(2), shared),
                        new DealAmended(at(3), amount("lee", "11")));
        assertThat(picture.fields())
                .containsEntry(FactField.REP, "sam")
                .containsEntry(FactField.CREDITS, java.util.Map.of("robin", "0.5", "sam", "0.5"))
                .containsEntry(FactField.AMOUNT, "11");
        assertThat(picture(new DealAmended(at(1), shared), new DealWon(at(2), PLAIN)).fields())
                .containsEntry(FactField.REP, "robin")
                .doesNotContainKey(FactField.CREDITS);
    }

    @Test
    void theLastWonLostOrReopenedSaysWhatADealIs() {
        DealWon won = new DealWon(at(1), amount("robin", "10"));
        DealLost lost = new DealLost(at(2), report("sam", "2026-03-05", null, null));
        assertThat(picture(lost, won).state()).isEqualTo("lost");
        assertThat(picture(lost, won).fields())
                .containsEntry(FactField.REP, "sam")
                .doesNotContainKey(FactField.AMOUNT);
        Picture open = picture(won, lost, new DealReopened(at(3), PLAIN));
        assertThat(open.state()).isEqualTo("open");
        assertThat(open.fields())
                .containsEntry(FactField.AMOUNT, "10")
                .doesNotContainKey(FactField.OCCURRED_AT);
        assertThat(picture(won, new DealAmended(at(4), amount("robin", "9"))).state())
                .isEqualTo("won");
    }

    @Test
    void anOpenDealHasEachFieldAsItWasToldLast() {
        Picture open =
                picture(
                        new DealOpened(at(1), report("robin", "2026-02-01", "10", null)),
                        new DealAdvanced(at(2), PLAIN),
                        new DealAdvanced(at(3), amount("sam", "30")));
        assertThat(open.date()).isEqualTo("2026-02-01");
        assertThat(open.fields())
                .containsEntry(FactField.REP, "sam")
                .containsEntry(FactField.AMOUNT, "30");
        assertThat(
                        fields(
                                picture(
                                        new DealOpened(at(1), amount("robin", "10")),
                                        new DealAdvanced(at(2), PLAIN)),
                                picture(new DealOpened(at(9), amount("robin", "10.0")))))
                .isEmpty();
    }

    @Test
    void numbersAreComparedByValueAndListsBySense() {
        assertThat(
                        fields(
                                picture(new DealWon(at(1), amount("robin", "100"))),
                                picture(new DealWon(at(7, "other"), amount("robin", "1e2")))))
                .isEmpty();
        assertThat(
                        fields(
                                picture(call(1, report("robin", "2026-03-01", null, null))),
                                picture(
                                        call(
                                                1,
                                                report(
                                                        "robin",
                                                        "2026-03-01",
                                                        null,
                                                        List.of(
                                                                new Credit(
                                                                        "robin",
                                                                        new BigDecimal("1.0"))),
                                                        List.of())))))
                .isEmpty();
        assertThat(fields(picture(call(1, with("a", "b"))), picture(call(1, with("b", "a", "b")))))
                .isEmpty();
        assertThat(fields(picture(call(1, with("a", "b"))), picture(call(1, with("b")))))
                .containsExactly("with");
    }

    private static Report with(String... names) {
        return report("robin", "2026-03-01", null, null, List.of(names));
    }

    @Test
    void aDayIsTheSameDayAndAnInstantTheSameInstant() {
        Report stored = report("robin", "2026-03-01T23:00:00Z", null, null);
        Picture recorded = picture(call(1, stored.dated(LocalDate.of(2026, 3, 2))));
        assertThat(fields(recorded, picture(call(1, report("robin", "2026-03-02", null, null)))))
                .isEmpty();
        assertThat(fields(recorded, picture(call(1, report("robin", "2026-03-01", null, null)))))
                .containsExactly("occurredAt");
        // The rep has moved since: the day of then stands.
        assertThat(
                        fields(
                                recorded,
                                picture(
                                        call(
                                                1,
                                                report(
                                                        "robin",
                                                        "2026-03-01T18:00:00-05:00",
                                                        null,
                                                        null)))))
                .isEmpty();
    }

    @Test
    void anExportNeedNotTellWhenADealWasOpenedButMayNotTellAnotherDay() {
        DealEvent opened = new DealOpened(at(1), report("robin", "2026-02-01", null, null));
        DealEvent other = new DealOpened(at(1), report("robin", "2026-02-02", null, null));
        DealEvent won = new DealWon(at(2), amount("robin", "10"));
        assertThat(fields(picture(opened, won), picture(won))).isEmpty();
        assertThat(fields(picture(opened, won), picture(other, won))).containsExactly("openedAt");
        assertThat(fields(picture(won), picture(opened, won))).containsExactly("openedAt");
    }

    @Test
    void whatIsGoneDiffersInNothingElse() {
        Picture call = picture(call(1, PLAIN));
        Picture gone = picture(new ActivityRetracted(at(2)));
        assertThat(call.differences(gone))
                .containsExactly(new Difference("kind", "call", "retracted"));
        assertThat(gone.differences(call))
                .containsExactly(new Difference("kind", "retracted", "call"));
        assertThat(gone.differences(gone)).isEmpty();
    }

    @Test
    void theOrderInWhichVersionsAreAddedChangesNothing() {
        Random random = new Random(20260301);
        for (int round = 0; round < 2_000; round++) {
            boolean deal = random.nextBoolean();
            List<Event> history = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(9); i++) {
                history.add(deal ? deal(random, i) : activity(random, i));
            }
            Picture first = Versions.picture(history);
            assertThat(first.state()).as("%s", history).isEqualTo(state(history));
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Collections.shuffle(history, random);
                assertThat(Versions.picture(history)).as("%s", history).isEqualTo(first);
                assertThat(first.differences(Versions.picture(history))).isEmpty();
            }
        }
    }

    /** The same said plainly: sorted, without what is void, one after the other. */
    private static String state(List<Event> history) {
        Instant seen = latest(history, e -> !retracts(e), CrmVersion::seenAt);
        Instant gone = latest(history, PictureTest::retracts, CrmVersion::time);
        boolean isGone = gone.isAfter(Instant.MIN) && !seen.isAfter(gone);
        String state = "retracted";
        for (Event event :
                history.stream()
                        .filter(e -> !retracts(e))
                        .filter(e -> !isGone || crm(e).seenAt().equals(Instant.MIN))
                        .filter(e -> !isGone || crm(e).time().isAfter(gone))
                        .sorted(Comparator.comparing(PictureTest::crm))
                        .toList()) {
            state =
                    switch (event) {
                        case ActivityRecorded e -> e.kind().code();
                        case ActivityCorrected e -> e.kind().code();
                        case DealWon e -> "won";
                        case DealLost e -> "lost";
                        case DealReopened e -> "open";
                        case ActivityRetracted e -> "retracted";
                        default -> state.equals("retracted") ? "open" : state;
                    };
        }
        return state;
    }

    /** What is observed as not done is there. */
    private static boolean retracts(Event event) {
        return event instanceof DealRetracted
                || (event instanceof ActivityRetracted && !crm(event).wasObserved());
    }

    private static Instant latest(
            List<Event> history, Predicate<Event> which, Function<CrmVersion, Instant> time) {
        return history.stream()
                .filter(which)
                .map(event -> time.apply(crm(event)))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private static CrmVersion crm(Event event) {
        return event instanceof DealEvent deal ? deal.crm() : ((ActivityEvent) event).crm();
    }

    private static Report random(Random random) {
        return report(
                List.of("robin", "sam", "lee").get(random.nextInt(3)),
                "2026-03-0" + (1 + random.nextInt(9)),
                random.nextBoolean() ? null : String.valueOf(random.nextInt(5)),
                random.nextInt(3) == 0 ? halves("sam", "lee") : null);
    }

    /** Told, observed, observed as of later, or what follows from that. */
    private static CrmVersion version(Random random, int i) {
        CrmVersion told = at(random.nextInt(5), "id-" + i);
        CrmVersion seen =
                random.nextBoolean() ? told : told.seenAt(at(random.nextInt(8), "seen").time());
        return random.nextBoolean() ? seen.asObserved() : seen;
    }

    private static Event activity(Random random, int i) {
        CrmVersion crm = version(random, i);
        return switch (random.nextInt(4)) {
            case 0 -> new ActivityRetracted(crm);
            case 1 -> new ActivityCorrected(crm, FactKind.MEETING, random(random));
            default -> new ActivityRecorded(crm, FactKind.CALL, random(random));
        };
    }

    private static Event deal(Random random, int i) {
        CrmVersion crm = version(random, i);
        return switch (random.nextInt(8)) {
            case 0 -> new DealRetracted(crm);
            case 1 -> new DealOpened(crm, random(random));
            case 2 -> new DealAdvanced(crm, random(random));
            case 3 -> new DealLost(crm, random(random));
            case 4 -> new DealReopened(crm, random(random));
            case 5 -> new DealAmended(crm, random(random));
            default -> new DealWon(crm, random(random));
        };
    }
}
