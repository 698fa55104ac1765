package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Positions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who read about whom. */
@RestController
public record AccessController(AccessLog accesses, Positions positions) {

    private static final int MAX_LIMIT = 1_000;

    /** Readings of a rep, by an actor, on days of UTC, newest first. */
    @GetMapping("/api/v1/audit/access")
    public Overviews.Page<AccessLog.Access> find(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_LIMIT));
        }
        LocalDate last = Parameters.date("to", to);
        Instant begin = start(Parameters.date("from", from), LocalDate.of(1900, 1, 1));
        Instant end = start(last == null ? null : last.plusDays(1), LocalDate.of(3000, 1, 1));
        AccessLog.Wanted wanted =
                new AccessLog.Wanted(rep, actor, begin, end, positions.before(cursor), limit);
        List<AccessLog.Access> found = accesses.find(wanted);
        return new Overviews.Page<>(
                found, found.size() < limit ? null : String.valueOf(found.getLast().id()));
    }

    private static Instant start(@Nullable LocalDate day, LocalDate otherwise) {
        return (day == null ? otherwise : day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
