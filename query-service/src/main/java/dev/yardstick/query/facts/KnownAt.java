package dev.yardstick.query.facts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The last event that was used.
 *
 * @param instant when it was recorded; null before the first event
 */
public record KnownAt(long position, @Nullable Instant instant) {}
