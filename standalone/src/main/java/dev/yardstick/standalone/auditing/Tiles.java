package dev.yardstick.standalone.auditing;

import dev.yardstick.command.ledger.Frontier;
import dev.yardstick.command.ledger.Hash;
import dev.yardstick.events.export.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tiles of a tree as files: {@code tile/0/000} and so on, as C2SP tlog-tiles names them. */
final class Tiles {

    private static final int WIDTH = TilePath.WIDTH;

    private Tiles() {}

    /** The hashes of a tile; null where there is no such file, or one of another size. */
    private static Hash @Nullable [] read(Path folder, int level, long number, int width)
            throws IOException {
        Path file = folder.resolve(new TilePath(level, number, width).file());
        if (!Files.isRegularFile(file) || Files.size(file) != (long) width * Hash.LENGTH) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        Hash[] hashes = new Hash[width];
        for (int i = 0; i < width; i++) {
            hashes[i] = new Hash(Arrays.copyOfRange(bytes, i * Hash.LENGTH, (i + 1) * Hash.LENGTH));
        }
        return hashes;
    }

    /** What the ledger hashed of each event, in order. */
    static final class Leaves {

        private final Path folder;
        private final long size;
        private Hash @Nullable [] tile;

        Leaves(Path folder, long size) {
            this.folder = folder;
            this.size = size;
        }

        /** The next one of a position; null where its tile is missing. */
        @Nullable Hash of(long position) throws IOException {
            long index = position - 1;
            int place = (int) (index % WIDTH);
            if (index >= size) {
                return null;
            }
            if (place == 0) {
                long first = index - place;
                tile = read(folder, 0, index / WIDTH, (int) Math.min(WIDTH, size - first));
            }
            return tile == null ? null : tile[place];
        }
    }

    /**
     * Looks whether each tile above the lowest holds what those below it give.
     *
     * @throws DoesNotHoldException naming the first that is missing, or does not
     */
    static void requireConsistent(Path folder, long size) throws IOException, DoesNotHoldException {
        int level = 1;
        for (long hashes = size / WIDTH; hashes > 0; hashes /= WIDTH) {
            for (long number = 0; number * WIDTH < hashes; number++) {
                int width = (int) Math.min(WIDTH, hashes - number * WIDTH);
                Hash[] tile = read(folder, level, number, width);
                for (int i = 0; i < width; i++) {
                    Hash[] below = read(folder, level - 1, number * WIDTH + i, WIDTH);
                    if (tile == null || below == null || !root(below).equals(tile[i])) {
                        throw new DoesNotHoldException(
                                "%s must hold the root of each tile below it; hash %d does not",
                                new TilePath(level, number, width).file(), i);
                    }
                }
            }
            level++;
        }
    }

    private static Hash root(Hash[] leaves) {
        Frontier tree = new Frontier();
        for (Hash leaf : leaves) {
            tree.append(leaf);
        }
        return tree.root();
    }
}
