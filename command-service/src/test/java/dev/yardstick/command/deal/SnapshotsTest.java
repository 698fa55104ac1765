package dev.yardstick.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealWon;
import dev.yardstick.events.DealEvent.Reported;
import dev.yardstick.events.Report;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class SnapshotsTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static Report report(String rep, int amount) {
        return new Report(
                rep,
                null,
                LocalDate.of(2026, 3, 1),
                "2026-03-01",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                BigDecimal.valueOf(amount),
                "EUR",
                null,
                null,
                null);
    }

    private static DealSnapshot snapshot(
            int minute, Status status, @Nullable Integer closed, String rep, int amount) {
        CrmVersion version = new CrmVersion("/crm", "7", "m" + minute, at(minute));
        Report report = report(rep, amount);
        return new DealSnapshot(
                version, status, at(0), report, closed == null ? null : at(closed), report, report);
    }

    private static Map<String, DealEvent> record(List<DealSnapshot> snapshots) {
        Map<String, DealEvent> known = new HashMap<>();
        for (DealSnapshot snapshot : snapshots) {
            Snapshots.news(snapshot, known).forEach(event -> known.put(event.crm().id(), event));
        }
        return known;
    }

    /** A deal as domain.md folds it: who opened it, whether it is won, by whom, and its amount. */
    private static String folded(Map<String, DealEvent> events) {
        String opener = "nobody";
        String status = "open";
        String winner = "";
        BigDecimal amount = BigDecimal.ZERO;
        for (DealEvent event :
                events.values().stream().sorted(Comparator.comparing(DealEvent::crm)).toList()) {
            Report report = ((Reported) event).report();
            if (event instanceof DealOpened) {
                opener = report.rep();
            }
            if (event instanceof DealWon) {
                status = "won";
                winner = report.rep();
            }
            if (event instanceof DealWon || event instanceof DealAmended) {
                amount = report.amount() == null ? amount : report.amount();
            }
            status = event instanceof DealLost ? "lost" : status;
            status = event instanceof DealReopened ? "open" : status;
        }
        return opener + " " + status + (status.equals("won") ? " " + winner + " " + amount : "");
    }

    @Test
    void anOwnerChangeAfterTheCloseMovesNoCredit() {
        List<DealSnapshot> snapshots =
                List.of(
                        snapshot(0, Status.OPEN, null, "robin", 100),
                        snapshot(5, Status.WON, 5, "robin", 100),
                        snapshot(9, Status.WON, 5, "sam", 120));
        assertThat(folded(record(snapshots))).isEqualTo("robin won robin 120");
        assertThat(folded(record(snapshots.reversed()))).isEqualTo("robin won robin 120");
    }

    @Test
    void aCloseWithoutATimeIsTheFirstSnapshotThatShowsIt() {
        Map<String, DealEvent> known =
                record(
                        List.of(
                                snapshot(5, Status.WON, null, "robin", 100),
                                snapshot(9, Status.WON, null, "sam", 120)));
        assertThat(folded(known)).isEqualTo("robin won robin 120");
    }

    @Test
    void aDealShownOpenAfterItWasWonIsReopenedAlsoWhenTheWinArrivesLast() {
        List<DealSnapshot> snapshots =
                List.of(
                        snapshot(9, Status.OPEN, null, "robin", 100),
                        snapshot(5, Status.WON, 5, "robin", 100));
        assertThat(folded(record(snapshots))).isEqualTo("robin open");
        assertThat(folded(record(snapshots.reversed()))).isEqualTo("robin open");
    }

    @Test
    void theSameSnapshotAgainIsNoNews() {
        DealSnapshot won = snapshot(5, Status.WON, 4, "robin", 100);
        assertThat(Snapshots.news(won, record(List.of(won)))).isEmpty();
    }

    @Test
    void twoStatesThatTheClockCannotTellApartCountInTheOrderOfArrival() {
        List<DealSnapshot> snapshots =
                List.of(
                        snapshot(6, Status.WON, 5, "robin", 100),
                        snapshot(6, Status.WON, 5, "robin", 200),
                        snapshot(6, Status.WON, 5, "robin", 100));
        assertThat(folded(record(snapshots))).isEqualTo("robin won robin 200");
    }

    @Test
    void anyOrderOfArrivalLeadsToTheSameDeal() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<DealSnapshot> life = life(random);
            String inOrder = folded(record(life));
            List<DealSnapshot> shuffled = new ArrayList<>(life);
            shuffled.addAll(life.subList(0, random.nextInt(life.size())));
            Collections.shuffle(shuffled, random);
            assertThat(folded(record(shuffled))).as("seed %s", seed).isEqualTo(inOrder);
        }
    }

    /** A deal's year: opened, closed, reopened, its amount and owner changed now and then. */
    private static List<DealSnapshot> life(Random random) {
        List<DealSnapshot> life = new ArrayList<>();
        Status status = Status.OPEN;
        Integer closed = null;
        for (int minute = 0; minute < 3 + random.nextInt(8); minute++) {
            Status next =
                    minute == 0 || random.nextBoolean()
                            ? status
                            : Status.values()[random.nextInt(Status.values().length)];
            closed = next == Status.OPEN ? null : next == status ? closed : (Integer) minute;
            status = next;
            String rep = random.nextInt(3) == 0 ? "sam" : "robin";
            life.add(snapshot(minute, status, closed, rep, 100 * (1 + random.nextInt(4))));
        }
        return life;
    }
}
