package dev.yardstick.command.web;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Gives the log away, line by line. */
@RestController
record AuditController(LogReader log) {

    private static final int PAGE = 2_000;

    /**
     * The events from one position to another, both included, as they are in the log.
     *
     * @param rep only those that name this rep
     * @param type only those of this type
     */
    @GetMapping(path = "/api/v1/audit/events", produces = "application/x-ndjson")
    ResponseEntity<StreamingResponseBody> events(
            @RequestParam(defaultValue = "1") long from,
            @RequestParam(required = false) @Nullable Long to,
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String type) {
        if (from < 1) {
            throw new InvalidException("from", Reason.POSITION_FROM_ONE);
        }
        if (to != null && to < from) {
            throw new InvalidException("to", Reason.BEFORE_FROM_ON.of(from));
        }
        if (type != null && EventTypes.ALL.stream().noneMatch(t -> t.name().equals(type))) {
            throw new InvalidException("type", Reason.EVENT_NAME);
        }
        long last = to == null ? log.head() : Math.min(to, log.head());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-ndjson"))
                .body(out -> write(out, from, last, rep, type));
    }

    private void write(
            OutputStream target, long from, long last, @Nullable String rep, @Nullable String type)
            throws IOException {
        OutputStream out = new BufferedOutputStream(target, 1 << 16);
        long after = from - 1;
        while (after < last) {
            List<LogLine> page = log.after(after, (int) Math.min(PAGE, last - after));
            if (page.isEmpty()) {
                break;
            }
            for (LogLine line : page) {
                if ((type == null || type.equals(line.type()))
                        && (rep == null || line.names(rep))) {
                    out.write(line.toJson());
                    out.write('\n');
                }
            }
            after = page.getLast().position();
        }
        out.flush();
    }
}
