package dev.yardstick.events.codec;

import org.jspecify.annotations.Nullable;

/** Stored or shipped bytes are no event that this version can read. */
public class UnreadableEventException extends RuntimeException {

    UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
