package dev.yardstick.query.pages.team;

import dev.yardstick.query.view.Due;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is to be done, matter by matter and what is most at stake first, as {@code due :: list}
 * shows it wherever it is listed.
 *
 * @param shown the first of them, or all
 * @param all how many there are
 * @param later what is to be done on a later day
 */
public record DueList(List<Row> shown, int all, List<Row> later, LocalDate on) {

    /** More than these are shown when asked for. */
    private static final int FIRST = 12;

    private static final Comparator<Row> MOST_AT_STAKE =
            Comparator.comparing(Row::matter, Due.Matter.MOST_AT_STAKE)
                    .thenComparing(row -> row.due().name())
                    .thenComparing(row -> row.due().rep());

    /** What puts a matter right. */
    public enum Act {
        /** Nothing is expected: an expectation is set. */
        SET,
        /** What was set is told. */
        TELL,
        /** What is seen differently is answered. */
        ANSWER,
        /** The rest is talked about. */
        TALK,
        /** Of what was agreed on it is said what became of it. */
        SETTLE;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A matter, and with whom. */
    public record Row(Due due, Due.Matter matter) {

        /** The one thing to do. */
        public Act act() {
            return switch (matter.kind()) {
                case SILENCE -> Act.SET;
                case UNSPOKEN -> Act.TELL;
                case DISPUTE -> Act.ANSWER;
                case WARNING, MILESTONE, PLANNED -> Act.TALK;
                case AGREEMENT -> Act.SETTLE;
            };
        }
    }

    /** What is to be done with some reps on a day. */
    public static DueList of(List<Due> reps, LocalDate on, boolean all) {
        List<Row> due =
                reps.stream()
                        .flatMap(rep -> rep.matters().stream().map(m -> new Row(rep, m)))
                        .sorted(MOST_AT_STAKE)
                        .toList();
        return new DueList(
                all || due.size() <= FIRST ? due : due.subList(0, FIRST),
                due.size(),
                reps.stream()
                        .flatMap(rep -> rep.later().stream().map(m -> new Row(rep, m)))
                        .sorted(Comparator.comparing(row -> row.matter().followUpOn()))
                        .toList(),
                on);
    }

    /** The reps whom the list names, by id. */
    public Stream<String> named() {
        return Stream.concat(shown.stream(), later.stream()).map(row -> row.due().rep());
    }

    /** How many are not shown. */
    public int more() {
        return all - shown.size();
    }
}
