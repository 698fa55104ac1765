package dev.yardstick.benchmark.forecast;

import java.util.List;

/**
 * A logistic regression with one feature, drawn towards a prior by a ridge: p = 1 ÷ (1 + exp(−(α +
 * β x))), penalty weight × ((α − α₀)² + (β − β₀)²) ÷ 2.
 */
record Logistic(double alpha, double beta) {

    private static final int STEPS = 100;

    /** A feature and what came of it. */
    record Outcome(double feature, boolean reached) {}

    double probability(double feature) {
        return 1 / (1 + Math.exp(-(alpha + beta * feature)));
    }

    /** Fits by Newton's method, halving a step that overshoots. */
    static Logistic fit(List<Outcome> outcomes, Logistic prior, double weight) {
        double a = prior.alpha;
        double b = prior.beta;
        for (int step = 0; step < STEPS; step++) {
            double ga = -weight * (a - prior.alpha);
            double gb = -weight * (b - prior.beta);
            double haa = weight;
            double hab = 0;
            double hbb = weight;
            for (Outcome outcome : outcomes) {
                double x = outcome.feature();
                double p = new Logistic(a, b).probability(x);
                double error = (outcome.reached() ? 1 : 0) - p;
                double w = p * (1 - p);
                ga += error;
                gb += error * x;
                haa += w;
                hab += w * x;
                hbb += w * x * x;
            }
            double det = haa * hbb - hab * hab;
            double da = (hbb * ga - hab * gb) / det;
            double db = (haa * gb - hab * ga) / det;
            double before = loss(outcomes, new Logistic(a, b), prior, weight);
            while (loss(outcomes, new Logistic(a + da, b + db), prior, weight) > before
                    && Math.abs(da) + Math.abs(db) > 1e-12) {
                da /= 2;
                db /= 2;
            }
            a += da;
            b += db;
            if (Math.abs(da) + Math.abs(db) < 1e-10) {
                break;
            }
        }
        return new Logistic(a, b);
    }

    private static double loss(List<Outcome> outcomes, Logistic c, Logistic prior, double weight) {
        double da = c.alpha - prior.alpha;
        double db = c.beta - prior.beta;
        double loss = weight * (da * da + db * db) / 2;
        for (Outcome outcome : outcomes) {
            double odds = c.alpha + c.beta * outcome.feature();
            double z = outcome.reached() ? -odds : odds;
            loss += z > 30 ? z : Math.log1p(Math.exp(z));
        }
        return loss;
    }

    static double logit(double p) {
        return Math.log(p / (1 - p));
    }
}
