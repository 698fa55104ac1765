package dev.yardstick.standalone.auditing;

import org.jspecify.annotations.Nullable;

/** Something is not as it should be; the message names it, and what would be right. */
public final class DoesNotHoldException extends Exception {

    /** With parts they stand where the message says {@code %s}; without, it is taken as it is. */
    public DoesNotHoldException(String message, @Nullable Object... parts) {
        super(parts.length == 0 ? message : message.formatted(parts));
    }
}
