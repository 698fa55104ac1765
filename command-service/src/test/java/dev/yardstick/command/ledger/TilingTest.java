package dev.yardstick.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TilingTest {

    @Test
    void theTilesOfATreeAreThoseOfTheSpecificationsExample() {
        Frontier frontier = new Frontier();
        Tiling tiling = new Tiling();
        Hash leaf = Hash.ofLeaf(new byte[0]);
        for (int i = 0; i < 70_000; i++) {
            frontier.append(leaf, tiling::take);
        }
        var tiles = tiling.drain();
        assertThat(tiles.stream().filter(t -> t.level() == 0)).hasSize(274);
        assertThat(tiles.stream().filter(t -> t.level() == 1)).hasSize(2);
        assertThat(tiles.stream().filter(t -> t.level() == 2)).hasSize(1);
        assertThat(tiles.stream().filter(t -> t.hashes().length < 8_192))
                .extracting(t -> t.level() + "/" + t.number() + "/" + t.hashes().length / 32)
                .containsExactly("0/273/112", "1/1/17", "2/0/1");
    }

    @Test
    void tilesThatWereCutInPiecesGiveTheRootsAndProofsOfTheDefinition() {
        long seed = 256;
        Random random = new Random(seed);
        NaiveTree naive = NaiveTree.random(random, 700);
        MemoryTiles memory = new MemoryTiles();
        Frontier frontier = new Frontier();
        int size = 0;
        while (size < 700) {
            Tiling tiling = memory.tiling(size);
            int piece = Math.min(1 + random.nextInt(90), 700 - size);
            for (Hash leaf : naive.leaves().subList(size, size + piece)) {
                frontier.append(leaf, tiling::take);
            }
            size += piece;
            tiling.drain().forEach(memory::put);
            int from = random.nextInt(size);
            String what = "seed " + seed + ", " + from + " of " + size;
            assertThat(memory.tree().root(size)).as(what).isEqualTo(naive.root(size));
            assertThat(memory.tree().inclusion(from, size))
                    .as(what)
                    .isEqualTo(naive.inclusion(from, size));
            assertThat(memory.tree().consistency(from, size))
                    .as(what)
                    .isEqualTo(naive.consistency(from, size));
        }
    }
}
