package dev.yardstick.events.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where C2SP tlog-tiles puts a tile: {@code 0/x001/x234/067} is number 1,234,067 of level 0, and
 * {@code 1/000.p/12} the first of level 1 as long as it has 12 hashes.
 */
public record TilePath(int level, long number, int width) {

    /** Hashes of a full tile. */
    public static final int WIDTH = 256;

    private static final Pattern NUMBER =
            Pattern.compile("((?:x\\d{3}/){0,5})(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    /** Reads a level and a path below it; empty where no tile has them. */
    public static Optional<TilePath> parse(String level, String path) {
        Matcher matcher = NUMBER.matcher(path.startsWith("/") ? path.substring(1) : path);
        if (!level.matches("[0-7]") || !matcher.matches()) {
            return Optional.empty();
        }
        String partial = matcher.group(3);
        int width = partial == null ? WIDTH : Integer.parseInt(partial);
        String digits = matcher.group(1).replaceAll("[x/]", "") + matcher.group(2);
        TilePath found = new TilePath(Integer.parseInt(level), Long.parseLong(digits), width);
        // No other way to write the same tile.
        return Optional.of(found).filter(tile -> tile.toString().equals(level + path));
    }

    /** All tiles of a tree of so many leaves, level by level. */
    public static List<TilePath> ofTree(long size) {
        List<TilePath> tiles = new ArrayList<>();
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= WIDTH) {
            for (long number = 0; number < hashes / WIDTH; number++) {
                tiles.add(new TilePath(level, number, WIDTH));
            }
            if (hashes % WIDTH > 0) {
                tiles.add(new TilePath(level, hashes / WIDTH, (int) (hashes % WIDTH)));
            }
            level++;
        }
        return tiles;
    }

    /** The file's name in an export. */
    public String file() {
        return "tile/" + this;
    }

    /** The path below {@code tile/}. */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        long left = number;
        path.append(String.format("%03d", left % 1_000));
        for (left /= 1_000; left > 0; left /= 1_000) {
            path.insert(0, String.format("x%03d/", left % 1_000));
        }
        path.insert(0, level + "/");
        return width == WIDTH ? path.toString() : path + ".p/" + width;
    }
}
