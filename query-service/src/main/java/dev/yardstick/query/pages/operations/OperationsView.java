package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.query.api.FeedController;
import dev.yardstick.query.api.OperationsController;
import dev.yardstick.query.api.RebuildController;
import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.pages.kit.LedgerReading;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.view.Feed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What operators look at, as it is at one moment. */
@Component
public record OperationsView(
        FeedController sources,
        OperationsController projections,
        RebuildController rebuilds,
        CrmStatus crm,
        LedgerReading ledger,
        Clock clock) {

    private static final long MANY = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * All of it; null is what command-service would have had to tell and did not.
     *
     * @param stuck records that the projection could not apply
     * @param late whether what was recorded a while ago cannot be read yet
     */
    public record Moment(
            List<Feed> feeds,
            Map<String, String> connectionOf,
            OperationsController.Projections projections,
            List<Parked.Entry> stuck,
            List<Rebuild> rebuilds,
            @Nullable List<CrmStatus.Connection> connections,
            CrmStatus.@Nullable ParkedPage parked,
            LedgerReading.@Nullable State ledger,
            boolean late) {

        /** How many events are recorded and cannot be read yet; null: nobody knows. */
        public @Nullable Long lag() {
            return ledger == null ? null : Math.max(0, ledger.head() - projections.visible());
        }

        /** How many events a partition still has to reach; null: nobody knows. */
        public @Nullable Long lag(OperationsController.Partition partition) {
            return ledger == null ? null : Math.max(0, ledger.head() - partition.watermark());
        }

        /** Whether a rebuild is running. */
        public boolean isRebuilding() {
            return !rebuilds.isEmpty() && rebuilds.getFirst().state().equals("running");
        }
    }

    Moment now() {
        // The log's end is asked for first: what is visible afterwards is never ahead of time.
        LedgerReading.State state = ledger.state();
        List<CrmStatus.Connection> connections = orNull(crm::connections);
        OperationsController.Projections projected = projections.projections();
        return new Moment(
                feeds(),
                connectionOf(connections),
                projected,
                projections.parked(false).items(),
                rebuilds.list().items(),
                connections,
                orNull(() -> crm.parked(null, CrmStatus.Which.ALL, false)),
                state,
                isLate(state, projected.visible()));
    }

    public List<Feed> feeds() {
        return sources.feeds(null, null, null).items().stream()
                .sorted(Comparator.comparing(Feed::silent).reversed().thenComparing(Feed::source))
                .toList();
    }

    private static Map<String, String> connectionOf(
            @Nullable List<CrmStatus.Connection> connections) {
        Map<String, String> names = new LinkedHashMap<>();
        if (connections != null) {
            connections.forEach(one -> names.put(one.stated("source"), one.connection()));
        }
        return names;
    }

    /** A checkpoint is signed of what was recorded before: a while later that has to be visible. */
    private boolean isLate(LedgerReading.@Nullable State ledger, long visible) {
        if (ledger == null) {
            return false;
        }
        Instant before = clock.instant().minus(PATIENCE);
        return ledger.head() - visible >= MANY
                || (ledger.lastCheckpoint() != null
                        && ledger.lastCheckpoint().size() > visible
                        && ledger.lastCheckpoint().time().isBefore(before));
    }

    private static <T> @Nullable T orNull(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (NotYetException e) {
            return null;
        }
    }
}
