package dev.yardstick.query.notices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a person by one channel; ids only.
 *
 * @param rep about whom; of a week the person herself
 * @param expectation empty for a week
 * @param version 0 for a week
 * @param clause of a warning
 * @param since the day on which it was communicated, raised or disputed; of a week its Monday
 * @param tries how often it was sent so far
 */
record Notice(
        UUID id,
        String person,
        Kind kind,
        Channel channel,
        String rep,
        String expectation,
        int version,
        @Nullable String clause,
        LocalDate since,
        Instant madeAt,
        int tries) {

    /** As receivers of mail and webhooks know it: the same for every try. */
    String messageId() {
        return "notice-" + id;
    }
}
