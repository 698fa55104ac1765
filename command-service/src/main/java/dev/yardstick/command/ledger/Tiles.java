package dev.yardstick.command.ledger;

import dev.yardstick.command.ledger.Tiling.Tile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where tiles are kept, and the tree that they make. */
@FunctionalInterface
interface Tiles {

    /** The hashes of a tile; none when there is no such tile. */
    Optional<byte[]> find(int level, long number);

    /**
     * The tree as the tiles have it; its tiles are looked up once, when they are needed. Asking it
     * throws {@link DamagedException} where a tile is missing or too short.
     */
    default Tree tree() {
        Map<List<Long>, byte[]> found = new HashMap<>();
        return new Tree((level, index) -> {
            int tiles = level / Tiling.HEIGHT;
            int within = level % Tiling.HEIGHT;
            long first = index << within;
            long number = first >> Tiling.HEIGHT;
            byte[] hashes =
                    found.computeIfAbsent(
                            List.of((long) tiles, number),
                            k -> find(tiles, number).orElse(new byte[0]));
            return root(hashes, (int) (first % Tiling.WIDTH), 1 << within, tiles, number);
        });
    }

    private static Hash root(byte[] hashes, int from, int count, int level, long number) {
        if (hashes.length < (from + count) * Hash.LENGTH) {
            throw new DamagedException(
                    "tile %s/%s of the ledger is missing or too short", level, number);
        }
        if (count == 1) {
            int start = from * Hash.LENGTH;
            return new Hash(Arrays.copyOfRange(hashes, start, start + Hash.LENGTH));
        }
        int half = count / 2;
        return Hash.ofNode(
                root(hashes, from, half, level, number),
                root(hashes, from + half, half, level, number));
    }

    /** The tiles that are not full when the tree has a size. */
    default Tiling tiling(long size) {
        Tiling tiling = new Tiling();
        for (int level = 0; Tiling.count(level, size) > 0; level++) {
            long count = Tiling.count(level, size);
            int width = (int) (count % Tiling.WIDTH);
            if (width > 0) {
                long number = count >> Tiling.HEIGHT;
                byte[] hashes = find(level, number).orElse(new byte[0]);
                if (hashes.length != width * Hash.LENGTH) {
                    throw new DamagedException(
                            "tile %s/%s of the ledger must have %s hashes", level, number, width);
                }
                tiling.resume(new Tile(level, number, hashes));
            }
        }
        return tiling;
    }
}
