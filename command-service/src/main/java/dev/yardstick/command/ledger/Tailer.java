package dev.yardstick.command.ledger;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogSignal;
import dev.yardstick.command.log.LogTail;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.runtime.Lead;
import dev.yardstick.runtime.Leads;
import dev.yardstick.runtime.Worker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Follows the log and hashes it. It only reads what the writers wrote, after they did, so it is
 * never in their way. Tiles and state are one transaction; after a crash it goes on from there.
 * With each batch it looks whether the last event that it hashed is still the one; when nothing
 * happens it compares older ones, a tile a second. Where the log is not what was hashed, it says so
 * and goes no further until it is again.
 *
 * <p>Of several processes one hashes: the one that holds the advisory lock.
 */
@Component
record Tailer(
        LedgerSettings settings,
        DataSource database,
        Leads leads,
        LogReader log,
        LogTail tail,
        LogSignal signal,
        TileRows tiles,
        Checkpoints checkpoints) {

    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

    private static final int MAX_BATCH = 4_096;
    private static final Duration IDLE = Duration.ofMillis(200);

    /** Between batches that were not full: so many commits share one write of a tile. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration PATROL = Duration.ofSeconds(1);

    /** Before a log that was found damaged is looked at again. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    @Bean("ledgerWorker")
    Worker worker() {
        return new Worker("ledger", () -> leads.take(database, "ledger").map(Leading::new));
    }

    /** Hashes, for as long as this process leads. */
    private final class Leading implements Worker.Work {

        private final Lead lead;
        private final LogSignal.Follower news = signal.follow();
        private final LogCheck check = new LogCheck(log);
        private @Nullable Growth growth;
        private volatile boolean ending;

        /** What lay there when it began, and may have been altered, is what the database has. */
        private boolean follows;

        private long signed;
        private long signedAt = System.nanoTime() - settings.checkpointEvery().toNanos();
        private long patrolledAt = System.nanoTime();
        private long patrol;

        Leading(Lead lead) {
            this.lead = lead;
        }

        /** A log that is not what was hashed is said where people look; it is no fault of ours. */
        @Override
        public Duration step() throws Exception {
            try {
                Growth growing = growth == null ? begin() : growth;
                return growing == null || grow(growing) ? Duration.ZERO : PAUSE;
            } catch (JacksonException e) {
                tell("an event of the log cannot be read: " + e.getOriginalMessage());
            } catch (DamagedException e) {
                tell(String.valueOf(e.getMessage()));
            }
            growth = null;
            return AGAIN;
        }

        /** What is to grow; null when it was told to end before all was looked at. */
        private @Nullable Growth begin() {
            follows = false;
            TileRows.State state = tiles.state();
            Tree tree = tiles.tree();
            Frontier frontier = tree.frontier(state.size());
            if (!frontier.root().equals(state.root())) {
                throw new DamagedException(
                        "the tiles of the ledger do not give the root that it had at size %s",
                        state.size());
            }
            Checkpoint last = checkpoints.latest().map(checkpoints::opened).orElse(null);
            if (last != null && last.size() <= state.size()) {
                Checkpoints.requireGrownFrom(last, state, tree);
            }
            // What was found damaged is looked at as a whole before it counts as sound again.
            long from = state.problem() == null ? Math.max(0, state.size() - Tiling.WIDTH) : 0;
            for (; from < state.size(); from += Tiling.WIDTH) {
                if (ending) {
                    return null;
                }
                check.compare(tree, from, Math.min(from + Tiling.WIDTH, state.size()));
            }
            Growth begun =
                    new Growth(
                            frontier,
                            tiles.tiling(state.size()),
                            state.size() == 0 ? Hash.OF_NOTHING : tree.leaf(state.size() - 1),
                            last);
            tiles.tell(null);
            LOG.atInfo()
                    .addKeyValue("position", state.size())
                    .log("the ledger goes on from position {}", state.size());
            signed = last == null ? 0 : last.size();
            growth = begun;
            return begun;
        }

        /** Whether there may be more to hash at once. */
        private boolean grow(Growth growing) throws SQLException, InterruptedException {
            long before = growing.size();
            List<LogLine> lines =
                    new ArrayList<>(before == 0 ? List.of() : log.after(before - 1, 1));
            List<LogLine> fresh =
                    follows ? tail.after(before, MAX_BATCH) : log.after(before, MAX_BATCH);
            follows |= fresh.size() < MAX_BATCH;
            lines.addAll(fresh);
            growing.take(lines);
            if (growing.size() > before) {
                TileRows.save(
                        lead.connection(),
                        before,
                        growing.size(),
                        growing.root(),
                        growing.changedTiles());
            } else {
                lead.require();
            }
            long now = System.nanoTime();
            if (growing.size() > signed && now - signedAt >= settings.checkpointEvery().toNanos()) {
                signed = checkpoints.sign().size();
                signedAt = now;
            }
            if (growing.size() - before == MAX_BATCH) {
                return true;
            }
            if (growing.size() == before) {
                growing.requireAllThatWasSigned();
                news.await(IDLE);
            }
            if (now - patrolledAt >= PATROL.toNanos()) {
                patrolledAt = now;
                long to = Math.min(patrol + Tiling.WIDTH, growing.size());
                check.compare(tiles.tree(), patrol, to);
                patrol = to < growing.size() ? to : 0;
            }
            return false;
        }

        @Override
        public void interrupt() {
            ending = true;
        }

        @Override
        public void close() throws SQLException {
            lead.close();
        }
    }

    private void tell(String problem) {
        if (!problem.equals(tiles.state().problem())) {
            LOG.error("the ledger goes no further: {}", problem);
            tiles.tell(problem);
        }
    }
}
