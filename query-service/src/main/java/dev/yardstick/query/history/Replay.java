package dev.yardstick.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepHistory;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    private Map<List<String>, Timeline.Clause> before;

    /**
     * Starts from what was known at a position.
     *
     * @param on the day judged, of the year shown
     * @param start the position before the first step
     */
    public Replay(RepHistory past, PersonalTexts texts, LocalDate on, long start) {
        this.past = past;
        this.texts = texts;
        this.from = on.withDayOfYear(1);
        this.to = on.withMonth(12).withDayOfMonth(31);
        this.on = on;
        this.before = clauses(new KnownAt(start, null));
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
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> changed) {}

    /** The figures as known before the next step. */
    public List<Figures> figures() {
        return before.values().stream().map(clause -> figures(clause, clause)).toList();
    }

    /** The step of the next event. */
    public Step step(Histories.Item item) {
        Map<List<String>, Timeline.Clause> now =
                clauses(new KnownAt(item.position(), item.recordedAt()));
        List<Figures> compared = new ArrayList<>();
        now.forEach((id, clause) -> compared.add(figures(clause, before.get(id))));
        before = now;
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

    private Map<List<String>, Timeline.Clause> clauses(KnownAt at) {
        Map<List<String>, Timeline.Clause> clauses = new LinkedHashMap<>();
        past.rep(at.position())
                .map(rep -> new TimelineAssembler(past.known(rep, at), texts).figures(from, to, on))
                .orElse(List.of())
                .forEach(c -> clauses.put(List.of(c.expectation(), c.id()), c));
        return clauses;
    }

    private static Figures figures(Timeline.Clause clause, Timeline.@Nullable Clause before) {
        Map<String, @Nullable Object> then = before == null ? Map.of() : compared(before);
        List<String> changed = new ArrayList<>();
        compared(clause)
                .forEach((name, value) -> {
                    if (before == null || !Objects.equals(value, then.get(name))) {
                        changed.add(name);
                    }
                });
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
                changed);
    }

    private static Map<String, @Nullable Object> compared(Timeline.Clause clause) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("title", clause.title());
        values.put("unit", clause.unit());
        values.put("target", clause.target());
        values.put("fullTarget", clause.fullTarget());
        values.put("expected", clause.expected());
        values.put("delivered", clause.delivered());
        values.put("attainment", clause.attainment());
        values.put("standing", clause.standing());
        values.put("unspoken", clause.unspoken());
        values.put("feedSilent", clause.feedSilent());
        values.put("disputed", clause.disputed());
        values.put("likelihood", clause.likelihood());
        return values;
    }
}
