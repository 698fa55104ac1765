package dev.yardstick.query.pages.kit;

import dev.yardstick.query.pages.kit.Canvas.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Which places of a picture are taken by texts, in pixels, in the narrowest window and in the
 * narrowest of those that are wide. In a wider one what stands at shares of the width only moves
 * apart.
 */
final class Labels {

    /** From one line of a text to the next, in pixels. */
    static final int LINE = 14;

    /** What stands right of a picture may be as wide. */
    private static final int MARGIN = 78;

    private static final int NARROW = 250;
    private static final int WIDE = 400;

    /** A letter is about as wide, and signs are wider; in pixels. */
    private static final double LETTER = 6.4;

    private static final double SIGN = 12;
    private static final int ASCENT = 11;
    private static final int DESCENT = 3;

    /** Texts closer than this, side by side, would be read as one. */
    private static final int GAP = 6;

    private record Box(double left, double top, double right, double bottom) {

        boolean touches(Box other) {
            return left < other.right + GAP
                    && other.left < right + GAP
                    && top < other.bottom
                    && other.top < bottom;
        }
    }

    /** A window with the boxes in it. */
    private record Window(int width, int height, List<Box> taken) {

        Box box(Place place, int nominal, String... lines) {
            double wide = 0;
            for (String line : lines) {
                wide =
                        Math.max(
                                wide,
                                line.codePoints()
                                        .mapToDouble(c -> c < 0x2000 ? LETTER : SIGN)
                                        .sum());
            }
            double x = place.x() / Canvas.WIDTH * width + place.dx();
            double y = place.y() / nominal * height + place.dy();
            double left = place.end() ? x - wide : x;
            return new Box(
                    left,
                    y - ASCENT,
                    left + wide,
                    y + DESCENT + (lines.length - 1) * (double) LINE);
        }

        boolean isFree(Box box) {
            return box.left >= 0
                    && box.right <= width + MARGIN
                    && box.top >= 0
                    && box.bottom <= height + 1
                    && taken.stream().noneMatch(box::touches);
        }
    }

    private final int nominal;
    private final Window narrow;
    private final Window wide;

    /**
     * Of a picture without texts.
     *
     * @param height in a wide window
     * @param narrow its height in a narrow one
     */
    Labels(int height, int narrow) {
        this.nominal = height;
        this.narrow = new Window(NARROW, narrow, new ArrayList<>());
        this.wide = new Window(WIDE, height, new ArrayList<>());
    }

    /**
     * Takes a place for a text if it is free.
     *
     * @param roomy whether the text is shown in wide windows only
     */
    boolean take(Place place, boolean roomy, String... lines) {
        Box there = wide.box(place, nominal, lines);
        Box here = narrow.box(place, nominal, lines);
        if (!wide.isFree(there) || !roomy && !narrow.isFree(here)) {
            return false;
        }
        wide.taken().add(there);
        if (!roomy) {
            narrow.taken().add(here);
        }
        return true;
    }
}
