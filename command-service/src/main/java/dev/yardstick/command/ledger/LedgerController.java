package dev.yardstick.command.ledger;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.export.TilePath;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checkpoints, proofs and tiles for auditors. */
@RestController
record LedgerController(LogReader log, TileRows tiles, Checkpoints checkpoints, SignerKey signer) {

    private static final String PATH = "/api/v1/audit/";
    private static final int MAX_PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * A signed checkpoint.
     *
     * @param size it covers the positions from 1 to this one
     * @param root of the Merkle tree over them, Base64
     * @param time when it was signed
     * @param note the C2SP signed note, to be kept as it is
     */
    record CheckpointView(long size, String root, Instant time, String note) {

        static CheckpointView of(Checkpoints.Signed signed) {
            Checkpoint checkpoint = signed.checkpoint();
            return new CheckpointView(
                    checkpoint.size(),
                    checkpoint.root().toString(),
                    checkpoint.time(),
                    signed.note());
        }
    }

    /** Checkpoints, newest first. */
    record Page(List<CheckpointView> items, @Nullable String next) {}

    /**
     * The checkpoints that were signed, newest first.
     *
     * @param cursor {@code next} of the page before
     * @param limit 1 to 500
     */
    @GetMapping(PATH + "checkpoints")
    Page checkpoints(
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_PAGE));
        }
        List<Checkpoints.Signed> found =
                checkpoints.before(cursor == null ? Long.MAX_VALUE : cursor, limit + 1);
        List<Checkpoints.Signed> page = found.stream().limit(limit).toList();
        return new Page(
                page.stream().map(CheckpointView::of).toList(),
                found.size() > limit ? Long.toString(page.getLast().id()) : null);
    }

    /**
     * A checkpoint that covers a position; signed at once when there is none yet. 503 when the log
     * is not hashed so far within five seconds; 409 {@code ledger-damaged} when it is not what was
     * hashed.
     *
     * @param after the position; the log's end without it
     */
    @GetMapping(PATH + "checkpoints/latest")
    CheckpointView latest(@RequestParam(required = false) @Nullable Long after)
            throws InterruptedException {
        long head = log.head();
        if (after != null && (after < 0 || after > head)) {
            throw new InvalidException("after", Reason.POSITION_IN_LOG.of(head));
        }
        return CheckpointView.of(checkpoints.covering(after == null ? head : after, PATIENCE));
    }

    /** A checkpoint that was signed, by its size. */
    @GetMapping(PATH + "checkpoints/{size}")
    CheckpointView checkpoint(@PathVariable long size) {
        return checkpoints
                .ofSize(size)
                .map(CheckpointView::of)
                .orElseThrow(() -> new NotFoundException(Reason.NO_CHECKPOINT));
    }

    /** The key that checks the checkpoints, as a signed note's verifier key. */
    record KeyView(String key) {}

    /** The public key. Keep it elsewhere. */
    @GetMapping(PATH + "checkpoints/key")
    KeyView key() {
        return new KeyView(signer.verifier().toString());
    }

    /**
     * A proof that a line of the log is in the tree, RFC 9162 section 2.1.3.
     *
     * @param index the position less one
     * @param leaf SHA-256 of a zero byte and the line, Base64
     * @param hashes from the leaf to the root
     */
    record Inclusion(
            long position, long index, String leaf, long size, String root, List<String> hashes) {}

    /**
     * Proves that an event is in the tree.
     *
     * @param size of the tree; the present one without it
     */
    @GetMapping(PATH + "proofs/inclusion")
    Inclusion inclusion(
            @RequestParam long position, @RequestParam(required = false) @Nullable Long size) {
        long hashed = tiles.state().size();
        long of = size(size, "size", hashed);
        if (position < 1 || position > of) {
            throw new InvalidException("position", Reason.IN_TREE.of(of));
        }
        Tree tree = tiles.tree();
        return new Inclusion(
                position,
                position - 1,
                tree.leaf(position - 1).toString(),
                of,
                tree.root(of).toString(),
                base64(tree.inclusion(position - 1, of)));
    }

    /** A proof that one tree grew from another by appending, RFC 9162 section 2.1.4. */
    record Consistency(long from, String fromRoot, long to, String toRoot, List<String> hashes) {}

    /**
     * Proves that the log was only appended to.
     *
     * @param from a size, such as that of a checkpoint that was kept
     * @param to a later size; the present one without it
     */
    @GetMapping(PATH + "proofs/consistency")
    Consistency consistency(
            @RequestParam long from, @RequestParam(required = false) @Nullable Long to) {
        long until = size(to, "to", tiles.state().size());
        if (from < 0 || from > until) {
            throw new InvalidException("from", Reason.CHECKPOINT_SIZE.of(until));
        }
        Tree tree = tiles.tree();
        return new Consistency(
                from,
                tree.root(from).toString(),
                until,
                tree.root(until).toString(),
                base64(tree.consistency(from, until)));
    }

    private static long size(@Nullable Long asked, String path, long hashed) {
        if (asked != null && (asked < 0 || asked > hashed)) {
            throw new InvalidException(path, Reason.HASHED_SIZE.of(hashed));
        }
        return asked == null ? hashed : asked;
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(Hash::toString).toList();
    }

    /**
     * How the ledger is doing.
     *
     * @param size the last position that is hashed
     * @param head the last position of the log
     * @param lag how many are not hashed yet
     * @param root of the tree, Base64
     * @param problem why it goes no further; null: all is well
     */
    record Doing(
            long size,
            long head,
            long lag,
            String root,
            @Nullable CheckpointView lastCheckpoint,
            @Nullable String problem) {}

    /** How far the log is hashed and signed, and what is wrong if anything is. */
    @GetMapping(PATH + "ledger")
    Doing ledger() {
        TileRows.State state = tiles.state();
        long head = log.head();
        return new Doing(
                state.size(),
                head,
                head - state.size(),
                state.root().toString(),
                checkpoints.latest().map(CheckpointView::of).orElse(null),
                state.problem());
    }

    /**
     * A tile, at the path that C2SP tlog-tiles gives it below {@code tile/}: the level, the number
     * in groups of three digits, and {@code .p/W} for one that has only W hashes yet.
     */
    @GetMapping(
            path = PATH + "tiles/tile/{level}/{*path}",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] tile(@PathVariable String level, @PathVariable String path) {
        return TilePath.parse(level, path)
                .flatMap(this::hashes)
                .orElseThrow(() -> new NotFoundException(Reason.NO_TILE));
    }

    private Optional<byte[]> hashes(TilePath path) {
        return tiles.find(path.level(), path.number())
                .filter(hashes -> hashes.length >= path.width() * Hash.LENGTH)
                .map(hashes -> Arrays.copyOf(hashes, path.width() * Hash.LENGTH));
    }
}
