package dev.yardstick.command.deal;

import static dev.yardstick.command.record.Recording.DUPLICATE;
import static dev.yardstick.command.record.Recording.ID_REUSED;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.record.Recording;
import dev.yardstick.command.record.Sighting;
import dev.yardstick.command.record.Told;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAdvanced;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealRetracted;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DealTest {

    private static final Instant NINE = Instant.parse("2026-03-05T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-05T10:00:00Z");

    private static CrmVersion version(String id, Instant time) {
        return new CrmVersion("/crm", "7", id, time);
    }

    private static Report report(int amount) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, "kim");
        told.put(FactField.OCCURRED_AT, "2026-03-05");
        told.put(FactField.AMOUNT, BigDecimal.valueOf(amount));
        told.put(FactField.CURRENCY, "EUR");
        return FactField.report(LocalDate.of(2026, 3, 5), told, null);
    }

    private static DealWon won(String id, Instant time, int amount) {
        return new DealWon(version(id, time), report(amount));
    }

    private static DealOpened opened(String id, Instant time, int amount) {
        return new DealOpened(version(id, time), report(amount));
    }

    private Told<DealEvent> told(Function<Deal, Recording> what, DealEvent... before) {
        return Told.of(Deal::new, List.of(before), what);
    }

    private Told<DealEvent> reported(DealEvent event, DealEvent... before) {
        return told(deal -> deal.report(event), before);
    }

    private static void recordsNothing(Told<DealEvent> told, Recording because) {
        told.recordsNothing(because);
    }

    private static void records(Told<DealEvent> told, DealEvent... events) {
        told.records(List.of(events));
    }

    @Nested
    class WhenUnknown {

        @Test
        void anyTransitionMayComeFirst() {
            records(reported(opened("1", NINE, 5)), opened("1", NINE, 5));
            records(reported(won("2", TEN, 5)), won("2", TEN, 5));
            DealRetracted gone = new DealRetracted(version("3", TEN));
            records(reported(gone), gone);
        }
    }

    @Nested
    class WhenReported {

        private final DealWon won = won("2", TEN, 5);

        @Test
        void whatHappenedBeforeMayComeAfter() {
            records(reported(opened("1", NINE, 5), won), opened("1", NINE, 5));
        }

        @Test
        void anotherVersionIsRecordedThoughItSaysTheSame() {
            records(
                    reported(won("3", TEN.plusSeconds(1), 5), won),
                    won("3", TEN.plusSeconds(1), 5));
        }

        @Test
        void theSameAgainRecordsNothing() {
            recordsNothing(reported(won("2", TEN, 5), won), DUPLICATE);
            DealRetracted gone = new DealRetracted(version("3", TEN));
            recordsNothing(reported(gone, won, gone), DUPLICATE);
        }

        @Test
        void anotherDayByOurReckoningIsTheSame() {
            DealWon elsewhere = new DealWon(won.crm(), report(5).dated(LocalDate.of(2026, 3, 6)));
            recordsNothing(reported(elsewhere, won), DUPLICATE);
        }

        @Test
        void anIdIsNotUsedForSomethingElse() {
            recordsNothing(reported(won("2", TEN, 6), won), ID_REUSED);
            recordsNothing(reported(won("2", NINE, 5), won), ID_REUSED);
            recordsNothing(reported(opened("2", TEN, 5), won), ID_REUSED);
            recordsNothing(reported(new DealRetracted(won.crm()), won), ID_REUSED);
        }
    }

    @Nested
    class WhenACrmShowsIt {

        private static DealSnapshot shown(Status status, Instant at, int amount) {
            Report report = report(amount);
            return new DealSnapshot(
                    new Sighting(version(at.toString(), at), true, false),
                    status,
                    null,
                    report,
                    null,
                    report,
                    report);
        }

        private final DealAdvanced open =
                new DealAdvanced(version("state~" + NINE, NINE).asObserved(), report(5));

        @Test
        void whatItShowsIsRecordedAsObserved() {
            records(told(deal -> deal.observe(shown(Status.OPEN, NINE, 5))), open);
        }

        @Test
        void aDeliveryAgainRecordsNothing() {
            recordsNothing(
                    told(deal -> deal.observe(shown(Status.OPEN, NINE, 5)), open), DUPLICATE);
        }

        @Test
        void thatItWasWonSinceIsAWin() {
            records(
                    told(deal -> deal.observe(shown(Status.WON, TEN, 6)), open),
                    new DealWon(version("state~" + TEN, TEN).asObserved(), report(6)));
        }

        @Test
        void itIsTheSameDealWhicheverIsShownFirst() {
            DealWon won = new DealWon(version("state~" + TEN, TEN).asObserved(), report(6));
            records(told(deal -> deal.observe(shown(Status.OPEN, NINE, 5)), won), open);
        }

        @Test
        void whatIsGoneIsRetractedOnce() {
            Sighting gone = new Sighting(version("gone", TEN), true, false);
            DealRetracted retracted = new DealRetracted(version("gone~" + TEN, TEN));
            records(told(deal -> deal.observeGone(gone), open), retracted);
            recordsNothing(told(deal -> deal.observeGone(gone), open, retracted), DUPLICATE);
            Sighting undated = new Sighting(version("gone", TEN.plusSeconds(1)), false, false);
            recordsNothing(told(deal -> deal.observeGone(undated), open, retracted), DUPLICATE);
        }
    }
}
