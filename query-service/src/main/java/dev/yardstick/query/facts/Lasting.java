package dev.yardstick.query.facts;

/** Something that was known from a position until before another. */
record Lasting<T>(T value, long from, long to) {

    boolean at(long position) {
        return from <= position && position < to;
    }
}
