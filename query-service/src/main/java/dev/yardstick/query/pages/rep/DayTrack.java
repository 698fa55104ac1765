package dev.yardstick.query.pages.rep;

import dev.yardstick.query.application.Evenings.Played;
import dev.yardstick.query.history.Evening;
import dev.yardstick.query.history.Evening.Move;
import dev.yardstick.query.history.Evening.Stand;
import dev.yardstick.query.history.Evening.What;
import dev.yardstick.query.pages.kit.Canvas;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The days of a year, with marks where something moved, and the day that is looked at.
 *
 * @param every how far a step leads
 * @param marks what moved, by day
 */
public record DayTrack(
        String rep,
        Played played,
        Grain every,
        NavigableMap<LocalDate, List<Move>> marks,
        Wording words) {

    private static final int HEIGHT = 44;
    private static final double LINE = 16;

    /** What moved on a day, in words. */
    public record Change(LocalDate day, String address, List<String> says) {}

    /** A clause's figures, and those of the day before it; null: nothing was expected of it. */
    public record Row(Stand now, @Nullable Stand before) {

        /** Whether the standing is another. */
        public boolean isMoved() {
            return before != null && before.standing() != now.standing();
        }
    }

    static DayTrack of(String rep, Played played, Grain every, Wording words) {
        NavigableMap<LocalDate, List<Move>> marks = new TreeMap<>();
        Evening before = null;
        for (Evening evening : played.year().values()) {
            if (before != null) {
                List<Move> moves = evening.since(before);
                if (!moves.isEmpty()) {
                    marks.put(evening.day(), moves);
                }
            }
            before = evening;
        }
        return new DayTrack(rep, played, every, marks, words);
    }

    /** The day so many steps on. */
    static LocalDate step(Grain every, LocalDate day, int steps) {
        return switch (every) {
            case DAY -> day.plusDays(steps);
            case WEEK -> day.plusWeeks(steps);
            case MONTH -> day.plusMonths(steps);
        };
    }

    /** The day that is looked at. */
    public LocalDate day() {
        return played.evening().day();
    }

    public LocalDate first() {
        return played.year().firstKey();
    }

    public LocalDate last() {
        return played.year().lastKey();
    }

    /**
     * Where one can go from the day.
     *
     * @param word of it: messages {@code audit.day.WORD}
     * @param to null: there is none
     */
    public record Way(String id, String word, @Nullable String to) {}

    /** The change before, a step back, a step on, and the next change, as far as there are. */
    public List<Way> ways() {
        LocalDate back = step(every, day(), -1);
        LocalDate on = step(every, day(), 1);
        LocalDate first = played.first();
        LocalDate last = played.last();
        return List.of(
                new Way("before", "before", address(marks.lowerKey(day()))),
                new Way(
                        "back",
                        "back." + every.code(),
                        day().equals(first) ? null : address(back.isBefore(first) ? first : back)),
                new Way(
                        "forward",
                        "forward." + every.code(),
                        day().equals(last) ? null : address(on.isAfter(last) ? last : on)),
                new Way("next", "next", address(marks.higherKey(day()))));
    }

    /** The address of this day. */
    public @Nullable String here() {
        return address(day());
    }

    /** The year before this one; null: nothing was known then. */
    public @Nullable String earlier() {
        return first().isAfter(played.first()) ? address(first().minusDays(1)) : null;
    }

    /** The year after this one; null: this one goes on to today. */
    public @Nullable String later() {
        return last().isBefore(played.last()) ? address(last().plusDays(1)) : null;
    }

    private @Nullable String address(@Nullable LocalDate day) {
        return day == null
                ? null
                : UriComponentsBuilder.fromPath("/reps/{rep}/replay")
                        .queryParam("day", day)
                        .queryParam("every", every.code())
                        .encode()
                        .buildAndExpand(rep)
                        .toUriString();
    }

    /** What moved since the day before it that was asked for. */
    public List<String> moved() {
        return says(played.evening().since(played.before()));
    }

    /** The clauses with their figures of the day, and of the one before it. */
    public List<Row> rows() {
        Map<List<String>, Stand> before = played.before().byClause();
        return played.evening().clauses().stream()
                .map(now -> new Row(now, before.get(now.key())))
                .toList();
    }

    /** What moved in the year, the latest first. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        marks.descendingMap()
                .forEach((day, moves) ->
                        changes.add(
                                new Change(
                                        day, Objects.requireNonNull(address(day)), says(moves))));
        return changes;
    }

    private List<String> says(List<Move> moves) {
        return moves.stream().map(this::says).toList();
    }

    private String says(Move move) {
        Stand now = move.now();
        return now == null
                ? words.message("audit.day." + code(move.what()), move.version())
                : words.message(
                        "audit.day.stands",
                        now.title(),
                        words.word(Objects.requireNonNull(move.before())),
                        words.word(now.standing()));
    }

    private static String code(What what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The marks over the months, SVG: of expectations long, for the better above, for the worse
     * below.
     */
    public String drawn() {
        Canvas canvas = new Canvas(first(), last(), "moved", HEIGHT, HEIGHT);
        canvas.months(LINE, words);
        marks.forEach((day, moves) -> {
            What what = moves.stream().map(Move::what).min(Comparator.naturalOrder()).orElseThrow();
            String says =
                    says(moves).stream()
                            .collect(Collectors.joining("\n", words.fullDay(day) + "\n", ""));
            canvas.opening(
                    what.isOfExpectation() ? "version" : code(what),
                    Objects.requireNonNull(address(day)),
                    canvas.x(day),
                    what == What.WORSE ? LINE + 2 : 2,
                    what == What.BETTER ? LINE - 2 : what == What.WORSE ? LINE + 12 : LINE + 6,
                    says);
        });
        return canvas.end();
    }
}
