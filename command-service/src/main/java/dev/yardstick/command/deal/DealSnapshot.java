package dev.yardstick.command.deal;

import dev.yardstick.command.record.Sighting;
import dev.yardstick.events.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deal as a CRM shows it at one time: not what happened, but how things are.
 *
 * @param sighting when it was so, by the CRM's clock
 * @param openedAt when the CRM says that the deal was opened; null: it does not say
 * @param opening what is reported as opened
 * @param closedAt since when it is won or lost, by the CRM's clock; null: it does not say
 * @param closing what is reported as won or lost
 * @param now what is reported as of the version
 */
public record DealSnapshot(
        Sighting sighting,
        Status status,
        @Nullable Instant openedAt,
        Report opening,
        @Nullable Instant closedAt,
        Report closing,
        Report now) {

    /** What a deal can be. */
    public enum Status {
        OPEN,
        WON,
        LOST
    }
}
