package dev.yardstick.command.ledger;

import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs checkpoints, each one consistent with the one before it: who can write the database cannot
 * have another past signed, unless the checkpoints go as well, and then an auditor who kept one
 * finds out. Threadsafe, in several processes too.
 */
@Component
record Checkpoints(
        JdbcClient jdbc,
        TransactionTemplate transaction,
        TileRows tiles,
        SignerKey key,
        Clock clock) {

    private static final String COLUMNS = "id, size, name, time, note from ledger_checkpoint ";

    private static final String LATEST =
            "select " + COLUMNS + "order by size desc, id desc limit 1";

    private static final String PAGE =
            "select " + COLUMNS + "where id < ? order by id desc limit ?";

    private static final String OF_SIZE =
            "select " + COLUMNS + "where size = ? order by id desc limit 1";

    private static final String INSERT =
            "insert into ledger_checkpoint (size, name, time, note) values (?, ?, ?, ?)";

    private static final Duration POLL = Duration.ofMillis(20);

    /** A checkpoint as it is kept; {@code id} grows with each. */
    record Signed(long id, long size, String name, Instant time, String note) {

        Checkpoint checkpoint() {
            return Checkpoint.parse(Note.parse(note).text());
        }
    }

    Optional<Signed> latest() {
        return jdbc.sql(LATEST).query(SIGNED).optional();
    }

    /** The one that covers the positions from 1 to a size; of two keys' the newer one. */
    Optional<Signed> ofSize(long size) {
        return jdbc.sql(OF_SIZE).param(size).query(SIGNED).optional();
    }

    /** At most {@code limit} checkpoints with ids below one, newest first. */
    List<Signed> before(long id, int limit) {
        return jdbc.sql(PAGE).params(id, limit).query(SIGNED).list();
    }

    /**
     * A checkpoint of all that is hashed: the latest one when nothing was added since.
     *
     * @throws DamagedException when it would not be consistent with the one before it
     */
    Signed sign() {
        return transaction.execute(status -> {
            TileRows.State state = tiles.hold();
            if (state.problem() != null) {
                throw new DamagedException(state.problem());
            }
            Optional<Signed> last = latest();
            if (last.isPresent() && !isNews(last.get(), state)) {
                return last.get();
            }
            last.ifPresent(signed -> requireGrownFrom(opened(signed), state, tiles.tree()));
            Instant time = clock.instant();
            Note note = key.sign(state.size(), state.root(), time);
            jdbc.sql(INSERT)
                    .params(
                            state.size(),
                            key.verifier().name(),
                            time.atOffset(ZoneOffset.UTC),
                            note.toString())
                    .update();
            return latest().orElseThrow();
        });
    }

    private boolean isNews(Signed last, TileRows.State state) {
        return last.size() < state.size()
                || last.size() == state.size() && !last.name().equals(key.verifier().name());
    }

    /**
     * What a kept checkpoint says. One that another key signed is taken as it is: the key was
     * changed.
     *
     * @throws DamagedException when it was altered
     */
    Checkpoint opened(Signed signed) {
        try {
            return signed.name().equals(key.verifier().name())
                    ? key.verifier().open(signed.note())
                    : signed.checkpoint();
        } catch (BadNoteException e) {
            throw new DamagedException(
                    "the checkpoint of size %s was altered: %s", signed.size(), e.getMessage());
        }
    }

    /**
     * Whether the tree grew from a checkpoint.
     *
     * @throws DamagedException when it did not
     */
    static void requireGrownFrom(Checkpoint checkpoint, TileRows.State state, Tree tree) {
        if (checkpoint.size() > state.size()
                || !tree.root(checkpoint.size()).equals(checkpoint.root())
                || !tree.root(state.size()).equals(state.root())) {
            throw anotherPast(checkpoint.size(), state.size());
        }
    }

    static DamagedException anotherPast(long signed, long size) {
        return new DamagedException(
                "the tree of %s events did not grow from that of the checkpoint of size %s",
                size, signed);
    }

    /**
     * A checkpoint that covers a position, signed at once if there is none yet.
     *
     * @throws NotYetException when the log is not hashed so far within the time
     * @throws RefusedException {@code ledger-damaged}
     */
    Signed covering(long position, Duration patience) throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (true) {
            TileRows.State state = tiles.state();
            if (state.problem() != null) {
                throw new RefusedException(Reason.LEDGER_DAMAGED.of(state.problem()));
            }
            if (state.size() >= position) {
                try {
                    return sign();
                } catch (DamagedException e) {
                    throw new RefusedException(Reason.LEDGER_DAMAGED.of(e.getMessage()));
                }
            }
            if (clock.instant().isAfter(end)) {
                throw new NotYetException(Reason.LEDGER_BEHIND.of(state.size(), position));
            }
            Thread.sleep(POLL);
        }
    }

    private static final RowMapper<Signed> SIGNED =
            (row, n) ->
                    new Signed(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getString(5));
}
