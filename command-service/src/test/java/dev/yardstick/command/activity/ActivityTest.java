package dev.yardstick.command.activity;

import static dev.yardstick.command.record.Recording.DUPLICATE;
import static dev.yardstick.command.record.Recording.ID_REUSED;

import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.command.record.Told;
import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ActivityEvent.ActivityRetracted;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.FactField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final Instant NINE = Instant.parse("2026-03-05T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-05T10:00:00Z");

    private static CrmVersion version(String id, Instant time) {
        return new CrmVersion("/crm", "7", id, time);
    }

    private static Sighting shown(Instant time) {
        return new Sighting(version(time.toString(), time), true, false);
    }

    private static CrmVersion observed(Instant time) {
        return version(time.toString(), time).asObserved();
    }

    private static Report report(String rep) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, "2026-03-05");
        return FactField.report(LocalDate.of(2026, 3, 5), told, null);
    }

    private static ActivityRecorded recorded(CrmVersion crm) {
        return new ActivityRecorded(crm, FactKind.CALL, report("kim"));
    }

    private Told<ActivityEvent> told(Function<Activity, Recording> what, ActivityEvent... before) {
        return Told.of(Activity::new, List.of(before), what);
    }

    private static void recordsNothing(Told<ActivityEvent> told, Recording because) {
        told.recordsNothing(because);
    }

    private static void records(Told<ActivityEvent> told, ActivityEvent event) {
        told.records(List.of(event));
    }

    @Nested
    class WhenUnknown {

        @Test
        void theFirstWordIsRecorded() {
            records(
                    told(a -> a.report(version("1", NINE), FactKind.CALL, report("kim"))),
                    recorded(version("1", NINE)));
        }

        @Test
        void aRetractionMayComeFirst() {
            records(
                    told(a -> a.retract(version("2", TEN))),
                    new ActivityRetracted(version("2", TEN)));
        }

        @Test
        void whatComesAfterARetractionIsStillTheFirstWord() {
            records(
                    told(
                            a -> a.report(version("1", NINE), FactKind.CALL, report("kim")),
                            new ActivityRetracted(version("2", TEN))),
                    recorded(version("1", NINE)));
        }
    }

    @Nested
    class WhenReported {

        private final ActivityRecorded first = recorded(version("1", NINE));

        @Test
        void anotherVersionIsACorrectionThoughItSaysTheSame() {
            records(
                    told(a -> a.report(version("2", TEN), FactKind.CALL, report("kim")), first),
                    new ActivityCorrected(version("2", TEN), FactKind.CALL, report("kim")));
        }

        @Test
        void theSameAgainRecordsNothing() {
            recordsNothing(
                    told(a -> a.report(version("1", NINE), FactKind.CALL, report("kim")), first),
                    DUPLICATE);
            ActivityCorrected second =
                    new ActivityCorrected(version("2", TEN), FactKind.CALL, report("lee"));
            recordsNothing(
                    told(
                            a -> a.report(version("2", TEN), FactKind.CALL, report("lee")),
                            first,
                            second),
                    DUPLICATE);
        }

        @Test
        void anotherDayByOurReckoningIsTheSame() {
            Report elsewhere = report("kim").dated(LocalDate.of(2026, 3, 6));
            recordsNothing(
                    told(a -> a.report(version("1", NINE), FactKind.CALL, elsewhere), first),
                    DUPLICATE);
        }

        @Test
        void anIdIsNotUsedForSomethingElse() {
            recordsNothing(
                    told(a -> a.report(version("1", NINE), FactKind.CALL, report("lee")), first),
                    ID_REUSED);
            recordsNothing(
                    told(a -> a.report(version("1", NINE), FactKind.MEETING, report("kim")), first),
                    ID_REUSED);
            recordsNothing(
                    told(a -> a.report(version("1", TEN), FactKind.CALL, report("kim")), first),
                    ID_REUSED);
            recordsNothing(told(a -> a.retract(version("1", NINE)), first), ID_REUSED);
        }

        @Test
        void aRetractionAgainRecordsNothing() {
            ActivityRetracted gone = new ActivityRetracted(version("2", TEN));
            records(told(a -> a.retract(version("2", TEN)), first), gone);
            recordsNothing(told(a -> a.retract(version("2", TEN)), first, gone), DUPLICATE);
            recordsNothing(told(a -> a.retract(version("2", NINE)), first, gone), ID_REUSED);
        }
    }

    @Nested
    class WhenLoggedByHand {

        private final ActivityRecorded logged = recorded(version("log", NINE));

        @Test
        void itIsRecorded() {
            records(told(a -> a.log(version("log", NINE), FactKind.CALL, report("kim"))), logged);
        }

        @Test
        void theSameAgainAtAnotherTimeRecordsNothing() {
            recordsNothing(
                    told(a -> a.log(version("log", TEN), FactKind.CALL, report("kim")), logged),
                    DUPLICATE);
        }

        @Test
        void itIsNotLoggedOtherwiseUnderTheSameId() {
            recordsNothing(
                    told(a -> a.log(version("log", TEN), FactKind.CALL, report("lee")), logged),
                    ID_REUSED);
            recordsNothing(
                    told(a -> a.log(version("log", TEN), FactKind.MEETING, report("kim")), logged),
                    ID_REUSED);
        }

        @Test
        void itIsTakenBackOnce() {
            ActivityRetracted back = new ActivityRetracted(version("back", TEN));
            records(told(a -> a.takeBack(version("back", TEN)), logged), back);
            recordsNothing(
                    told(a -> a.takeBack(version("back", TEN.plusSeconds(1))), logged, back),
                    DUPLICATE);
        }
    }

    @Nested
    class WhenACrmShowsIt {

        private final ActivityRecorded seen = recorded(observed(NINE));

        @Test
        void itIsRecordedAsObserved() {
            records(told(a -> a.observe(shown(NINE), FactKind.CALL, report("kim"))), seen);
        }

        @Test
        void aDeliveryAgainRecordsNothing() {
            recordsNothing(
                    told(a -> a.observe(shown(NINE), FactKind.CALL, report("kim")), seen),
                    DUPLICATE);
        }

        @Test
        void whatIsShownOtherwiseLaterIsACorrection() {
            records(
                    told(a -> a.observe(shown(TEN), FactKind.CALL, report("lee")), seen),
                    new ActivityCorrected(observed(TEN), FactKind.CALL, report("lee")));
        }

        @Test
        void whatIsShownAsNotDoneIsRetractedOnce() {
            ActivityRetracted notDone = new ActivityRetracted(observed(TEN));
            records(told(a -> a.observeNotDone(shown(TEN)), seen), notDone);
            recordsNothing(told(a -> a.observeNotDone(shown(TEN)), seen, notDone), DUPLICATE);
        }

        @Test
        void whatIsGoneIsRetractedOnce() {
            ActivityRetracted gone = new ActivityRetracted(version("gone~" + TEN, TEN));
            records(told(a -> a.observeGone(shown(TEN)), seen), gone);
            recordsNothing(told(a -> a.observeGone(shown(TEN)), seen, gone), DUPLICATE);
        }
    }
}
