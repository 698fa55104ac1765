package dev.yardstick.query.access;

import dev.yardstick.events.Streams;
import dev.yardstick.runtime.access.Revocations;
import dev.yardstick.runtime.access.TokenUses;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which tokens were taken back, as far as the log was read: whoever is away, what was read counts.
 * When they were used is told to command-service, which lists them.
 */
@Component
record TokensTaken(JdbcClient jdbc, Clock clock) implements Revocations {

    private static final String REVOKED =
            """
            select exists (select from chronicle where stream = ? and type = 'access-token-revoked')
            """;

    @Override
    public boolean isRevoked(UUID token) {
        return jdbc.sql(REVOKED)
                .param(Streams.token(token.toString()))
                .query(Boolean.class)
                .single();
    }

    /** Command-service is asked with a token, and what reads tokens notes their uses. */
    @Bean
    TokenUses tokenUses(ObjectProvider<CommandService> commands) {
        return new TokenUses(uses -> commands.getObject().used(uses), clock);
    }
}
