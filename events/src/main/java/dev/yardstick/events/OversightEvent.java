package dev.yardstick.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for reps beside their manager, from a day to another. One is named by its kind, by
 * whom and what it is between, and by its first day; the stream is {@link Streams#oversight}.
 */
public sealed interface OversightEvent extends Event {

    /** Between whom and what. */
    enum Kind implements Coded {
        /** A person leads a manager, who need not be a rep herself. */
        SUPERIOR,
        /** A person stands in for a manager. */
        DEPUTY,
        /** A business unit has a team. */
        UNIT,
        /** A person directs a business unit. */
        DIRECTOR
    }

    Kind kind();

    /** The id of the manager, the team or the business unit. */
    String of();

    /** The id of the person; of {@link Kind#UNIT} that of the business unit. */
    String by();

    /** The first day. */
    LocalDate from();

    /**
     * It holds from a day to another; given again it ends on another day.
     *
     * @param to the last day, included; null: until it is given anew or withdrawn
     */
    record OversightGiven(Kind kind, String of, String by, LocalDate from, @Nullable LocalDate to)
            implements OversightEvent {

        /** Whether it holds on a day. */
        public boolean covers(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    /** It was taken back, and counts from then on as if it had never been given. */
    record OversightWithdrawn(Kind kind, String of, String by, LocalDate from)
            implements OversightEvent {}
}
