package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in {@link Report#more} of a conversation that was logged by hand: sealed, as it tells
 * about the rep. Fields are added, and never change their meaning.
 *
 * @param about empty: it was about nothing in particular; one alone is stored without a list
 * @param followUpOn the day on which that all is to be spoken about again; null: nobody said
 * @param note what was said
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"about", "followUpOn", "note"})
public record ConversationNotes(
        @JsonFormat(
                        with = {
                            Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                            Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
                        })
                List<About> about,
        @Nullable LocalDate followUpOn,
        @Nullable String note) {

    /** Where nothing was written down. */
    public static final ConversationNotes NONE = new ConversationNotes(List.of(), null, null);

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Nothing stored is nothing. */
    public ConversationNotes {
        about = about == null ? List.of() : List.copyOf(about);
    }

    /**
     * What a conversation was about: a clause, or what the rep said to a version.
     *
     * @param clause null where it was about a version
     * @param version null where it was about a clause
     * @param warningSince the day of the warning on the clause that it answers; null: of none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"expectation", "clause", "version", "warningSince"})
    public record About(
            String expectation,
            @Nullable String clause,
            @Nullable Integer version,
            @Nullable LocalDate warningSince) {}

    /** As it is stored, before it is sealed. */
    public String write() {
        return JSON.writeValueAsString(this);
    }

    /** What was stored; {@link #NONE} where it cannot be read, such as after an erasure. */
    public static ConversationNotes read(@Nullable String stored) {
        try {
            return stored == null ? NONE : JSON.readValue(stored, ConversationNotes.class);
        } catch (JacksonException e) {
            return NONE;
        }
    }
}
