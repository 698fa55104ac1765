package dev.yardstick.query.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.measure.Standing;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of an expectation on a day, as an auditor gets them: ids and numbers, no text about
 * anybody. They depend on the log and the day alone, never on when they are asked for, so whoever
 * has the log gets the same bytes.
 */
public record Figures(String rep, String expectation, LocalDate on, List<Clause> clauses) {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    /**
     * A clause's figures, as in the timeline.
     *
     * @param warningSince the day of the warning that stands; null when none does
     */
    public record Clause(
            String id,
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
            @Nullable LocalDate warningSince,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unconverted,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unmeasured,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate due) {

        static Clause of(Timeline.Clause clause) {
            Warning warning = clause.warning();
            return new Clause(
                    clause.id(),
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
                    warning == null ? null : warning.since(),
                    clause.unconverted(),
                    clause.unmeasured(),
                    clause.due());
        }
    }

    /** The line without a newline, UTF-8; always the same bytes for the same figures. */
    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    /**
     * The days on which an expectation's figures are published: the ends of the calendar quarters
     * within its period, and its last day. Days to come are among them, judged by what is known.
     */
    static SortedSet<LocalDate> days(Profile profile) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (LocalDate end = quarterEnd(profile.from());
                end.isBefore(profile.lastDay());
                end = quarterEnd(end.plusDays(1))) {
            days.add(end);
        }
        days.add(profile.lastDay());
        return days;
    }

    private static LocalDate quarterEnd(LocalDate day) {
        int month = day.get(IsoFields.QUARTER_OF_YEAR) * 3;
        return YearMonth.of(day.getYear(), month).atEndOfMonth();
    }
}
