package dev.yardstick.standalone.client;

import java.io.IOException;

/** The server refuses a call for a reason that trying again does not mend. */
public final class RefusedException extends IOException {

    /** The message names the call and the server's reason. */
    public RefusedException(String message) {
        super(message);
    }
}
