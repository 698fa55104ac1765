package dev.yardstick.query.view;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.measure.Standing;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What was expected of a rep and what she delivered, as judged on a day and as known at a position.
 * Numbers are texts, rounded once, half-even. All days are included.
 *
 * @param from the first day shown
 * @param to the last day shown
 * @param on the day judged
 */
public record Timeline(
        Rep rep,
        LocalDate from,
        LocalDate to,
        LocalDate on,
        KnownAt knownAt,
        List<Expectation> expectations,
        @JsonSerialize(contentUsing = WrittenOnce.class) List<Clause> clauses,
        List<Activity> activity,
        List<Mark> marks) {

    /** The same as known at a later position, up to which nothing changed. */
    public Timeline at(KnownAt later) {
        return new Timeline(rep, from, to, on, later, expectations, clauses, activity, marks);
    }

    /**
     * The rep, in the team of the day judged.
     *
     * @param name the id, where the name cannot be read
     * @param erased whether all texts about the rep were destroyed
     */
    public record Rep(
            String id,
            String name,
            String team,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erased) {

        /** A rep on a day. */
        public static Rep of(RepStory rep, LocalDate on, PersonalTexts texts) {
            return new Rep(
                    rep.id(),
                    texts.open(rep.name(on), rep.id()),
                    rep.place(on).team(),
                    rep.isErased());
        }
    }

    /**
     * A profile whose period touches the days shown.
     *
     * @param statement what it means to be successful, as it was last said by the day judged
     */
    public record Expectation(
            String id,
            String statement,
            LocalDate from,
            LocalDate to,
            String currency,
            boolean quotaOnly,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate closedOn,
            List<Version> versions) {}

    /**
     * A version and what was said about it.
     *
     * @param reason null for version 1
     * @param statement what it means to be successful, as this version says it
     * @param changes what differs from the version before, clause by clause; none for version 1
     */
    public record Version(
            int version,
            LocalDate effectiveFrom,
            boolean restates,
            @Nullable LocalDate communicatedOn,
            @Nullable LocalDate acknowledgedOn,
            @Nullable LocalDate disputedOn,
            @Nullable String reason,
            String statement,
            List<Change> changes) {}

    /**
     * A clause that differs from the version before.
     *
     * @param what added, removed, or the field that changed: target, pace, weight, title …
     * @param before null for an added clause
     * @param after null for a removed one
     */
    public record Change(
            String clause, String what, @Nullable String before, @Nullable String after) {}

    /**
     * A clause and its figures.
     *
     * @param label names the topic where it is other
     * @param unit a currency, hours, days, the kind of fact counted, or what else is counted
     * @param target what was agreed and is in force on the day judged; null where a clause is
     *     reached or not
     * @param delivered null while there is nothing to tell it by
     * @param fullTarget what that comes to over the clause's life
     * @param attainment delivered ÷ expected; null where nothing is expected
     * @param unconverted facts in another currency, left out; null where there are none
     * @param unmeasured facts without the quantity, left out; null where there are none
     * @param due a milestone's deadline, as soon as it is known
     * @param text of an agreement
     */
    public record Clause(
            String id,
            String expectation,
            String topic,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String label,
            String title,
            String kind,
            String unit,
            String direction,
            String owedBy,
            String weight,
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
            @Nullable Warning warning,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unconverted,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unmeasured,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate due,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text,
            List<Point> series) {}

    /** The figures at the end of a grain; after the day judged only what is expected. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            LocalDate date,
            @Nullable String target,
            String expected,
            @Nullable String delivered,
            @Nullable Standing standing) {}

    /**
     * What was done in a grain, whether or not anything was expected.
     *
     * @param date the grain's last day
     * @param done the number of records for each kind of fact
     * @param won what was won, by currency
     */
    public record Activity(
            LocalDate date,
            @JsonAnyGetter Map<String, Integer> done,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> won) {}

    /** Something that happened to the rep or to an expectation. */
    public record Mark(LocalDate date, String kind, String text, long position) {}

    /**
     * Writes a clause as any record is written, and keeps what was written for as long as the
     * clause is kept: whoever is told the same again gets the same bytes.
     */
    static final class WrittenOnce extends ValueSerializer<Clause> {

        private final Cache<Clause, SerializableString> written =
                Caffeine.newBuilder().weakKeys().build();

        @Override
        public void serialize(Clause clause, JsonGenerator json, SerializationContext of) {
            json.writeRawValue(written.get(clause, one -> write(one, of)));
        }

        private static SerializableString write(Clause clause, SerializationContext of) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = of.tokenStreamFactory().createGenerator(of, text)) {
                of.findValueSerializer(Clause.class).serialize(clause, json, of);
            }
            return new SerializedString(text.toString());
        }
    }
}
