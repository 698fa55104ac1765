package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.command.intake.message.IntakeAnswer.RefusedEvent;
import dev.yardstick.command.intake.reconciliation.Picture.Difference;
import dev.yardstick.command.intake.reconciliation.ReconciliationController.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects how an export and the log differ, record by record. Lists are bounded, counts are not.
 * Not threadsafe.
 */
public final class Comparison {

    private final int limit;
    private final @Nullable LocalDate from;
    private final @Nullable LocalDate to;
    private final List<Missing> missing = new ArrayList<>();
    private final List<Extra> extra = new ArrayList<>();
    private final List<Different> different = new ArrayList<>();
    private long same;
    private long missingCount;
    private long extraCount;
    private long differentCount;
    private long parked;

    /**
     * Begins.
     *
     * @param limit the most that each list holds
     * @param from the first business date of what may be extra; null for all earlier ones too
     * @param to the last one; null for all later ones too
     */
    public Comparison(int limit, @Nullable LocalDate from, @Nullable LocalDate to) {
        this.limit = limit;
        this.from = from;
        this.to = to;
    }

    /** A record by the name of its stream and by the CRM's id. */
    public record Named(String stream, String record) {}

    /**
     * A record that the export has and the log has not.
     *
     * @param line where the export tells its latest version, from 1
     * @param parked whether something of it waits in intake
     */
    public record Missing(String stream, String record, int line, boolean parked) {}

    /** A record that the log has and the export has not. */
    public record Extra(String stream, String record, @Nullable LocalDate date) {}

    /** A record that both have, with what is not the same. */
    public record Different(String stream, String record, int line, List<Difference> fields) {}

    /** Takes note of a record that the export and the log have. */
    public void both(Named named, Versions exported, Picture recorded) {
        List<Difference> differences = recorded.differences(exported.picture());
        if (differences.isEmpty()) {
            same++;
        } else if (differentCount++ < limit) {
            different.add(
                    new Different(named.stream(), named.record(), exported.line(), differences));
        }
    }

    /** Takes note of a record that only the export has; one that it says is gone is no news. */
    public void exportedOnly(Named named, Versions exported, boolean waits) {
        if (exported.picture().isGone()) {
            same++;
            return;
        }
        parked += waits ? 1 : 0;
        if (missingCount++ < limit) {
            missing.add(new Missing(named.stream(), named.record(), exported.line(), waits));
        }
    }

    /** Takes note of a record that only the log has. */
    public void recordedOnly(Named named, Picture recorded) {
        LocalDate date = recorded.date();
        if (recorded.isGone()
                || (date != null && from != null && date.isBefore(from))
                || (date != null && to != null && date.isAfter(to))) {
            return;
        }
        if (extraCount++ < limit) {
            extra.add(new Extra(named.stream(), named.record(), date));
        }
    }

    /** All that was found, and the faults of the export's lines that were left out. */
    Answer answer(String source, List<RefusedEvent> refused) {
        return new Answer(
                source,
                from,
                to,
                same + missingCount + differentCount,
                same,
                missingCount,
                missing,
                parked,
                extraCount,
                extra,
                differentCount,
                different,
                refused.size(),
                refused.stream().limit(limit).toList());
    }
}
