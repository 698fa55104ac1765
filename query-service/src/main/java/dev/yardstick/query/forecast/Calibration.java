package dev.yardstick.query.forecast;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an outlook becomes a likelihood: log odds α + β × odds + γ × lead. Before anything is known
 * of an organisation the rhythm is believed as it is and the line is not asked.
 */
public record Calibration(double alpha, double beta, double gamma) {

    /** Of an organisation whose clauses are not known. */
    public static final Calibration PLAIN = new Calibration(0, 1, 0);

    /** How strongly a fit is drawn to {@link #PLAIN}, in closed moments. */
    private static final double[] RIDGE = {2, 2, 0.25};

    private static final int STEPS = 50;
    private static final double SMALLEST_STEP = 1e-9;

    /** An outlook and what came of it. */
    public record Outcome(Outlook outlook, boolean reached) {}

    static Calibration of(@Nullable ForecastCalibrated event) {
        if (event == null) {
            return PLAIN;
        }
        BigDecimal gamma = event.gamma();
        return new Calibration(
                event.alpha().doubleValue(),
                event.beta().doubleValue(),
                gamma == null ? 0 : gamma.doubleValue());
    }

    /** The likelihood, 0 to 1. */
    public double likelihood(Outlook outlook) {
        return logistic(alpha + beta * outlook.odds() + gamma * outlook.lead());
    }

    /** The odds by the rhythm that make a likelihood of so many log odds, with a lead. */
    double oddsFor(double logOdds, double lead) {
        return beta > 0 ? (logOdds - alpha - gamma * lead) / beta : logOdds;
    }

    static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /**
     * What closed clauses teach: the most likely one under a normal prior around {@link #PLAIN}, by
     * Newton's method, halving a step that overshoots.
     */
    public static Calibration fitted(List<Outcome> outcomes) {
        double[] at = PLAIN.numbers();
        double loss = loss(outcomes, at);
        for (int step = 0; step < STEPS; step++) {
            double[] move = move(outcomes, at);
            double[] next = plus(at, move, 1);
            for (double part = 1; loss(outcomes, next) > loss && part > SMALLEST_STEP; ) {
                part /= 2;
                next = plus(at, move, part);
            }
            double moved = 0;
            for (int i = 0; i < at.length; i++) {
                moved = Math.max(moved, Math.abs(next[i] - at[i]));
            }
            at = next;
            loss = loss(outcomes, at);
            if (moved < SMALLEST_STEP) {
                break;
            }
        }
        return new Calibration(at[0], at[1], at[2]);
    }

    private double[] numbers() {
        return new double[] {alpha, beta, gamma};
    }

    private static double[] plus(double[] at, double[] move, double part) {
        double[] sum = at.clone();
        Arrays.setAll(sum, i -> at[i] + part * move[i]);
        return sum;
    }

    private static double loss(List<Outcome> outcomes, double[] at) {
        double loss = 0;
        double[] plain = PLAIN.numbers();
        for (int i = 0; i < at.length; i++) {
            loss += RIDGE[i] * (at[i] - plain[i]) * (at[i] - plain[i]) / 2;
        }
        for (Outcome outcome : outcomes) {
            double odds = at[0] + at[1] * outcome.outlook.odds() + at[2] * outcome.outlook.lead();
            double wrong = outcome.reached ? -odds : odds;
            loss += Math.max(wrong, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(wrong)));
        }
        return loss;
    }

    /** Newton's step: the gradient through the inverse of the curvature, both with the ridge. */
    private static double[] move(List<Outcome> outcomes, double[] at) {
        double[] plain = PLAIN.numbers();
        double[][] rows = new double[at.length][at.length + 1];
        for (int i = 0; i < at.length; i++) {
            rows[i][i] = RIDGE[i];
            rows[i][at.length] = -RIDGE[i] * (at[i] - plain[i]);
        }
        Calibration calibration = new Calibration(at[0], at[1], at[2]);
        for (Outcome outcome : outcomes) {
            double[] x = {1, outcome.outlook.odds(), outcome.outlook.lead()};
            double p = calibration.likelihood(outcome.outlook);
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < at.length; j++) {
                    rows[i][j] += p * (1 - p) * x[i] * x[j];
                }
                rows[i][at.length] += x[i] * ((outcome.reached ? 1 : 0) - p);
            }
        }
        return solved(rows);
    }

    /** Gauss–Jordan; the rows are of a positive definite matrix, with the right side at the end. */
    private static double[] solved(double[][] rows) {
        int n = rows.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int i = 0; i < n; i++) {
                double factor = i == pivot ? 0 : rows[i][pivot] / rows[pivot][pivot];
                for (int j = pivot; j <= n; j++) {
                    rows[i][j] -= factor * rows[pivot][j];
                }
            }
        }
        double[] solution = new double[n];
        Arrays.setAll(solution, i -> rows[i][n] / rows[i][i]);
        return solution;
    }
}
