package dev.yardstick.query.timeline;

/** An event and its place in the log. */
public record Recorded<E>(long position, E event) {}
