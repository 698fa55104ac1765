package dev.yardstick.standalone.csv;

/** Counts lines as all programs end them: with a line feed, a carriage return, or both. */
final class LineEnds {

    private LineEnds() {}

    /** How many lines end from one place in a text up to another. */
    static int count(String text, int from, int to) {
        int ends = 0;
        for (int at = from; at < to; at++) {
            if (isEnd(text, at)) {
                ends++;
            }
        }
        return ends;
    }

    /** Where the line begins in which a place lies. */
    static int lineStart(String text, int offset) {
        int start = Math.min(offset, text.length());
        while (start > 0 && !isEnd(text, start - 1)) {
            start--;
        }
        return start;
    }

    private static boolean isEnd(String text, int at) {
        char c = text.charAt(at);
        boolean followed = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return c == '\n' || c == '\r' && !followed;
    }
}
