package dev.yardstick.command.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tiles without a database. */
final class MemoryTiles implements Tiles {

    private final Map<String, byte[]> tiles = new HashMap<>();

    void put(Tiling.Tile tile) {
        tiles.put(tile.level() + "/" + tile.number(), tile.hashes());
    }

    @Override
    public Optional<byte[]> find(int level, long number) {
        return Optional.ofNullable(tiles.get(level + "/" + number));
    }
}
