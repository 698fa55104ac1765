package dev.yardstick.command.intake.message;

/**
 * What parked events wait for.
 *
 * @param what a rep or an account
 * @param id of whom or what nothing is known yet
 * @param count how many events wait for it
 */
public record Waiting(String what, String id, long count) {

    /** The most that an answer names. */
    public static final int MOST = 1_000;

    public static Waiting of(String stream, long count) {
        int slash = stream.indexOf('/');
        return new Waiting(stream.substring(0, slash), stream.substring(slash + 1), count);
    }
}
