package dev.yardstick.query.pages.team;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a clause is spread over a team, without saying who is first.
 *
 * @param dots one a rep, from little to much
 * @param said the least, the middle and the most of them, in words
 */
public record Spread(Matrix.Column column, List<Dot> dots, String said) {

    /** What is more stands at the right end. */
    private static final BigDecimal MOST = Decimals.of("1.5");

    /**
     * A rep.
     *
     * @param attainment the clause's
     * @param name empty where her row stands on another page
     */
    public record Dot(Timeline.Clause clause, BigDecimal attainment, String name) {

        /** Where it is, of the width in hundredths. */
        double x() {
            return place(attainment);
        }
    }

    /** Where the pace is, of the width in hundredths. */
    public double pace() {
        return place(BigDecimal.ONE);
    }

    private static double place(BigDecimal attainment) {
        BigDecimal within = attainment.max(BigDecimal.ZERO).min(MOST);
        return 2 + 96 * within.doubleValue() / MOST.doubleValue();
    }

    /** Of the columns that two reps at least have a figure in. */
    static List<Spread> of(Matrix matrix, Wording words) {
        boolean named = matrix.rows().items().size() == matrix.sorted().size();
        List<Spread> spreads = new ArrayList<>();
        for (int i = 0; i < matrix.columns().size(); i++) {
            List<Dot> dots = dots(matrix.sorted(), i, named);
            if (dots.size() > 1) {
                spreads.add(new Spread(matrix.columns().get(i), dots, said(dots, words)));
            }
        }
        return spreads;
    }

    private static List<Dot> dots(List<Matrix.Row> rows, int column, boolean named) {
        List<Dot> dots = new ArrayList<>();
        for (Matrix.Row row : rows) {
            Timeline.Clause clause = row.cells().get(column);
            if (clause != null && clause.attainment() != null) {
                BigDecimal attainment = Decimals.of(clause.attainment());
                dots.add(new Dot(clause, attainment, named ? row.rep().name() : ""));
            }
        }
        dots.sort(Comparator.comparing(Dot::attainment));
        return dots;
    }

    private static String said(List<Dot> dots, Wording words) {
        return words.message(
                "team.spread.said",
                words.percent(dots.getFirst().clause().attainment()),
                words.percent(dots.get((dots.size() - 1) / 2).clause().attainment()),
                words.percent(dots.getLast().clause().attainment()));
    }
}
