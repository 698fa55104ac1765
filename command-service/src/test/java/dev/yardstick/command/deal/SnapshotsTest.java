package dev.yardstick.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.DealEvent.DealAmended;
import dev.yardstick.events.DealEvent.DealLost;
import dev.yardstick.events.DealEvent.DealOpened;
import dev.yardstick.events.DealEvent.DealReopened;
import dev.yardstick.events.DealEvent.DealRetracted;
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

    private static CrmVersion version(int minute) {
        return new CrmVersion("/crm", "7", at(minute).toString(), at(minute));
    }

    private static DealSnapshot snapshot(
            int minute, Status status, @Nullable Integer closed, String rep, int amount) {
        CrmVersion version = version(minute);
        Report report = report(rep, amount);
        return new DealSnapshot(
                version, status, at(0), report, closed == null ? null : at(closed), report, report);
    }

    /** Something that a CRM shows: a deal, or that there is none. */
    private record Shown(int minute, @Nullable DealSnapshot deal) {

        static Shown of(int minute, Status status, @Nullable Integer closed, String rep, int n) {
            return new Shown(minute, snapshot(minute, status, closed, rep, n));
        }

        static Shown gone(int minute) {
            return new Shown(minute, null);
        }
    }

    private static Map<String, DealEvent> record(List<DealSnapshot> snapshots) {
        return recordShown(snapshots.stream().map(s -> new Shown(0, s)).toList(), false);
    }

    private static Map<String, DealEvent> recordShown(List<Shown> shown, boolean fetched) {
        Map<String, DealEvent> known = new HashMap<>();
        for (Shown one : shown) {
            if (one.deal() == null) {
                DealEvent gone = Snapshots.gone(version(one.minute()), known, fetched);
                if (gone != null) {
                    known.put(gone.crm().id(), gone);
                }
            } else {
                Snapshots.news(one.deal(), known, fetched)
                        .forEach(event -> known.put(event.crm().id(), event));
            }
        }
        return known;
    }

    /** A deal as domain.md folds it: who opened it, whether it is won, by whom, and its amount. */
    private static String folded(Map<String, DealEvent> events) {
        List<DealEvent> sorted =
                events.values().stream().sorted(Comparator.comparing(DealEvent::crm)).toList();
        Instant voidTo = Instant.MIN;
        for (int i = 0; i < sorted.size(); i++) {
            boolean shownAfter =
                    sorted.subList(i, sorted.size()).stream()
                            .anyMatch(e -> e instanceof Reported && e.crm().wasObserved());
            if (sorted.get(i) instanceof DealRetracted && !shownAfter) {
                voidTo = sorted.get(i).crm().time();
            }
        }
        String opener = "nobody";
        String status = "gone";
        String closer = "";
        BigDecimal amount = BigDecimal.ZERO;
        for (DealEvent event : sorted) {
            if (event instanceof DealRetracted || !event.crm().time().isAfter(voidTo)) {
                continue;
            }
            Report report = ((Reported) event).report();
            status = status.equals("gone") ? "open" : status;
            if (event instanceof DealOpened) {
                opener = report.rep();
            }
            String close =
                    event instanceof DealWon ? "won" : event instanceof DealLost ? "lost" : null;
            if (close != null && !(event.crm().wasObserved() && status.equals(close))) {
                status = close;
                closer = report.rep();
            }
            if (event instanceof DealWon || event instanceof DealAmended) {
                amount = report.amount() == null ? amount : report.amount();
            }
            status = event instanceof DealReopened ? "open" : status;
        }
        return switch (status) {
            case "gone" -> "gone";
            case "won" -> opener + " won " + closer + " " + amount;
            case "lost" -> opener + " lost " + closer;
            default -> opener + " open";
        };
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
        assertThat(Snapshots.news(won, record(List.of(won)), false)).isEmpty();
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
    void whatWasFetchedIsARepetitionOnlyWhereNothingElseCameSince() {
        List<Shown> shown =
                List.of(
                        Shown.of(6, Status.WON, 5, "robin", 100),
                        Shown.of(6, Status.WON, 5, "robin", 200),
                        Shown.of(6, Status.WON, 5, "robin", 100));
        assertThat(folded(recordShown(shown, true))).isEqualTo("robin won robin 100");
        assertThat(folded(recordShown(shown, false))).isEqualTo("robin won robin 200");
        Map<String, DealEvent> all = recordShown(shown, true);
        assertThat(Snapshots.news(snapshot(6, Status.WON, 5, "robin", 100), all, true)).isEmpty();
    }

    @Test
    void aDealThatIsDeletedAndRestoredIsAsIfItHadNeverBeenGone() {
        for (Status status : Status.values()) {
            for (Integer closed : java.util.Arrays.asList(5, null)) {
                Integer at = status == Status.OPEN ? null : closed;
                List<Shown> life =
                        List.of(
                                Shown.of(5, status, at, "robin", 100),
                                Shown.gone(6),
                                Shown.of(9, status, at, "sam", 100));
                String never = folded(recordShown(List.of(life.getFirst()), false));
                for (List<Shown> order : permutations(life)) {
                    assertThat(folded(recordShown(order, false))).as("%s", order).isEqualTo(never);
                }
                assertThat(folded(recordShown(life.subList(0, 2), false))).isEqualTo("gone");
                assertThat(folded(recordShown(life.subList(0, 2).reversed(), false)))
                        .isEqualTo("gone");
            }
        }
    }

    @Test
    void withinOneTickWhatArrivesLaterIsLater() {
        Shown open = Shown.of(5, Status.OPEN, null, "robin", 100);
        Shown won = Shown.of(5, Status.WON, null, "robin", 100);
        Shown gone = Shown.gone(5);
        assertThat(folded(recordShown(List.of(open, gone), true))).isEqualTo("gone");
        assertThat(folded(recordShown(List.of(gone, open), true))).isEqualTo("robin open");
        assertThat(folded(recordShown(List.of(open, gone, open), true))).isEqualTo("robin open");
        assertThat(folded(recordShown(List.of(won, gone, won, gone), true))).isEqualTo("gone");
        assertThat(folded(recordShown(List.of(won, open), true))).isEqualTo("robin open");
        assertThat(folded(recordShown(List.of(won, open, won), true)))
                .isEqualTo("robin won robin 100");
    }

    @Test
    void aReopeningWhileTheDealWasGoneIsSeenWhenItIsBack() {
        List<Shown> life =
                List.of(
                        Shown.of(5, Status.WON, 5, "robin", 100),
                        Shown.gone(7),
                        Shown.of(9, Status.OPEN, null, "robin", 100));
        permutations(life)
                .forEach(order ->
                        assertThat(folded(recordShown(order, true))).isEqualTo("robin open"));
    }

    @Test
    void aDeletionThatAnOlderProgramRecordedIsNoNews() {
        CrmVersion version = version(7);
        assertThat(Snapshots.gone(version, Map.of(version.id(), new DealRetracted(version)), false))
                .isNull();
    }

    @Test
    void anyOrderOfArrivalLeadsToTheSameDeal() {
        for (int seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            List<Shown> life = life(random);
            String inOrder = folded(recordShown(life, false));
            List<Shown> shuffled = new ArrayList<>(life);
            shuffled.addAll(life.subList(0, random.nextInt(life.size())));
            Collections.shuffle(shuffled, random);
            boolean fetched = random.nextBoolean();
            assertThat(folded(recordShown(shuffled, fetched)))
                    .as("seed %s: %s", seed, shuffled)
                    .isEqualTo(inOrder);
        }
    }

    private static <T> List<List<T>> permutations(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> permutations = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<T> rest = new ArrayList<>(all);
            T first = rest.remove(i);
            for (List<T> order : permutations(rest)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(order);
                permutations.add(one);
            }
        }
        return permutations;
    }

    /**
     * A deal's year: opened, closed, reopened, its amount and owner changed, deleted and restored
     * now and then, with or without a change in between. The CRM tells when it was closed, or not.
     */
    private static List<Shown> life(Random random) {
        List<Shown> life = new ArrayList<>();
        boolean tellsClose = random.nextBoolean();
        Status status = Status.OPEN;
        Integer closed = null;
        for (int minute = 0; minute < 3 + random.nextInt(8); minute++) {
            if (minute > 0 && random.nextInt(5) == 0) {
                life.add(Shown.gone(minute));
                continue;
            }
            Status next =
                    minute == 0 || random.nextBoolean()
                            ? status
                            : Status.values()[random.nextInt(Status.values().length)];
            closed = next == Status.OPEN ? null : next == status ? closed : (Integer) minute;
            status = next;
            String rep = random.nextInt(3) == 0 ? "sam" : "robin";
            Integer told = tellsClose ? closed : null;
            life.add(Shown.of(minute, status, told, rep, 100 * (1 + random.nextInt(4))));
        }
        return life;
    }
}
