package dev.yardstick.command.expectation;

/** A revision was written against a version that is no longer the latest. */
public class VersionMovedException extends RuntimeException {

    VersionMovedException(int seen, int latest) {
        super(
                "version " + seen + " was revised meanwhile: the latest is " + latest,
                null,
                false,
                false);
    }
}
