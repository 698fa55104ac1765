package dev.yardstick.events.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aTreeHasTheTilesOfTheSpecificationsExample() {
        var tiles = TilePath.ofTree(70_000);
        assertThat(tiles).hasSize(274 + 2 + 1).doesNotHaveDuplicates();
        assertThat(tiles.stream().filter(tile -> tile.width() < TilePath.WIDTH))
                .extracting(TilePath::file)
                .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
        assertThat(TilePath.ofTree(0)).isEmpty();
        assertThat(TilePath.ofTree(256))
                .extracting(TilePath::toString)
                .containsExactly("0/000", "1/000.p/1");
    }
}
