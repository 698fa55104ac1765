package dev.yardstick.query.view;

import dev.yardstick.events.Clause.OwedBy;
import dev.yardstick.events.FactKind;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Feeds;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Numbers;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.forecast.Forecast;
import dev.yardstick.query.forecast.Likely;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.forecast.Warnings;
import dev.yardstick.query.measure.ClauseHistory;
import dev.yardstick.query.measure.Gauge;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Draws a rep's timeline out of what is known. Days are included at both ends.
 *
 * @param texts in clear, as far as they can be had
 */
public record TimelineAssembler(Known known, PersonalTexts texts) {

    /**
     * The timeline. The days shown choose which expectations and points are shown, and never change
     * a figure.
     *
     * @param on the day judged
     */
    public Timeline draw(LocalDate from, LocalDate to, LocalDate on, Grain grain) {
        return draw(from, to, on, grain, false, null).timeline();
    }

    /** A timeline, and what a picture of it shows beside its figures. */
    public record Drawn(Timeline timeline, Around around) {}

    /**
     * The timeline with what stands around it, or nothing of that.
     *
     * @param before what was drawn of the same and may be told again; null: nothing
     */
    public Drawn draw(
            LocalDate from,
            LocalDate to,
            LocalDate on,
            Grain grain,
            boolean pictured,
            @Nullable DrawnBefore before) {
        List<Profile> shown = shown(from, to);
        RepStory rep = known.rep();
        List<Timeline.Clause> clauses = new ArrayList<>();
        Map<String, Map<String, List<Likely>>> likely = new TreeMap<>();
        List<Gauge> gauges = unread(shown, on);
        List<Gauge> moved = before == null ? gauges : before.moved(gauges, known.facts(), on);
        // What the manager owes stands in the proof of what is drawn anew.
        read(gauges.stream().filter(g -> moved.contains(g) || isOwedByManager(g)).toList());
        Feeds feeds = feeds();
        for (Gauge gauge : gauges) {
            List<Likely> ahead = List.of();
            if (before != null && !moved.contains(gauge)) {
                clauses.add(before.clause(gauge).orElseThrow());
                ahead = before.likely(gauge);
            } else {
                ClauseAssembler drawing = new ClauseAssembler(gauge, gauges, feeds, true);
                clauses.add(drawing.draw(from, to, on, grain, texts));
                ahead = pictured ? drawing.likely(from, to, on, grain) : List.of();
            }
            likely.computeIfAbsent(gauge.clause().profile().id(), e -> new TreeMap<>())
                    .put(gauge.clause().last().id(), ahead);
        }
        Timeline timeline =
                new Timeline(
                        Timeline.Rep.of(rep, on, texts),
                        from,
                        to,
                        on,
                        known.at(),
                        shown.stream().map(profile -> expectation(profile, on, texts)).toList(),
                        clauses,
                        activity(from, to.isBefore(on) ? to : on, grain),
                        new Marks(texts).of(rep, known.profiles(), from, to));
        return new Drawn(timeline, pictured ? around(from, to, on, likely) : Around.NOTHING);
    }

    private static boolean isOwedByManager(Gauge gauge) {
        return gauge.clause().last().owedBy() == OwedBy.MANAGER;
    }

    /**
     * What a picture of the timeline shows beside its figures.
     *
     * @param absences that touch the days shown and were not cancelled
     * @param support trainings and coaching talks up to the day judged, within the days shown
     * @param likely by expectation and clause, on the days of the series after the one judged;
     *     empty where no forecast is made
     */
    public record Around(
            List<RepStory.Absence> absences,
            List<Warning.Support> support,
            Map<String, Map<String, List<Likely>>> likely) {

        /** Figures alone. */
        public static final Around NOTHING = new Around(List.of(), List.of(), Map.of());
    }

    private Around around(
            LocalDate from,
            LocalDate to,
            LocalDate on,
            Map<String, Map<String, List<Likely>>> likely) {
        LocalDate last = to.isBefore(on) ? to : on;
        return new Around(
                known.rep().absences().values().stream()
                        .filter(a -> !a.from().isAfter(to))
                        .filter(a -> a.to() == null || !a.to().isBefore(from))
                        .toList(),
                known.facts().stream()
                        .filter(f -> Warnings.SUPPORT.contains(f.kind()))
                        .filter(f -> !f.date().isBefore(from) && !f.date().isAfter(last))
                        .map(f -> new Warning.Support(f.date(), f.kind().code(), f.position()))
                        .sorted(Comparator.comparing(Warning.Support::date))
                        .toList(),
                likely);
    }

    /**
     * The clauses of the timeline without their series and warnings, for whoever looks at many
     * moments of knowledge.
     */
    public List<Timeline.Clause> figures(LocalDate from, LocalDate to, LocalDate on) {
        List<Gauge> gauges = gauges(shown(from, to), on);
        Feeds feeds = feeds();
        return gauges.stream()
                .map(gauge -> new ClauseAssembler(gauge, gauges, feeds, true).figures(on, texts))
                .toList();
    }

    /**
     * The clauses that are in force on a day, without their series and what is likely of them, for
     * whoever looks at many days.
     */
    public List<Timeline.Clause> standing(LocalDate on) {
        List<Gauge> gauges =
                gauges(known.profiles().stream().filter(p -> p.isInForce(on)).toList(), on);
        Feeds feeds = feeds();
        return gauges.stream()
                .filter(gauge -> gauge.clause().isInLife(on))
                .map(gauge -> new ClauseAssembler(gauge, gauges, feeds, false).figures(on, texts))
                .toList();
    }

    private List<Profile> shown(LocalDate from, LocalDate to) {
        return known.profiles().stream()
                .filter(p -> !p.isTakenBack())
                .filter(p -> !p.from().isAfter(to) && !p.to().isBefore(from))
                .toList();
    }

    /** The clauses that the timeline of the day's calendar year lists, without their series. */
    public List<Judged> listed(LocalDate on, boolean foretold) {
        return judged(
                shown(on.withDayOfYear(1), on.withMonth(12).withDayOfMonth(31)), on, foretold);
    }

    /** How likely a clause's full target is, as it can be told on a day and before. */
    public Forecast forecast(String expectation, String clause, LocalDate on) {
        List<Profile> asked =
                known.profiles().stream().filter(p -> p.id().equals(expectation)).toList();
        return gauges(asked, on).stream()
                .filter(gauge -> gauge.clause().last().id().equals(clause))
                .map(Forecast::new)
                .findFirst()
                .orElseThrow();
    }

    /** Those of the clauses whose last day lies before a day, where one is made. */
    public List<Forecast> closed(LocalDate before) {
        List<Profile> begun =
                known.profiles().stream()
                        .filter(p -> !p.isTakenBack() && p.from().isBefore(before))
                        .toList();
        return gauges(begun, before).stream()
                .filter(gauge -> gauge.clause().lastDay().isBefore(before))
                .filter(gauge -> gauge.kind().isForetold())
                .map(Forecast::new)
                .toList();
    }

    /** The clauses of expectations that are listed on a day, without their series. */
    List<Judged> judged(List<Profile> profiles, LocalDate on, boolean foretold) {
        List<Gauge> gauges = gauges(profiles, on);
        Feeds feeds = feeds();
        return gauges.stream()
                .map(gauge ->
                        new Judged(
                                gauge,
                                new ClauseAssembler(gauge, gauges, feeds, foretold)
                                        .draw(on, on, on, Grain.DAY, texts)))
                .toList();
    }

    /**
     * The clauses that are in force on a day, with their series by weeks up to then.
     *
     * @param before the same as it was told; null: nothing
     */
    List<Judged> course(LocalDate from, LocalDate on, @Nullable DrawnBefore before) {
        return inForce(from, on, Grain.WEEK, before);
    }

    /**
     * The figures of all expectations that are published, in the order of their ids and of days.
     */
    public List<Figures> figures() {
        Feeds feeds = feeds();
        List<Figures> figures = new ArrayList<>();
        known.profiles().stream()
                .filter(p -> !p.isTakenBack())
                .sorted(Comparator.comparing(Profile::id))
                .forEach(profile -> {
                    List<Gauge> gauges = gauges(List.of(profile), profile.lastDay());
                    for (LocalDate day : Figures.days(profile)) {
                        List<Figures.Clause> clauses =
                                gauges.stream()
                                        .filter(gauge -> isListed(gauge.clause(), day))
                                        .map(gauge ->
                                                new ClauseAssembler(gauge, gauges, feeds, true))
                                        .map(drawing ->
                                                drawing.draw(day, day, day, Grain.DAY, texts))
                                        .map(Figures.Clause::of)
                                        .toList();
                        figures.add(new Figures(profile.rep(), profile.id(), day, clauses));
                    }
                });
        return figures;
    }

    /** A clause's figures with the gauge that told them. */
    public record Judged(Gauge gauge, Timeline.Clause clause) {

        /** The day on which the clause is judged: at most the last of its life. */
        LocalDate day(LocalDate on) {
            return gauge.clause().lastDayBy(on);
        }
    }

    /** The same without their series. */
    List<Judged> inForce(LocalDate on, @Nullable DrawnBefore before) {
        return inForce(on, on, Grain.DAY, before);
    }

    private List<Judged> inForce(
            LocalDate from, LocalDate on, Grain grain, @Nullable DrawnBefore before) {
        List<Gauge> gauges =
                gauges(known.profiles().stream().filter(p -> p.isInForce(on)).toList(), on);
        List<Gauge> moved = before == null ? gauges : before.moved(gauges, known.facts(), on);
        Feeds feeds = feeds();
        return gauges.stream()
                .filter(gauge -> gauge.clause().isInLife(on))
                .map(gauge ->
                        new Judged(
                                gauge,
                                before != null && !moved.contains(gauge)
                                        ? before.clause(gauge).orElseThrow()
                                        : new ClauseAssembler(gauge, gauges, feeds, true)
                                                .draw(from, on, on, grain, texts)))
                .toList();
    }

    /** The gauges of the clauses that are listed on a day, after one pass over the facts. */
    private List<Gauge> gauges(List<Profile> profiles, LocalDate on) {
        return read(unread(profiles, on));
    }

    private List<Gauge> read(List<Gauge> gauges) {
        for (Fact fact : known.facts()) {
            gauges.forEach(gauge -> gauge.add(fact));
        }
        return gauges;
    }

    private Feeds feeds() {
        return new Feeds(known.heard(), known.facts());
    }

    /** The same that were shown no fact yet. */
    private List<Gauge> unread(List<Profile> profiles, LocalDate on) {
        List<Gauge> gauges = new ArrayList<>();
        for (Profile profile : profiles) {
            for (String id : profile.clauseIds()) {
                ClauseHistory history = new ClauseHistory(profile, id);
                if (history.lives() && isListed(history, on)) {
                    gauges.add(Gauge.of(history, known));
                }
            }
        }
        return gauges;
    }

    private static boolean isListed(ClauseHistory clause, LocalDate on) {
        return clause.firstDay().equals(clause.profile().from()) || !clause.firstDay().isAfter(on);
    }

    /** An expectation with its versions; whether it is a quota only is judged on a day. */
    public static Timeline.Expectation expectation(
            Profile profile, LocalDate on, PersonalTexts texts) {
        return new Timeline.Expectation(
                profile.id(),
                texts.open(profile.spoken(on).statement(), ""),
                profile.from(),
                profile.to(),
                profile.currency(),
                profile.quotaOnly(on),
                profile.closedOn(),
                profile.versions().stream()
                        .map(v ->
                                new Timeline.Version(
                                        v.number(),
                                        v.effectiveFrom(),
                                        v.restates(),
                                        profile.communicatedOn(v.number()),
                                        profile.answeredOn(v.number(), false),
                                        profile.answeredOn(v.number(), true),
                                        v.reason() == null ? null : texts.open(v.reason(), ""),
                                        texts.open(v.statement(), ""),
                                        v.number() == 1
                                                ? List.of()
                                                : Changes.between(
                                                        profile.versions().get(v.number() - 2),
                                                        v,
                                                        texts)))
                        .toList());
    }

    /** What was done in one of the grain's periods, and what was won, by currency. */
    private record Done(Map<FactKind, Integer> kinds, Map<String, BigDecimal> won) {

        Done() {
            this(new EnumMap<>(FactKind.class), new TreeMap<>());
        }

        void add(Fact fact) {
            kinds.merge(fact.kind(), 1, Integer::sum);
            if (fact.kind() == FactKind.DEAL_WON
                    && fact.amount() != null
                    && fact.currency() != null) {
                won.merge(fact.currency(), fact.amount(), BigDecimal::add);
            }
        }

        Timeline.Activity until(LocalDate end) {
            Map<String, Integer> counts = new TreeMap<>();
            kinds.forEach((kind, count) -> counts.put(kind.code(), count));
            Map<String, String> amounts = new TreeMap<>();
            won.forEach((currency, sum) -> amounts.put(currency, Numbers.plain(sum, true)));
            return new Timeline.Activity(end, counts, amounts);
        }
    }

    private List<Timeline.Activity> activity(LocalDate from, LocalDate to, Grain grain) {
        NavigableMap<LocalDate, Done> byEnd = new TreeMap<>();
        Map<LocalDate, Done> byDay = new HashMap<>();
        for (Fact fact : known.facts()) {
            if (fact.named() && !fact.date().isBefore(from) && !fact.date().isAfter(to)) {
                byDay.computeIfAbsent(
                                fact.date(),
                                day -> byEnd.computeIfAbsent(grain.end(day), end -> new Done()))
                        .add(fact);
            }
        }
        return byEnd.entrySet().stream().map(done -> done.getValue().until(done.getKey())).toList();
    }
}
