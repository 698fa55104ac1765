package dev.yardstick.command.axon;

/**
 * A rep or an account may have become known, so what waits for it can be tried again.
 *
 * @param stream of the rep or the account
 */
public record BecameKnown(String stream) {}
