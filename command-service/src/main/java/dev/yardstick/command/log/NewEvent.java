package dev.yardstick.command.log;

import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event about to be appended.
 *
 * @param sequence its place in the stream, from 0: the one after the last that the decision saw
 * @param data the event's JSON
 * @param origin what it came from; one for all of a unit of work
 * @param rep the rep whom an expectation is about; null for all other events
 */
record NewEvent(
        String stream,
        long sequence,
        String type,
        int revision,
        UUID id,
        byte[] data,
        Origin origin,
        @Nullable String rep) {

    /** Metadata and their JSON. */
    record Origin(Metadata metadata, byte[] json) {

        static Origin of(Metadata metadata) {
            return new Origin(metadata, JsonMapper.shared().writeValueAsBytes(metadata));
        }
    }

    int bytes() {
        return data.length + origin.json().length;
    }

    /** The event where the log has it. */
    LogLine at(long position, Instant recordedAt) {
        return new LogLine(
                position,
                recordedAt,
                stream,
                sequence,
                type,
                revision,
                id,
                data,
                origin.metadata());
    }
}
