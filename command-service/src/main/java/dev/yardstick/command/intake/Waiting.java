package dev.yardstick.command.intake;

/**
 * What parked events wait for.
 *
 * @param what a rep or an account
 * @param id of whom or what nothing is known yet
 * @param count how many events wait for it
 */
record Waiting(String what, String id, long count) {

    /** The most that an answer names. */
    static final int MOST = 1_000;

    static Waiting of(String stream, long count) {
        int slash = stream.indexOf('/');
        return new Waiting(stream.substring(0, slash), stream.substring(slash + 1), count);
    }
}
