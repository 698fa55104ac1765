package dev.yardstick.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.deal.DealSnapshot.Status;
import dev.yardstick.command.record.Sighting;
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
import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static Report report(String rep, int amount) {
        Map<FactField, @Nullable Object> told = new EnumMap<>(FactField.class);
        told.put(FactField.REP, rep);
        told.put(FactField.OCCURRED_AT, "2026-03-01");
        told.put(FactField.AMOUNT, BigDecimal.valueOf(amount));
        told.put(FactField.CURRENCY, "EUR");
        return FactField.report(LocalDate.of(2026, 3, 1), told, null);
    }

    private static CrmVersion version(int minute) {
        return new CrmVersion("/crm", "7", at(minute).toString(), at(minute));
    }

    private static DealSnapshot snapshot(
            int minute, Status status, @Nullable Integer closed, String rep, int amount) {
        Sighting sighting = new Sighting(version(minute), true, false);
        Report report = report(rep, amount);
        return new DealSnapshot(
                sighting,
                status,
                at(0),
                report,
                closed == null ? null : at(closed),
                report,
                report);
    }

    /** The same deal, seen later, though its own stamp did not move. */
    private static Shown again(DealSnapshot deal, int seen) {
        CrmVersion version = deal.sighting().version().seenAt(at(seen));
        return new Shown(seen, as(new Sighting(version, true, false), deal));
    }

    private static DealSnapshot as(Sighting sighting, DealSnapshot deal) {
        return new DealSnapshot(
                sighting,
                deal.status(),
                deal.openedAt(),
                deal.opening(),
                deal.closedAt(),
                deal.closing(),
                deal.now());
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

    private static List<DealEvent> record(List<DealSnapshot> snapshots) {
        return recordShown(snapshots.stream().map(s -> new Shown(0, s)).toList(), false);
    }

    private static List<DealEvent> recordShown(List<Shown> shown, boolean fetched) {
        List<DealEvent> known = new ArrayList<>();
        for (Shown one : shown) {
            DealSnapshot deal = one.deal();
            if (deal == null) {
                new Sighting(version(one.minute()), true, false)
                        .gone(known)
                        .ifPresent(crm -> known.add(new DealRetracted(crm)));
            } else {
                known.addAll(Snapshots.news(fetched ? fetched(deal, known) : deal, known));
            }
        }
        return known;
    }

    /** As the CRM's API answers: later than all that is known. */
    private static DealSnapshot fetched(DealSnapshot deal, List<DealEvent> known) {
        CrmVersion version = deal.sighting().version().seenAt(Sighting.seenNow(known));
        return as(new Sighting(version, true, true), deal);
    }

    /** A deal as domain.md folds it: who opened it, whether it is won, by whom, and its amount. */
    private static String folded(List<DealEvent> events) {
        List<DealEvent> sorted =
                events.stream().sorted(Comparator.comparing(DealEvent::crm)).toList();
        Instant seen = Instant.MIN;
        Instant gone = Instant.MIN;
        for (DealEvent event : sorted) {
            boolean retracts = event instanceof DealRetracted;
            seen = retracts ? seen : later(seen, event.crm().seenAt());
            gone = retracts ? later(gone, event.crm().time()) : gone;
        }
        boolean isGone = gone.isAfter(Instant.MIN) && !seen.isAfter(gone);
        String opener = "nobody";
        String status = "gone";
        String closer = "";
        BigDecimal amount = BigDecimal.ZERO;
        for (DealEvent event : sorted) {
            if (event instanceof DealRetracted || isGone) {
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

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
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
        List<DealEvent> known =
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
    void whatWasFetchedIsARepetitionOnlyWhereNothingElseCameSince() {
        List<Shown> shown =
                List.of(
                        Shown.of(6, Status.WON, 5, "robin", 100),
                        Shown.of(6, Status.WON, 5, "robin", 200),
                        Shown.of(6, Status.WON, 5, "robin", 100));
        assertThat(folded(recordShown(shown, true))).isEqualTo("robin won robin 100");
        assertThat(folded(recordShown(shown, false))).isEqualTo("robin won robin 200");
        List<DealEvent> all = recordShown(shown, true);
        DealSnapshot same = snapshot(6, Status.WON, 5, "robin", 100);
        assertThat(Snapshots.news(fetched(same, all), all)).isEmpty();
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
    void aDealIsBackWhenItIsSeenLaterThoughItsOwnStampDidNotMove() {
        for (Status status : Status.values()) {
            Integer closed = status == Status.OPEN ? null : 5;
            Shown first = Shown.of(5, status, closed, "robin", 100);
            DealSnapshot deal = Objects.requireNonNull(first.deal());
            List<Shown> life =
                    List.of(first, Shown.gone(6), again(deal, 7), Shown.gone(8), again(deal, 9));
            String never = folded(recordShown(List.of(first), false));
            for (int told = 1; told <= life.size(); told++) {
                String right = told % 2 == 1 ? never : "gone";
                for (List<Shown> order : permutations(life.subList(0, told))) {
                    assertThat(folded(recordShown(order, false))).as("%s", order).isEqualTo(right);
                }
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
        assertThat(folded(recordShown(List.of(won, gone, won, gone), true)))
                .as("a deletion that is delivered again")
                .isEqualTo("robin won robin 100");
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
        assertThat(new Sighting(version, true, false).gone(List.of(new DealRetracted(version))))
                .isEmpty();
    }

    @Test
    void aDealThatIsDeletedIsGoneAlsoWhereItsCloseIsDatedLater() {
        List<Shown> life = List.of(Shown.of(5, Status.WON, 90, "robin", 100), Shown.gone(6));
        assertThat(folded(recordShown(life, false))).isEqualTo("gone");
        assertThat(folded(recordShown(life.reversed(), false))).isEqualTo("gone");
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
            assertThat(folded(recordShown(shuffled, false)))
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
     * now and then, with or without a change in between, which the CRM need not stamp; delivered or
     * fetched. The CRM tells when it was closed, or not.
     */
    private static List<Shown> life(Random random) {
        List<Shown> life = new ArrayList<>();
        boolean tellsClose = random.nextBoolean();
        Status status = Status.OPEN;
        Integer closed = null;
        DealSnapshot shown = null;
        for (int minute = 0; minute < 3 + random.nextInt(8); minute++) {
            if (minute > 0 && random.nextInt(5) == 0) {
                life.add(Shown.gone(minute));
                continue;
            }
            if (shown != null && random.nextInt(4) == 0) {
                life.add(again(shown, minute));
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
            DealSnapshot plain = snapshot(minute, status, told, rep, 100 * (1 + random.nextInt(4)));
            shown = as(new Sighting(version(minute), true, random.nextBoolean()), plain);
            life.add(new Shown(minute, shown));
        }
        return life;
    }
}
