package dev.yardstick.query.known;

/** Something that was known from a position until before another. */
record Validity<T>(T value, long from, long to) {

    boolean at(long position) {
        return from <= position && position < to;
    }
}
