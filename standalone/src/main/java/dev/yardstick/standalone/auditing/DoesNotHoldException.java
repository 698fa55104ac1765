package dev.yardstick.standalone.auditing;

/** Something is not as it should be; the message names it, and what would be right. */
final class DoesNotHoldException extends Exception {

    DoesNotHoldException(String message) {
        super(message);
    }
}
