package dev.yardstick.benchmark;

/**
 * A line of the table in docs/performance.md: what Yardstick did, divided by a raw limit that was
 * measured in the same run.
 *
 * @param name R1 to R11, or P1 to P3 beside peers; of several ratios of one measure the second ends
 *     in {@code b}
 * @param measure what was divided by what, for a reader
 * @param ratio the median of the rounds
 * @param target what it should be; beside a peer 1, where neither is ahead
 * @param atMost whether a smaller ratio is the better one
 * @param correct whether the answers were looked at before they were timed, and were right
 * @param said the numbers behind the ratio, for a reader
 */
record Ratio(
        String name,
        String measure,
        double ratio,
        double target,
        boolean atMost,
        boolean correct,
        String said) {

    /** What did not come to its end. */
    static Ratio notMeasured(String name, Exception failed) {
        return new Ratio(name, "not measured", Double.NaN, 0, false, false, failed.toString());
    }

    /** Whether it says who is ahead, and no target was set. */
    boolean isBesidePeer() {
        return name.startsWith("P");
    }

    boolean isMeasured() {
        return !Double.isNaN(ratio);
    }

    boolean met() {
        return correct && (atMost ? ratio <= target : ratio >= target);
    }
}
