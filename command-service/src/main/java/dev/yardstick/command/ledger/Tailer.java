package dev.yardstick.command.ledger;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogSignal;
import dev.yardstick.events.LogLine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

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
class Tailer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

    private static final int MAX_BATCH = 4_096;
    private static final Duration IDLE = Duration.ofMillis(200);

    /** Between batches that were not full: so many commits share one write of a tile. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration PATROL = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private static final String LEAD = "select pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String RESIGN = "select pg_advisory_unlock_all()";

    private final LedgerSettings settings;
    private final DataSource database;
    private final LogReader log;
    private final LogSignal signal;
    private final TileRows tiles;
    private final Checkpoints checkpoints;
    private volatile boolean running;
    private Thread thread = new Thread();

    Tailer(
            LedgerSettings settings,
            DataSource database,
            LogReader log,
            LogSignal signal,
            TileRows tiles,
            Checkpoints checkpoints) {
        this.settings = settings;
        this.database = database;
        this.log = log;
        this.signal = signal;
        this.tiles = tiles;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("ledger").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        String trouble = "";
        while (running) {
            try {
                lead();
                trouble = "";
            } catch (SQLException | RuntimeException e) {
                if (running && !e.toString().equals(trouble)) {
                    LOG.warn("the ledger waits and tries again: {}", e.toString());
                    trouble = e.toString();
                }
            } catch (InterruptedException e) {
                return;
            }
            if (!running) {
                return;
            }
            try {
                Thread.sleep(BACK_OFF);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void lead() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            if (!lead(connection)) {
                return;
            }
            try {
                follow(connection);
            } catch (JacksonException e) {
                tell("an event of the log cannot be read: " + e.getOriginalMessage());
            } catch (DamagedException e) {
                tell(String.valueOf(e.getMessage()));
            } finally {
                resign(connection);
            }
        }
    }

    private void tell(String problem) {
        if (!problem.equals(tiles.state().problem())) {
            LOG.error("the ledger goes no further: {}", problem);
            tiles.tell(problem);
        }
    }

    private static boolean lead(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LEAD)) {
            lock.setString(1, "ledger");
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void resign(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement(RESIGN)) {
            unlock.execute();
        }
    }

    private void follow(Connection connection) throws SQLException, InterruptedException {
        TileRows.State state = tiles.state();
        Tree tree = tiles.tree();
        Frontier frontier = tree.frontier(state.size());
        if (!frontier.root().equals(state.root())) {
            throw new DamagedException(
                    "the tiles of the ledger do not give the root that it had at size "
                            + state.size());
        }
        Checkpoint signed = checkpoints.latest().map(checkpoints::opened).orElse(null);
        if (signed != null && signed.size() <= state.size()) {
            Checkpoints.requireGrownFrom(signed, state, tree);
        }
        LogCheck check = new LogCheck(log);
        // What was found damaged is looked at as a whole before it counts as sound again.
        long from = state.problem() == null ? Math.max(0, state.size() - Tiling.WIDTH) : 0;
        for (; from < state.size() && running; from += Tiling.WIDTH) {
            check.compare(tree, from, Math.min(from + Tiling.WIDTH, state.size()));
        }
        Growth growth =
                new Growth(
                        frontier,
                        tiles.tiling(state.size()),
                        state.size() == 0 ? Hash.OF_NOTHING : tree.leaf(state.size() - 1),
                        signed);
        tiles.tell(null);
        LOG.info("the ledger goes on from position {}", state.size());
        grow(connection, growth, check, signed == null ? 0 : signed.size());
    }

    private void grow(Connection connection, Growth growth, LogCheck check, long signedSize)
            throws SQLException, InterruptedException {
        LogSignal.Follower news = signal.follow();
        long signedAt = System.nanoTime() - settings.checkpointEvery().toNanos();
        long signed = signedSize;
        long patrolledAt = System.nanoTime();
        long patrol = 0;
        while (running) {
            long before = growth.size();
            List<LogLine> lines = log.after(Math.max(0, before - 1), MAX_BATCH);
            growth.take(lines);
            if (growth.size() > before) {
                TileRows.save(
                        connection, before, growth.size(), growth.root(), growth.changedTiles());
            } else if (!connection.isValid(1)) {
                throw new SQLException("the connection that holds the lead is gone");
            }
            long now = System.nanoTime();
            if (growth.size() > signed && now - signedAt >= settings.checkpointEvery().toNanos()) {
                signed = checkpoints.sign().size();
                signedAt = now;
            }
            if (lines.size() < MAX_BATCH) {
                growth.requireAllThatWasSigned();
                if (now - patrolledAt >= PATROL.toNanos()) {
                    patrolledAt = now;
                    long to = Math.min(patrol + Tiling.WIDTH, growth.size());
                    check.compare(tiles.tree(), patrol, to);
                    patrol = to < growth.size() ? to : 0;
                }
                Thread.sleep(PAUSE);
                news.await(IDLE);
            }
        }
    }
}
