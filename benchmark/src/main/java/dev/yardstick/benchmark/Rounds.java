package dev.yardstick.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** What a race came to: one pair of rates a round, and the median of their ratios. */
final class Rounds {

    private final double[] ours;
    private final double[] limits;
    private int round;

    Rounds(int rounds) {
        ours = new double[rounds];
        limits = new double[rounds];
    }

    static double perSecond(int count, long nanos) {
        return count * 1e9 / nanos;
    }

    /** Adds a round: what Yardstick did, and what the raw limit did, both a second. */
    void add(double ours, double limit) {
        this.ours[round] = ours;
        limits[round] = limit;
        round++;
    }

    double ratio() {
        double[] ratios = new double[round];
        for (int i = 0; i < round; i++) {
            ratios[i] = ours[i] / limits[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The medians of both sides, for a reader. */
    String said(String what, String limit) {
        return String.format(
                Locale.ROOT,
                "%s %,.0f/s, %s %,.0f/s",
                what,
                median(Arrays.copyOf(ours, round)),
                limit,
                median(Arrays.copyOf(limits, round)));
    }
}
