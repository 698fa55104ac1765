package dev.yardstick.command.log;

import org.jspecify.annotations.Nullable;

/** The log cannot take or give events at the moment; the same call may succeed later. */
public class LogUnavailableException extends RuntimeException {

    LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
