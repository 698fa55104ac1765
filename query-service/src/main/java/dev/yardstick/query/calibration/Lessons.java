package dev.yardstick.query.calibration;

import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.forecast.Calibration;
import dev.yardstick.query.forecast.Calibration.Outcome;
import dev.yardstick.query.forecast.Forecast;
import dev.yardstick.query.view.TimelineAssembler;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the clauses that closed before a month teach, kind by kind. Pure. */
final class Lessons {

    /** Of a kind; more would teach no more. */
    private static final int MOST_CLAUSES = 10_000;

    private static final int DECIMALS = 4;

    private final LocalDate month;
    private final Map<String, Learnt> learnt = new TreeMap<>();

    private static final class Learnt {
        private final List<Outcome> outcomes = new ArrayList<>();
        private int clauses;
    }

    /**
     * Nothing yet.
     *
     * @param month its first day
     */
    Lessons(LocalDate month) {
        this.month = month;
    }

    LocalDate month() {
        return month;
    }

    /** Takes in a rep's closed clauses. */
    void add(Known rep) {
        for (Forecast closed : new TimelineAssembler(rep, text -> null).closed(month)) {
            Learnt of = learnt.computeIfAbsent(closed.kind(), kind -> new Learnt());
            List<Outcome> outcomes = closed.outcomes();
            if (!outcomes.isEmpty() && of.clauses < MOST_CLAUSES) {
                of.outcomes.addAll(outcomes);
                of.clauses++;
            }
        }
    }

    /**
     * The calibrations to record: of each kind at most one a month, and none that says what the
     * last one said that was fitted.
     *
     * @param company with what was recorded up to now
     * @param on from when they hold
     */
    List<ForecastCalibrated> news(Company company, LocalDate on) {
        List<ForecastCalibrated> news = new ArrayList<>();
        learnt.forEach((kind, of) -> {
            ForecastCalibrated found = fitted(kind, on, of);
            Optional<ForecastCalibrated> last =
                    company.calibrations().stream()
                            .filter(c -> c.kind().equals(kind) && c.clauses() != null)
                            .max(Comparator.comparing(ForecastCalibrated::on));
            boolean told =
                    last.map(c -> c.on().isAfter(month) || saysTheSame(c, found)).orElse(false);
            if (of.clauses > 0 && !told) {
                news.add(found);
            }
        });
        return news;
    }

    private static ForecastCalibrated fitted(String kind, LocalDate on, Learnt of) {
        Calibration found = Calibration.fitted(of.outcomes);
        return new ForecastCalibrated(
                kind,
                on,
                BigDecimal.ONE,
                decimal(found.alpha()),
                decimal(found.beta()),
                decimal(found.gamma()),
                of.clauses);
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static boolean saysTheSame(ForecastCalibrated one, ForecastCalibrated other) {
        return one.alpha().compareTo(other.alpha()) == 0
                && one.beta().compareTo(other.beta()) == 0
                && Objects.requireNonNullElse(one.gamma(), BigDecimal.ZERO)
                                .compareTo(Objects.requireNonNull(other.gamma()))
                        == 0
                && Objects.equals(one.clauses(), other.clauses());
    }
}
