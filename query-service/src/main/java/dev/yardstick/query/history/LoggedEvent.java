package dev.yardstick.query.history;

import dev.yardstick.events.Event;
import dev.yardstick.events.codec.Metadata;
import java.time.Instant;

/** An event with its place in the log, when it was recorded, and where it came from. */
public record LoggedEvent(
        long position,
        Instant recordedAt,
        String stream,
        String type,
        Event event,
        byte[] data,
        Metadata metadata) {}
