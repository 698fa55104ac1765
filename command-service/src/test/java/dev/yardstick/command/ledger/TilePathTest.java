package dev.yardstick.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class TilePathTest {

    @ParameterizedTest
    @CsvSource({
        "0, /000, 0, 256",
        "0, /x001/x234/067, 1234067, 256",
        "1, /000.p/12, 0, 12",
        "2, /x001/000.p/255, 1000, 255"
    })
    void aTileHasOnePath(String level, String path, long number, int width) {
        TilePath tile = new TilePath(Integer.parseInt(level), number, width);
        assertThat(TilePath.parse(level, path)).contains(tile);
        assertThat(tile).hasToString(level + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/0",
                "/0000",
                "/x000/001",
                "/x01/001",
                "/001/002",
                "/000.p/0",
                "/000.p/256",
                "/000.p/01",
                "/000/",
                "/x001/x234/x067",
                "/-01"
            })
    void noOtherPathIsOne(String path) {
        assertThat(TilePath.parse("0", path)).isEmpty();
    }

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
