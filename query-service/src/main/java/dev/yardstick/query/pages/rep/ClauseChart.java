package dev.yardstick.query.pages.rep;

import static dev.yardstick.query.pages.kit.Canvas.number;

import dev.yardstick.events.Decimals;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.pages.kit.Canvas;
import dev.yardstick.query.pages.kit.Canvas.Place;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One clause over the days shown, with round values at its height: what is expected as a line to
 * its target, what was delivered as a filled line, where it will likely go as a band, what
 * revisions changed, stretches in which nobody was told shaded, absences hatched, training and
 * coaching under the axis, and a rule at the day judged. Each day of the series can be read out,
 * and opens its evidence.
 */
public final class ClauseChart {

    private static final int HEIGHT = 200;
    private static final int NARROW = 160;
    private static final int TOP = 28;
    private static final int BOTTOM = 33;

    /** From where a line's name stands beside its end, in pixels. */
    private static final int BESIDE = 6;

    /** A narrower stretch has no room for a word, in units of the picture. */
    private static final int WORDS = 150;

    /** More readings than a pointer can tell apart only make the page heavy. */
    private static final int MOST_READINGS = 60;

    /** What is told by its state on a day, and does not grow from nothing. */
    static final Set<String> STATES = Set.of("share", "rating", "accounts", "agreement");

    /** Units of which there are parts of one. */
    private static final Set<String> PARTED = Set.of("hours", "days", "share");

    /** Units that say whether, and not how much. */
    private static final Set<String> WHETHER = Set.of("done", "agreed");

    private final Timeline timeline;
    private final Timeline.Expectation expectation;
    private final Timeline.Clause clause;
    private final Wording words;
    private final Around around;
    private final List<Likely> likely;
    private final double highest;
    private final List<Timeline.Point> told;
    private final NavigableMap<LocalDate, Double> before;
    private final Canvas canvas;

    /**
     * A chart to draw.
     *
     * @param before the period before, to be seen behind; null: it is not
     */
    public ClauseChart(
            Timeline timeline,
            Timeline.Expectation expectation,
            Timeline.Clause clause,
            Wording words,
            Around around,
            @Nullable Timeline before) {
        this.timeline = timeline;
        this.expectation = expectation;
        this.clause = clause;
        this.words = words;
        this.around = around;
        this.likely =
                around.likely()
                        .getOrDefault(expectation.id(), Map.of())
                        .getOrDefault(clause.id(), List.of());
        this.canvas = new Canvas(timeline, "plot", HEIGHT, NARROW);
        this.told = clause.series().stream().filter(p -> p.delivered() != null).toList();
        this.before = before == null ? new TreeMap<>() : like(before);
        double lines = this.before.values().stream().mapToDouble(v -> v).max().orElse(0);
        for (Timeline.Point point : clause.series()) {
            lines = Math.max(lines, number(point.expected()));
            lines = Math.max(lines, number(point.delivered()));
        }
        // A band that reaches far beyond both lines is cut off rather than flattening them.
        double band = likely.stream().mapToDouble(Likely::high).max().orElse(0);
        double most = Math.max(lines, Math.min(band, lines * 1.5));
        this.highest = (most > 0 && (most > 1 || !isWhole()) ? most : 1) * 1.06;
    }

    /**
     * What would have been delivered if it had gone as in the period before, day by day: from where
     * this one begins as much more as there. Empty where the clause was not there.
     */
    private NavigableMap<LocalDate, Double> like(Timeline other) {
        NavigableMap<LocalDate, Double> course = new TreeMap<>();
        Timeline.Clause same =
                other.clauses().stream()
                        .filter(c -> c.id().equals(clause.id()) && c.unit().equals(clause.unit()))
                        .max(Comparator.comparing(c -> c.expectation().equals(expectation.id())))
                        .orElse(null);
        if (same == null) {
            return course;
        }
        boolean begun =
                STATES.contains(clause.kind())
                        || other.expectations().stream()
                                .filter(e -> e.id().equals(same.expectation()))
                                .anyMatch(e -> !e.from().isBefore(other.from()));
        List<Timeline.Point> there =
                same.series().stream().filter(p -> p.delivered() != null).toList();
        double lead =
                (growsFromNothing() || told.isEmpty() || STATES.contains(clause.kind())
                                ? 0
                                : number(told.getFirst().delivered()))
                        - (begun || there.isEmpty() ? 0 : number(there.getFirst().delivered()));
        Days days = new Days(timeline.from(), timeline.to());
        Days theirs = new Days(other.from(), other.to());
        for (Timeline.Point point : there) {
            LocalDate day = days.like(point.date(), theirs);
            if (canvas.shows(day)) {
                course.put(day, lead + number(point.delivered()));
            }
        }
        return course;
    }

    /** What would have been delivered by a day as in the period before; null: that is not known. */
    @Nullable String before(LocalDate day) {
        Map.Entry<LocalDate, Double> there = before.floorEntry(day);
        return there == null || WHETHER.contains(clause.unit())
                ? null
                : words.figure(
                        BigDecimal.valueOf(there.getValue())
                                .setScale(4, RoundingMode.HALF_EVEN)
                                .toPlainString(),
                        clause.unit());
    }

    /** Whether there is nothing between 1 and 2 of what is delivered. */
    private boolean isWhole() {
        return !Wording.isCurrency(clause.unit())
                && !PARTED.contains(clause.unit())
                && !clause.kind().equals("rating");
    }

    /**
     * Draws it.
     *
     * @param evidence the address of the clause's evidence, to which each reading leads with its
     *     day; null: the lines only
     */
    public String draw(@Nullable String evidence) {
        canvas.picture(expectation.id() + "/" + clause.id(), name(), description());
        around.absences().forEach(absence -> canvas.absence(absence, TOP, y(0) - TOP, 0));
        values();
        unspoken();
        canvas.months(y(0), words);
        band();
        target();
        ghost();
        delivered();
        expected();
        canvas.rule(timeline.on(), TOP, y(0));
        ends();
        before();
        revisions();
        untold();
        support();
        if (evidence != null) {
            readings(evidence);
        }
        return canvas.end();
    }

    private void values() {
        for (BigDecimal value : Axis.values(highest, isWhole())) {
            double y = y(value.doubleValue());
            canvas.line("grid", 0, y, Canvas.WIDTH, y);
            canvas.label(
                    "value",
                    List.of(new Place(0, y, 2, -3, false)),
                    words.rounded(value, clause.unit()));
        }
    }

    /** What all of it comes to, where the end is shown at which it is owed. */
    private void target() {
        if (isToTheEnd() && number(clause.fullTarget()) <= highest) {
            double y = y(number(clause.fullTarget()));
            canvas.line("target", 0, y, Canvas.WIDTH, y);
        }
    }

    private void ghost() {
        List<String> points = new ArrayList<>();
        before.forEach((day, value) -> points.add(at(day, value)));
        if (points.size() > 1) {
            canvas.shape("polyline", "before", points);
        }
    }

    private boolean isToTheEnd() {
        return canvas.shows(expectation.to()) && !STATES.contains(clause.kind());
    }

    /** What is read of each day of the series, from half-way to the one before. */
    private void readings(String evidence) {
        List<Timeline.Point> all = clause.series();
        int step = 1 + all.size() / MOST_READINGS;
        List<Timeline.Point> read = new ArrayList<>();
        for (int i = (all.size() - 1) % step; i < all.size(); i += step) {
            read.add(all.get(i));
        }
        double left = canvas.x(start());
        for (int i = 0; i < read.size(); i++) {
            Timeline.Point point = read.get(i);
            double x = canvas.x(point.date());
            double right = i + 1 == read.size() ? x : (x + canvas.x(read.get(i + 1).date())) / 2;
            List<Double> y = new ArrayList<>(List.of(y(number(point.expected()))));
            if (point.delivered() != null) {
                y.add(y(number(point.delivered())));
            }
            canvas.reading(
                    point.date().isAfter(timeline.on()) ? null : evidence + "&on=" + point.date(),
                    x,
                    y,
                    left,
                    Math.max(left, right),
                    says(point));
            left = right;
        }
    }

    private List<String> says(Timeline.Point point) {
        String unit = clause.unit();
        String expected = words.figure(point.expected(), unit);
        List<String> says = new ArrayList<>();
        says.add(words.day(point.date()));
        if (!point.date().isAfter(timeline.on())) {
            String delivered = words.figure(point.delivered(), unit);
            says.add(words.message("rep.read.delivered", delivered));
        }
        says.add(words.message("rep.read." + allowed("expected"), expected));
        if (point.delivered() != null && !WHETHER.contains(unit)) {
            BigDecimal more =
                    Decimals.of(point.delivered()).subtract(Decimals.of(point.expected()));
            says.add(
                    more.signum() == 0
                            ? words.message("rep.read.same")
                            : words.message(
                                    more.signum() > 0 ? "rep.read.more" : "rep.read.less",
                                    words.figure(more.abs().toPlainString(), unit)));
        }
        String there = before(point.date());
        if (there != null) {
            says.add(words.message("rep.read.before", there));
        }
        likely.stream()
                .filter(l -> l.date().equals(point.date()) && !WHETHER.contains(unit))
                .forEach(l ->
                        says.add(
                                words.message(
                                        "rep.read.likely",
                                        words.rounded(BigDecimal.valueOf(l.low()), unit),
                                        words.rounded(BigDecimal.valueOf(l.high()), unit))));
        return says;
    }

    /** Of two words for what is owed the one that is right for what may be done at most. */
    private String allowed(String otherwise) {
        return clause.direction().equals("at-most") ? "allowed" : otherwise;
    }

    /** The verdict, which is what a picture is looked at for. */
    private String name() {
        String standing = words.word(clause.standing());
        return clause.attainment() == null
                ? words.message("rep.chart.name", clause.title(), standing)
                : words.message(
                        "rep.chart.name.paced",
                        clause.title(),
                        standing,
                        words.message(
                                "rep.chart.pace." + clause.direction(),
                                words.percent(clause.attainment())));
    }

    private String description() {
        return words.message(
                "rep.chart",
                words.day(timeline.on()),
                words.figure(clause.delivered(), clause.unit()),
                words.figure(clause.expected(), clause.unit()),
                words.figure(clause.fullTarget(), clause.unit()),
                words.word(clause.standing()));
    }

    /** Shaded from the day a version should have been told to the day it was. */
    private void unspoken() {
        stretches()
                .forEach((first, last) -> {
                    double x = canvas.x(first);
                    canvas.rect("unspoken", x, TOP, canvas.x(last) - x, y(0) - TOP);
                });
    }

    private void untold() {
        stretches()
                .forEach((first, last) -> {
                    double x = canvas.x(first);
                    if (canvas.x(last) - x > WORDS) {
                        canvas.label(
                                "note",
                                Stream.of(13, 28, 43, 58)
                                        .flatMap(down ->
                                                Stream.of(4, 70)
                                                        .map(right ->
                                                                new Place(
                                                                        x, TOP, right, down,
                                                                        false)))
                                        .toList(),
                                words.message("rep.chart.untold"));
                    }
                });
    }

    /** The stretches in which nobody had been told: first day, and the day after the last. */
    private SortedMap<LocalDate, LocalDate> stretches() {
        SortedMap<LocalDate, LocalDate> stretches = new TreeMap<>();
        List<Timeline.Version> versions = expectation.versions();
        for (int i = 0; i < versions.size(); i++) {
            Timeline.Version version = versions.get(i);
            LocalDate end =
                    i + 1 < versions.size()
                            ? versions.get(i + 1).effectiveFrom()
                            : expectation.to();
            end = earlier(end, timeline.on());
            LocalDate told = version.communicatedOn();
            LocalDate first = later(version.effectiveFrom(), timeline.from());
            LocalDate last = earlier(told == null ? end : earlier(told, end), timeline.to());
            if (first.isBefore(last)) {
                stretches.put(first, last);
            }
        }
        return stretches;
    }

    private void band() {
        if (likely.isEmpty() || told.isEmpty()) {
            return;
        }
        List<String> points = new ArrayList<>();
        points.add(at(timeline.on(), number(told.getLast().delivered())));
        likely.forEach(l -> points.add(at(l.date(), Math.min(l.high(), highest))));
        likely.reversed().forEach(l -> points.add(at(l.date(), Math.min(l.low(), highest))));
        canvas.shape("polygon", "likely", points);
    }

    private void delivered() {
        List<String> points = begun();
        told.forEach(p -> points.add(at(p.date(), number(p.delivered()))));
        if (points.size() > 1) {
            List<String> area = new ArrayList<>(points);
            area.add(at(told.getLast().date(), 0));
            area.add(at(growsFromNothing() ? start() : told.getFirst().date(), 0));
            canvas.shape("polygon", "delivered-area", area);
            canvas.shape("polyline", "delivered", points);
        }
    }

    private void expected() {
        List<String> points = begun();
        clause.series().forEach(p -> points.add(at(p.date(), number(p.expected()))));
        canvas.shape("polyline", "expected", points);
    }

    /** A line's points: its beginning, where that is shown. */
    private List<String> begun() {
        return growsFromNothing() ? new ArrayList<>(List.of(at(start(), 0))) : new ArrayList<>();
    }

    /** What a revision changed of the clause, at the day from which it holds. */
    private void revisions() {
        for (Timeline.Version version : expectation.versions()) {
            List<Timeline.Change> changes =
                    version.changes().stream()
                            .filter(change -> change.clause().equals(clause.id()))
                            .toList();
            if (!changes.isEmpty() && canvas.shows(version.effectiveFrom())) {
                double x = canvas.x(version.effectiveFrom());
                canvas.line("revision", x, TOP - 4.0, x, y(0));
                canvas.label(
                        "note",
                        Stream.of(-9, 12, 26)
                                .flatMap(down ->
                                        Stream.of(
                                                new Place(x, TOP, 3, down, false),
                                                new Place(x, TOP, -3, down, true)))
                                .toList(),
                        changes.stream()
                                .filter(change -> change.what().equals("target"))
                                .findFirst()
                                .map(this::revised)
                                .orElse("⚑ " + words.message("rep.version", version.version())));
            }
        }
    }

    /** ⚑ from 60 to 80. */
    private String revised(Timeline.Change change) {
        return words.message("rep.chart.revised", target(change.before()), target(change.after()));
    }

    /** The number of a target that is told as {@code at least 60}. */
    private String target(@Nullable String told) {
        return told == null
                ? "—"
                : words.rounded(
                        Decimals.of(told.substring(told.lastIndexOf(' ') + 1)), clause.unit());
    }

    private void support() {
        for (Warning.Support support : around.support()) {
            canvas.dot(
                    "support " + support.kind(),
                    canvas.x(support.date()),
                    y(0) + 6,
                    words.kind(support.kind()) + ", " + words.day(support.date()));
        }
    }

    /**
     * Both lines named where they end, the expected one with what it comes to: in the margin, or,
     * where the delivered line ends within the picture, on that side of it on which the expected
     * line does not run.
     */
    private void ends() {
        if (clause.series().isEmpty()) {
            return;
        }
        String last = clause.series().getLast().expected();
        String whole = isToTheEnd() ? clause.fullTarget() : last;
        List<String> named = new ArrayList<>();
        named.add(words.message("rep.chart." + (isToTheEnd() ? allowed("target") : "expected")));
        if (!WHETHER.contains(clause.unit())) {
            BigDecimal value = Decimals.of(whole);
            boolean large = value.compareTo(BigDecimal.TEN) > 0;
            named.add(
                    words.rounded(
                            value.setScale(large ? 0 : 2, RoundingMode.HALF_EVEN), clause.unit()));
        }
        canvas.label(
                "label-expected",
                beside(y(number(last)), -2, 4, 10, -16),
                named.toArray(String[]::new));
        if (told.isEmpty()) {
            return;
        }
        Timeline.Point end = told.getLast();
        double x = canvas.x(end.date());
        double y = y(number(end.delivered()));
        boolean below = y > y(number(end.expected()));
        List<Place> places = new ArrayList<>();
        if (x < Canvas.WIDTH * 0.9) {
            places.add(new Place(x, y, below ? BESIDE : -BESIDE, below ? 14 : -7, !below));
            places.add(new Place(x, y, below ? -BESIDE : BESIDE, below ? 14 : -7, below));
            places.add(new Place(x, y, BESIDE, below ? -7 : 14, false));
            places.add(new Place(x, y, BESIDE, 28, false));
        } else {
            places.addAll(beside(y, 4, below ? 12 : -6, below ? 22 : -16, below ? 34 : -28));
            places.add(new Place(x, y, -BESIDE, below ? 16 : -7, true));
        }
        canvas.label("label-delivered", places, words.message("rep.chart.delivered"));
        if (!likely.isEmpty()) {
            Likely ahead = likely.getLast();
            canvas.label(
                    "label-likely",
                    beside(y(Math.min((ahead.low() + ahead.high()) / 2, highest)), 4, 14, -8, 24),
                    words.message("rep.chart.likely"));
        }
    }

    private void before() {
        if (before.size() > 1) {
            double x = canvas.x(before.lastKey());
            double y = y(Objects.requireNonNull(before.get(before.lastKey())));
            List<Place> places = new ArrayList<>(beside(y, 4, 14, -8));
            if (x < Canvas.WIDTH * 0.9) {
                places.clear();
            }
            for (int down : new int[] {-6, 14, 28}) {
                places.add(new Place(x, y, -BESIDE, down, true));
            }
            canvas.label("label-before", places, words.message("rep.chart.before"));
        }
    }

    /** Places in the margin, so many pixels below a height. */
    private static List<Place> beside(double y, int... below) {
        return IntStream.of(below)
                .mapToObj(down -> new Place(Canvas.WIDTH, y, BESIDE, down, false))
                .toList();
    }

    /** Whether its beginning is shown: a part of a period goes on from what was there by then. */
    private boolean growsFromNothing() {
        return !expectation.from().isBefore(timeline.from()) && !STATES.contains(clause.kind());
    }

    /** The first day of what is drawn of the clause. */
    private LocalDate start() {
        return later(expectation.from(), timeline.from());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private String at(LocalDate day, double value) {
        return Canvas.point(canvas.x(day), y(value));
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }
}
