package dev.yardstick.command.intake.reconciliation;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.intake.canonical.Lines;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.message.IntakeAnswer.RefusedEvent;
import dev.yardstick.command.intake.reconciliation.Comparison.Different;
import dev.yardstick.command.intake.reconciliation.Comparison.Extra;
import dev.yardstick.command.intake.reconciliation.Comparison.Missing;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Compares what a CRM exports with what is recorded of it, and changes nothing. */
@RestController
class ReconciliationController {

    private static final String DEFAULT_LIMIT = "1000";
    private static final int MAX_LIMIT = 100_000;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Reconciliation reconciliation;
    private final Connections connections;

    /** An export is held in memory, so there is one at a time. */
    private final Semaphore free = new Semaphore(1);

    ReconciliationController(Reconciliation reconciliation, Connections connections) {
        this.reconciliation = reconciliation;
        this.connections = connections;
    }

    /**
     * How an export and the log differ.
     *
     * @param compared how many records the export has
     * @param same how many of them the log has with the same content
     * @param missing the first records that the log does not have
     * @param extra the first records that the export does not have
     * @param different the first records that both have with other content
     * @param refused the first faults of lines that were left out, by the line's index from 0
     * @param parked how many of the missing ones wait for a rep or an account to become known
     */
    record Answer(
            String source,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            long compared,
            long same,
            long missingCount,
            List<Missing> missing,
            long parked,
            long extraCount,
            List<Extra> extra,
            long differentCount,
            List<Different> different,
            long refusedCount,
            List<RefusedEvent> refused) {}

    /**
     * Takes an export as canonical events of one source, one a line, perhaps compressed by gzip.
     *
     * @param source whose events they are
     * @param fromDate the first business date of records that the export should have; without it,
     *     all earlier ones too
     * @param toDate the last one; without it, all later ones too
     * @param limit the most that each list of the answer holds
     */
    @PostMapping(path = "/api/v1/crm/reconciliations", consumes = "application/x-ndjson")
    Answer reconcile(
            @RequestParam String source,
            @RequestParam(name = "from", required = false) @Nullable String fromDate,
            @RequestParam(name = "to", required = false) @Nullable String toDate,
            @RequestParam(defaultValue = DEFAULT_LIMIT) int limit,
            HttpServletRequest request)
            throws IOException {
        Refusal wrong = Fields.wrongText(source, Fields.MAX_TEXT, false);
        if (wrong != null) {
            throw new InvalidException("source", wrong);
        }
        LocalDate from = date("from", fromDate);
        LocalDate to = date("to", toDate);
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidException("to", Reason.BEFORE_FROM_ON.of(from));
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_LIMIT));
        }
        if (!free.tryAcquire()) {
            throw busy();
        }
        try (Lines lines = new Lines(request)) {
            Export export =
                    Export.read(
                            lines,
                            source,
                            connections
                                    .ofSource(source)
                                    .<UnaryOperator<JsonNode>>map(one -> one::spelt)
                                    .orElse(UnaryOperator.identity()),
                            reconciliation.timeZones());
            Comparison comparison = new Comparison(limit, from, to);
            reconciliation.compare(source, export.records(), comparison);
            return comparison.answer(source, export.refused());
        } finally {
            free.release();
        }
    }

    private static @Nullable LocalDate date(String name, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidException(name, Reason.DATE);
        }
    }

    private static ErrorResponseException busy() {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        ErrorResponseException busy =
                new ErrorResponseException(
                        status,
                        ProblemDetail.forStatusAndDetail(
                                status, "another export is being compared; try again"),
                        null);
        busy.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return busy;
    }
}
