package dev.yardstick.query.facts;

/** An event and its place in the log. */
public record Recorded<E>(long position, E event) {}
