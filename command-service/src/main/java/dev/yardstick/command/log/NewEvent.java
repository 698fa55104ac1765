package dev.yardstick.command.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event about to be appended.
 *
 * @param sequence its place in the stream, from 0: the one after the last that the decision saw
 * @param data the event's JSON
 * @param metadata the metadata's JSON
 * @param rep the rep whom an expectation is about; null for all other events
 */
record NewEvent(
        String stream,
        long sequence,
        String type,
        int revision,
        UUID id,
        byte[] data,
        byte[] metadata,
        @Nullable String rep) {}
