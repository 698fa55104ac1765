package dev.yardstick.query.pages.team;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.view.Member;
import dev.yardstick.query.view.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reps × clauses: a column for each clause that several have, and one for what is one rep's own.
 *
 * @param topics all topics of the team's clauses
 * @param sorted all reps
 * @param rows a page of them
 * @param own whether a rep has a clause without a column
 * @param offered the columns that there can be
 */
public record Matrix(
        List<Column> columns,
        Set<String> topics,
        List<Row> sorted,
        Rows<Row> rows,
        boolean own,
        List<Column> offered) {

    private static final int ROWS = 50;
    private static final int MOST_COLUMNS = 15;

    /** A clause that several reps have. */
    public record Column(String id, String title, String topic, int reps) {}

    /**
     * A rep's clauses.
     *
     * @param cells one a column; null where she has none
     * @param own those without a column
     */
    public record Row(
            Member rep, List<Timeline.@Nullable Clause> cells, List<Timeline.Clause> own) {

        /** Whether nothing is expected of her on the day, which is said in place of cells. */
        public boolean isEmpty() {
            return rep.clauses().isEmpty();
        }
    }

    /** The number of columns beside the names; one at least, to say that nothing is expected. */
    public int width() {
        return Math.max(1, columns.size() + (own ? 1 : 0));
    }

    /**
     * What is wanted of it.
     *
     * @param topic null: all
     * @param chosen the ids of columns; none: all
     * @param sort {@code name}, or a clause of which the worst come first
     * @param descending the other way round
     * @param cursor where the rows before ended; null: the first are wanted
     */
    record Wanted(
            @Nullable String topic,
            Set<String> chosen,
            String sort,
            boolean descending,
            @Nullable String cursor) {

        boolean shows(Column column) {
            return chosen.isEmpty() || chosen.contains(column.id());
        }
    }

    /** What to show. */
    static Matrix of(List<Member> members, Wanted wanted) {
        String topic = wanted.topic();
        List<Column> offered = columns(members, topic);
        List<Column> columns = offered.stream().filter(wanted::shows).toList();
        Set<String> hidden =
                offered.stream()
                        .filter(column -> !wanted.shows(column))
                        .map(Column::id)
                        .collect(toSet());
        List<Row> rows =
                members.stream()
                        .map(member -> row(member, columns, hidden, topic))
                        .sorted(order(wanted.sort(), wanted.descending(), columns))
                        .toList();
        return new Matrix(
                columns,
                members.stream()
                        .flatMap(member -> member.clauses().stream())
                        .map(Timeline.Clause::topic)
                        .collect(toCollection(TreeSet::new)),
                rows,
                Rows.of(rows, wanted.cursor(), ROWS),
                rows.stream().anyMatch(row -> !row.own().isEmpty()),
                offered);
    }

    private static List<Column> columns(List<Member> members, @Nullable String topic) {
        Map<String, List<Timeline.Clause>> alike =
                members.stream()
                        .flatMap(member -> member.clauses().stream())
                        .filter(clause -> topic == null || clause.topic().equals(topic))
                        .collect(groupingBy(Timeline.Clause::id, LinkedHashMap::new, toList()));
        return alike.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 || members.size() == 1)
                .map(entry ->
                        new Column(
                                entry.getKey(),
                                usual(entry.getValue()),
                                entry.getValue().getFirst().topic(),
                                entry.getValue().size()))
                .sorted(Comparator.comparing(Column::reps).reversed())
                .limit(MOST_COLUMNS)
                .toList();
    }

    /** The title that most of them have. */
    private static String usual(List<Timeline.Clause> alike) {
        Map<String, Long> titles =
                alike.stream()
                        .collect(
                                groupingBy(Timeline.Clause::title, LinkedHashMap::new, counting()));
        return Collections.max(titles.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private static Row row(
            Member member, List<Column> columns, Set<String> hidden, @Nullable String topic) {
        List<Timeline.Clause> left = new ArrayList<>(member.clauses());
        left.removeIf(clause -> hidden.contains(clause.id()));
        left.removeIf(clause -> topic != null && !clause.topic().equals(topic));
        List<Timeline.@Nullable Clause> cells = new ArrayList<>();
        for (Column column : columns) {
            Timeline.Clause cell =
                    left.stream()
                            .filter(clause -> clause.id().equals(column.id()))
                            .findFirst()
                            .orElse(null);
            cells.add(cell);
            left.remove(cell);
        }
        return new Row(member, cells, left);
    }

    private static Comparator<Row> order(String sort, boolean descending, List<Column> columns) {
        Comparator<Row> byName =
                Comparator.comparing((Row row) -> row.rep().name())
                        .thenComparing(r -> r.rep().id());
        int column = columns.stream().map(Column::id).toList().indexOf(sort);
        if (column < 0) {
            return descending ? byName.reversed() : byName;
        }
        Comparator<BigDecimal> figures =
                descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(
                        (Row row) -> attainment(row.cells().get(column)),
                        Comparator.nullsLast(figures))
                .thenComparing(byName);
    }

    private static @Nullable BigDecimal attainment(Timeline.@Nullable Clause clause) {
        return clause == null || clause.attainment() == null
                ? null
                : Decimals.of(clause.attainment());
    }
}
