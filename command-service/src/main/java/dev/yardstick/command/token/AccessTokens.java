package dev.yardstick.command.token;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.privacy.Erasures.PersonErased;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.runtime.access.Revocations;
import dev.yardstick.runtime.access.TokenUses;
import dev.yardstick.runtime.access.TokenUses.Use;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is known of tokens: from the log who gave and took them, from a table what is said beside
 * it. A token that was printed at a terminal is known from its first use on. Those that ended a
 * month ago are no longer listed.
 */
@Component
record AccessTokens(JdbcClient jdbc, LogReader log, Clock clock)
        implements Revocations, TokenUses.Keeper {

    private static final Duration LISTED = Duration.ofDays(30);

    private static final String ADD =
            """
            insert into access_token as t
                (id, name, role, person, sources, made_at, expires_at, last_used_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id)
            do update set last_used_at = greatest(t.last_used_at, excluded.last_used_at)
            """;

    private static final String LIST =
            """
            select id, name, role, person, sources, made_at, expires_at, last_used_at, reason
            from access_token where id < ? order by id desc limit ?
            """;

    private static final String LIST_OF =
            """
            select id, name, role, person, sources, made_at, expires_at, last_used_at, reason
            from access_token where person = any(?) and id < ? order by id desc limit ?
            """;

    private static final String EXPLAIN =
            "update access_token set reason = coalesce(reason, ?) where id = ?";

    private static final String FORGET =
            "update access_token set name = null, reason = null where person = ?";

    private static final String END = "delete from access_token where expires_at < ?";

    private static final String ISSUED = "access-token-issued";
    private static final String TAKEN_BACK = "access-token-revoked";

    /**
     * A token.
     *
     * @param name as an admin or the terminal named it; null: it has none, or its person was erased
     * @param sources the only ones that it may write; null: it is bound to none
     * @param madeBy who had it made here; null: it was printed at a terminal
     * @param lastUsedAt the minute
     * @param reason why it was revoked
     */
    record Listed(
            UUID id,
            @Nullable String name,
            String role,
            @Nullable String person,
            @Nullable List<String> sources,
            Instant madeAt,
            @Nullable String madeBy,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy,
            @Nullable String reason) {

        private Listed by(List<LogLine> told) {
            LogLine issued = of(told, ISSUED);
            LogLine revoked = of(told, TAKEN_BACK);
            return new Listed(
                    id,
                    name,
                    role,
                    person,
                    sources,
                    madeAt,
                    issued == null ? null : issued.metadata().actor(),
                    expiresAt,
                    lastUsedAt,
                    revoked == null ? null : revoked.recordedAt(),
                    revoked == null ? null : revoked.metadata().actor(),
                    reason);
        }

        private static @Nullable LogLine of(List<LogLine> told, String type) {
            return told.stream().filter(line -> line.type().equals(type)).findFirst().orElse(null);
        }
    }

    @Override
    public boolean isRevoked(UUID token) {
        return log.has(Streams.token(token.toString()), TAKEN_BACK);
    }

    @Bean
    TokenUses tokenUses() {
        return new TokenUses(this, clock);
    }

    @Override
    public void keep(List<Use> uses) {
        uses.forEach(use -> add(use, use.usedAt()));
        jdbc.sql(END).param(utc(clock.instant().minus(LISTED))).update();
    }

    /**
     * Lists a token.
     *
     * @param usedAt null: not yet
     */
    void add(Use token, @Nullable Instant usedAt) {
        List<String> sources = token.sources();
        jdbc.sql(ADD)
                .params(
                        Arrays.asList(
                                token.id(),
                                token.name(),
                                token.role(),
                                token.person(),
                                sources == null ? null : sources.toArray(String[]::new),
                                utc(token.madeAt()),
                                utc(token.expiresAt()),
                                usedAt == null ? null : utc(usedAt)))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * Those before an id, which are older, the newest first.
     *
     * @param persons to whom they are bound; empty: whosever they are
     */
    List<Listed> list(List<String> persons, UUID before, int limit) {
        JdbcClient.StatementSpec query =
                persons.isEmpty()
                        ? jdbc.sql(LIST).params(before, limit)
                        : jdbc.sql(LIST_OF).params(persons.toArray(String[]::new), before, limit);
        List<Listed> found = query.query((row, n) -> listed(row)).list();
        Map<String, List<LogLine>> told =
                log.streams(found.stream().map(AccessTokens::stream).toList());
        return found.stream()
                .map(token -> token.by(told.getOrDefault(stream(token), List.of())))
                .toList();
    }

    private static String stream(Listed token) {
        return Streams.token(token.id().toString());
    }

    private static Listed listed(ResultSet row) throws SQLException {
        Array sources = row.getArray(5);
        return new Listed(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                sources == null ? null : List.of((String[]) sources.getArray()),
                instant(row, 6),
                null,
                instant(row, 7),
                row.getObject(8) == null ? null : instant(row, 8),
                null,
                null,
                row.getString(9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * Keeps why a token was revoked; what was said first stays.
     *
     * @return whether the token is listed
     */
    boolean explain(UUID id, String reason) {
        return jdbc.sql(EXPLAIN).params(reason, id).update() > 0;
    }

    @EventListener
    void forget(PersonErased erased) {
        jdbc.sql(FORGET).param(erased.person()).update();
    }
}
