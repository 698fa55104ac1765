package dev.yardstick.query.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last event that was used.
 *
 * @param instant when it was recorded; null before the first event
 */
public record KnownAt(long position, @Nullable Instant instant) {}
