package dev.yardstick.query.credential;

import static dev.yardstick.query.credential.SignInLinks.utc;

import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.access.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often a password may be tried in vain: of one person, and from one address. After a few times
 * one waits, each time twice as long, up to a quarter of an hour; nobody is locked out for good. An
 * attempt is counted before it is made, so a thousand at the same time are a thousand. The rows
 * hold for every instance of this service, and name nobody.
 */
@Component
public record Attempts(JdbcClient jdbc, TokenSettings keys, Clock clock) {

    /** Of whom attempts are counted, and after how many one waits. */
    private enum Of {
        PERSON(5),
        /** Many may share one. */
        ADDRESS(30);

        private final int free;

        Of(int free) {
            this.free = free;
        }
    }

    static final Duration LONGEST = Duration.ofMinutes(15);

    /** A day after the last attempt in vain all are forgotten. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String FORGET = "delete from sign_in_attempt where over_at < ?";

    /** 2^10 seconds are longer than the longest wait. */
    private static final String BEGIN =
            """
            insert into sign_in_attempt as a (who, count, open_at, over_at)
            values (:who, 1, :now, :over)
            on conflict (who) do update
            set count = a.count + 1,
                over_at = excluded.over_at,
                open_at = excluded.open_at
                    + case when a.count + 1 < :free then interval '0'
                      else make_interval(
                          secs => least(power(2, least(a.count + 1 - :free, 10)), :longest))
                      end
            where a.open_at <= excluded.open_at
            """;

    private static final String WAIT = "select open_at from sign_in_attempt where who = ?";

    private static final String SUCCEEDED = "delete from sign_in_attempt where who = ?";

    private static final String TAKEN_BACK =
            "update sign_in_attempt set count = count - 1, open_at = :now where who = :who";

    /**
     * Counts an attempt that is about to be made, before anybody knows whether it is in vain.
     *
     * @return when the next may be made, where this one may not; else null
     */
    public @Nullable Instant begin(String person, String address) {
        Instant now = clock.instant();
        jdbc.sql(FORGET).param(utc(now)).update();
        Instant wait = begin(Of.ADDRESS, address, now);
        return wait == null ? begin(Of.PERSON, person, now) : wait;
    }

    private @Nullable Instant begin(Of of, String name, Instant now) {
        byte[] who = who(of, name);
        int counted =
                jdbc.sql(BEGIN)
                        .param("who", who)
                        .param("now", utc(now))
                        .param("over", utc(now.plus(KEPT)))
                        .param("free", of.free)
                        .param("longest", LONGEST.toSeconds())
                        .update();
        return counted > 0
                ? null
                : jdbc.sql(WAIT)
                        .param(who)
                        .query(OffsetDateTime.class)
                        .optional()
                        .map(OffsetDateTime::toInstant)
                        .orElse(now);
    }

    /** The attempt was not in vain: the person's are forgotten, and this one of the address. */
    public void succeeded(String person, String address) {
        jdbc.sql(SUCCEEDED).param(who(Of.PERSON, person)).update();
        jdbc.sql(TAKEN_BACK)
                .param("who", who(Of.ADDRESS, address))
                .param("now", utc(clock.instant()))
                .update();
    }

    private byte[] who(Of of, String name) {
        return Sha256.keyed(
                keys.secrets().getFirst(), (of + " " + name).getBytes(StandardCharsets.UTF_8));
    }
}
