package dev.yardstick.events.refusal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Why something is refused: a value. It becomes words where somebody reads it. */
public sealed interface Refusal permits Reason, Reason.With {

    /** What is wrong, and what would be right, without what differs from case to case. */
    Reason reason();

    /** What differs from case to case: texts, and refusals within this one. */
    List<Object> arguments();

    /** The reason's stable name, such as {@code overlapping-clause}. */
    default String code() {
        return reason().code();
    }

    /** In words; English where the language is not known. */
    default String in(Locale language) {
        return reason().told(arguments(), language);
    }

    /** In English, as it is kept, logged and written as JSON. */
    @JsonValue
    default String english() {
        return in(Locale.ENGLISH);
    }
}
