package dev.yardstick.command.ledger;

import dev.yardstick.events.export.TilePath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Cuts a growing tree into the tiles of C2SP tlog-tiles: of the roots of its full subtrees only
 * those of 1, 256, 256², … leaves are kept, 256 to a tile; the rest follows from them. Not
 * threadsafe.
 */
final class Tiling {

    /** Levels of the tree to a level of tiles. */
    static final int HEIGHT = 8;

    /** Hashes of a full tile. */
    static final int WIDTH = TilePath.WIDTH;

    private final Map<Integer, Long> numbers = new TreeMap<>();
    private final Map<Integer, ByteArrayOutputStream> open = new TreeMap<>();
    private final List<Tile> full = new ArrayList<>();

    /**
     * A tile, full or not yet.
     *
     * @param level 0: of leaves
     * @param number within the level, from 0
     * @param hashes 32 bytes each
     */
    record Tile(int level, long number, byte[] hashes) {}

    /** How many subtrees the tiles of a level hold when the tree has a size. */
    static long count(int level, long size) {
        int shift = HEIGHT * level;
        return shift >= Long.SIZE ? 0 : size >> shift;
    }

    /** Takes up a tile that is not full yet. */
    void resume(Tile tile) {
        numbers.put(tile.level(), tile.number());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(WIDTH * Hash.LENGTH);
        bytes.writeBytes(tile.hashes());
        open.put(tile.level(), bytes);
    }

    /** Takes the root of a full subtree of {@code 2^level} leaves, all before it being taken. */
    void take(int level, long index, Hash root) {
        if (level % HEIGHT != 0) {
            return;
        }
        int tiles = level / HEIGHT;
        ByteArrayOutputStream bytes =
                open.computeIfAbsent(tiles, l -> new ByteArrayOutputStream(WIDTH * Hash.LENGTH));
        numbers.put(tiles, index >> HEIGHT);
        bytes.writeBytes(root.bytes());
        if (bytes.size() == WIDTH * Hash.LENGTH) {
            full.add(new Tile(tiles, index >> HEIGHT, bytes.toByteArray()));
            open.remove(tiles);
        }
    }

    /** The tiles that filled up since the last call, and those that are not full. */
    List<Tile> drain() {
        List<Tile> tiles = new ArrayList<>(full);
        full.clear();
        open.forEach((level, bytes) ->
                tiles.add(
                        new Tile(
                                level,
                                Objects.requireNonNull(numbers.get(level)),
                                bytes.toByteArray())));
        return tiles;
    }
}
