package dev.yardstick.query.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.Personal;
import dev.yardstick.events.oversight.Oversight.Basis;
import dev.yardstick.events.oversight.Oversight.Ground;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who read about whom, when, and why. A reading is recorded before its answer leaves; where that is
 * not possible there is no answer.
 */
@Component
public record AccessLog(JdbcClient jdbc, PersonalKeys keys, Scopes scopes) {

    /** The header in which a caller says why. */
    public static final String REASON = "Access-Reason";

    private static final int MAX_CALL = 1_000;

    private static final String RECORD =
            "insert into access (actor, basis, instead_of, call, reps, reason)"
                    + " values (?, ?, ?, ?, ?, ?)";

    private static final String FIND =
            """
            select id, at, actor, basis, call, reps, reason, instead_of from access
            where id < :before
              and (:rep::text is null or reps @> array[:rep::text])
              and (:actor::text is null or actor = :actor::text)
              and at >= :from and at < :until
            order by id desc limit :limit
            """;

    private static final ScopedValue<Set<String>> NOTED = ScopedValue.newInstance();

    /**
     * A reading.
     *
     * @param actor a role, and the person whom the token is bound to: {@code manager:kim}
     * @param basis {@code own}: about the reader; {@code team}: about a manager's reps; {@code
     *     line}: about those of a manager or a unit whom she leads; {@code deputy}: about those of
     *     a manager for whom she stands in; {@code all}: by a role that may read about everybody
     * @param insteadOf the manager for whom a deputy stands in
     * @param call method, path and query
     * @param reps about whom
     * @param reason as the reader gave it; null where none was given or the rep was erased
     */
    public record Access(
            long id,
            Instant at,
            String actor,
            String basis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String insteadOf,
            String call,
            List<String> reps,
            @Nullable String reason) {}

    /**
     * What to look for.
     *
     * @param before the id before which to begin
     */
    public record Wanted(
            @Nullable String rep,
            @Nullable String actor,
            Instant from,
            Instant until,
            long before,
            int limit) {}

    /** Tells that the answer at hand is about these reps. */
    void note(Collection<String> reps) {
        if (NOTED.isBound()) {
            NOTED.get().addAll(reps);
        }
    }

    /** Reads, and records about whom before the answer is handed out. */
    public <T> T recorded(Supplier<T> reading) {
        Set<String> noted = new LinkedHashSet<>();
        T answer = ScopedValue.where(NOTED, noted).call(reading::get);
        if (!noted.isEmpty()
                && RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes) {
            record(attributes.getRequest(), noted);
        }
        return answer;
    }

    private void record(HttpServletRequest request, Set<String> reps) {
        Caller caller = Caller.current();
        String basis = caller.basis(reps);
        String manager = caller.person();
        if (manager != null && basis.equals(Basis.TEAM.code())) {
            scopes.grounds(manager, reps).forEach((ground, some) -> record(request, ground, some));
        } else {
            record(request, basis, null, reps);
        }
    }

    private void record(HttpServletRequest request, Ground ground, Set<String> reps) {
        record(request, ground.basis().code(), ground.insteadOf(), reps);
    }

    private void record(
            HttpServletRequest request,
            String basis,
            @Nullable String insteadOf,
            Set<String> reps) {
        String reason = request.getHeader(REASON);
        jdbc.sql(RECORD)
                .params(
                        Arrays.asList(
                                Caller.current().actor(),
                                basis,
                                insteadOf,
                                call(request),
                                reps.toArray(String[]::new),
                                reason == null || reps.size() != 1
                                        ? null
                                        : keys.seal(reps.iterator().next(), utf8(reason))))
                .update();
    }

    /** The container reads headers byte for byte. */
    private static String utf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String call(HttpServletRequest request) {
        String query = request.getQueryString();
        String call =
                request.getMethod()
                        + " "
                        + request.getRequestURI()
                        + (query == null ? "" : "?" + query);
        return call.substring(0, Math.min(call.length(), MAX_CALL));
    }

    /** Readings, newest first. */
    public List<Access> find(Wanted wanted) {
        List<Access> sealed =
                jdbc.sql(FIND)
                        .param("before", wanted.before())
                        .param("rep", wanted.rep())
                        .param("actor", wanted.actor())
                        .param("from", wanted.from().atOffset(ZoneOffset.UTC))
                        .param("until", wanted.until().atOffset(ZoneOffset.UTC))
                        .param("limit", wanted.limit())
                        .query((row, n) ->
                                new Access(
                                        row.getLong(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(8),
                                        row.getString(5),
                                        List.of((String[]) row.getArray(6).getArray()),
                                        row.getString(7)))
                        .list();
        // Not while the rows are read: their connection would wait for command-service.
        keys.prefetch(
                sealed.stream()
                        .filter(access -> access.reason() != null)
                        .map(access -> access.reps().getFirst())
                        .toList());
        return sealed.stream().map(this::opened).toList();
    }

    private Access opened(Access access) {
        String reason = access.reason();
        return reason == null
                ? access
                : new Access(
                        access.id(),
                        access.at(),
                        access.actor(),
                        access.basis(),
                        access.insteadOf(),
                        access.call(),
                        access.reps(),
                        keys.open(new Personal.Sealed(access.reps().getFirst(), reason)));
    }
}
