package dev.yardstick.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.view.TimelineAssembler;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a rep's figures on one day developed as knowledge grew: each event is applied to what was
 * read once, none is asked for again. Used by one thread.
 */
public final class Replay {

    private final RepHistory past;
    private final PersonalTexts texts;
    private final LocalDate from;
    private final LocalDate to;
    private final LocalDate on;
    private Map<List<String>, Figures> before;

    /**
     * Starts from what was known at a position.
     *
     * @param from the first day shown, as in a timeline
     * @param to the last day shown
     * @param on the day judged
     * @param start the position before the first step
     */
    public Replay(
            RepHistory past,
            PersonalTexts texts,
            LocalDate from,
            LocalDate to,
            LocalDate on,
            long start) {
        this.past = past;
        this.texts = texts;
        this.from = from;
        this.to = to;
        this.on = on;
        this.before = byClause(figures(new KnownAt(start, null)));
    }

    /**
     * An event and the figures after it.
     *
     * @param date the business date; null where it has none
     * @param text what happened, in words
     */
    public record Step(
            long position,
            Instant recordedAt,
            @Nullable LocalDate date,
            String type,
            String text,
            List<Figures> clauses) {}

    /**
     * A clause's figures, as in the timeline known at the step's position.
     *
     * @param changed the names of those that differ from the step before
     */
    public record Figures(
            String expectation,
            String clause,
            String title,
            String unit,
            @Nullable String target,
            String fullTarget,
            String expected,
            @Nullable String delivered,
            @Nullable String attainment,
            Standing standing,
            boolean unspoken,
            boolean feedSilent,
            boolean disputed,
            @Nullable String likelihood,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> changed) {

        private Figures comparedWith(@Nullable Figures before) {
            List<String> names = new ArrayList<>();
            values().forEach((name, value) -> {
                if (before == null || !Objects.equals(value, before.values().get(name))) {
                    names.add(name);
                }
            });
            return new Figures(
                    expectation,
                    clause,
                    title,
                    unit,
                    target,
                    fullTarget,
                    expected,
                    delivered,
                    attainment,
                    standing,
                    unspoken,
                    feedSilent,
                    disputed,
                    likelihood,
                    names);
        }

        private Map<String, @Nullable Object> values() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("title", title);
            values.put("unit", unit);
            values.put("target", target);
            values.put("fullTarget", fullTarget);
            values.put("expected", expected);
            values.put("delivered", delivered);
            values.put("attainment", attainment);
            values.put("standing", standing);
            values.put("unspoken", unspoken);
            values.put("feedSilent", feedSilent);
            values.put("disputed", disputed);
            values.put("likelihood", likelihood);
            return values;
        }
    }

    /** The figures as known before the next step. */
    public List<Figures> figures() {
        return List.copyOf(before.values());
    }

    /** The step of the next event. */
    public Step step(Histories.Item item) {
        List<Figures> now = figures(new KnownAt(item.position(), item.recordedAt()));
        List<Figures> compared =
                now.stream()
                        .map(f -> f.comparedWith(before.get(List.of(f.expectation(), f.clause()))))
                        .toList();
        before = byClause(now);
        return new Step(
                item.position(),
                item.recordedAt(),
                item.date(),
                item.type(),
                item.text(),
                compared);
    }

    /** The whole timeline at the end. */
    public Timeline timeline(KnownAt at) {
        RepStory rep = past.rep(at.position()).orElseThrow();
        return new TimelineAssembler(past.known(rep, at), texts).draw(from, to, on, Grain.WEEK);
    }

    private List<Figures> figures(KnownAt at) {
        Optional<RepStory> rep = past.rep(at.position());
        return rep.isEmpty()
                ? List.of()
                : new TimelineAssembler(past.known(rep.get(), at), texts)
                        .figures(from, to, on).stream().map(Replay::figures).toList();
    }

    private static Figures figures(Timeline.Clause clause) {
        return new Figures(
                clause.expectation(),
                clause.id(),
                clause.title(),
                clause.unit(),
                clause.target(),
                clause.fullTarget(),
                clause.expected(),
                clause.delivered(),
                clause.attainment(),
                clause.standing(),
                clause.unspoken(),
                clause.feedSilent(),
                clause.disputed(),
                clause.likelihood(),
                List.of());
    }

    private static Map<List<String>, Figures> byClause(List<Figures> figures) {
        Map<List<String>, Figures> byClause = new HashMap<>();
        figures.forEach(f -> byClause.put(List.of(f.expectation(), f.clause()), f));
        return byClause;
    }
}
