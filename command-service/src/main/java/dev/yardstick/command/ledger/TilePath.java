package dev.yardstick.command.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where C2SP tlog-tiles puts a tile: {@code 0/x001/x234/067} is number 1,234,067 of level 0, and
 * {@code 1/000.p/12} the first of level 1 as long as it has 12 hashes.
 */
public record TilePath(int level, long number, int width) {

    private static final Pattern NUMBER =
            Pattern.compile("((?:x\\d{3}/){0,5})(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    static Optional<TilePath> parse(String level, String path) {
        Matcher matcher = NUMBER.matcher(path.startsWith("/") ? path.substring(1) : path);
        if (!level.matches("[0-7]") || !matcher.matches()) {
            return Optional.empty();
        }
        String partial = matcher.group(3);
        int width = partial == null ? Tiling.WIDTH : Integer.parseInt(partial);
        String digits = matcher.group(1).replaceAll("[x/]", "") + matcher.group(2);
        TilePath found = new TilePath(Integer.parseInt(level), Long.parseLong(digits), width);
        // No other way to write the same tile.
        return Optional.of(found).filter(tile -> tile.toString().equals(level + path));
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
        return width == Tiling.WIDTH ? path.toString() : path + ".p/" + width;
    }
}
