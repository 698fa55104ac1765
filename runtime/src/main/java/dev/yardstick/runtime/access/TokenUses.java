package dev.yardstick.runtime.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * When tokens were last used, to the minute: noted in memory, and handed on by a loop once a minute
 * for each that is used. What cannot be handed on is kept. Threadsafe.
 */
public final class TokenUses {

    private static final Logger LOG = LoggerFactory.getLogger(TokenUses.class);

    private static final int MOST_AT_ONCE = 500;
    private static final Duration EVERY = Duration.ofSeconds(2);

    /**
     * That a token was used, with what it says of itself: who keeps it may never have heard of it.
     *
     * @param id the claim {@code jti}
     * @param name null: it was given none
     * @param sources null: it is bound to none
     * @param usedAt the minute
     */
    public record Use(
            UUID id,
            @Nullable String name,
            String role,
            @Nullable String person,
            @Nullable List<String> sources,
            Instant madeAt,
            Instant expiresAt,
            Instant usedAt) {}

    /** Takes uses over, the same again if need be. */
    public interface Keeper {
        void keep(List<Use> uses) throws IOException;
    }

    private final Map<UUID, Instant> minutes = new ConcurrentHashMap<>();
    private final Map<UUID, Use> untold = new ConcurrentHashMap<>();
    private final Keeper keeper;
    private final Clock clock;

    /** Uses that are handed on to somebody. */
    public TokenUses(Keeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    /** The id of a token that may be taken back; null: it has none that is one. */
    public static @Nullable UUID id(Jwt token) {
        try {
            return token.getId() == null ? null : UUID.fromString(token.getId());
        } catch (IllegalArgumentException others) {
            return null;
        }
    }

    void note(UUID id, Jwt token) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Instant expiresAt = token.getExpiresAt();
        if (expiresAt == null || minute.equals(minutes.put(id, minute))) {
            return;
        }
        untold.put(
                id,
                new Use(
                        id,
                        token.getClaimAsString("name"),
                        Objects.requireNonNullElse(token.getClaimAsString("role"), "none"),
                        token.getClaimAsString("person"),
                        token.getClaimAsStringList("sources"),
                        Objects.requireNonNullElse(token.getIssuedAt(), minute),
                        expiresAt,
                        minute));
    }

    /** Hands on what is new. */
    Duration tell() {
        List<Use> some = untold.values().stream().limit(MOST_AT_ONCE).toList();
        if (!some.isEmpty()) {
            try {
                keeper.keep(some);
            } catch (IOException away) {
                LOG.debug("uses of tokens are told later: {}", away.toString());
                return EVERY;
            }
            some.forEach(use -> untold.remove(use.id(), use));
        }
        Instant past = clock.instant().minus(EVERY).truncatedTo(ChronoUnit.MINUTES);
        minutes.values().removeIf(minute -> minute.isBefore(past));
        return some.size() < MOST_AT_ONCE ? EVERY : Duration.ZERO;
    }
}
