package dev.yardstick.query.notices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each person was told, or will be. */
@Component
public record NoticeHistory(JdbcClient jdbc) {

    private static final String FIND =
            """
            select number as id, kind, channel, rep, nullif(expectation, '') as expectation,
                nullif(version, 0) as version, clause, since,
                case when state = 'pending' and tries > 0 then 'failing' else state end as state,
                reason, tries, made_at, sent_at
            from notice
            where person = ? and number < ? and reason is distinct from 'known before'
            order by number desc limit ?
            """;

    /**
     * A notice.
     *
     * @param channel mail or webhook
     * @param rep about whom; of a week the person herself
     * @param expectation null for a week
     * @param version null for a week
     * @param clause of a warning
     * @param since the day on which it was communicated, raised or disputed; of a week its Monday
     * @param state pending; failing: to be tried again; sent; given-up; dropped: no longer needed
     *     before it was sent
     * @param reason why it failed last, or was dropped
     */
    public record Item(
            long id,
            String kind,
            String channel,
            String rep,
            @Nullable String expectation,
            @Nullable Integer version,
            @Nullable String clause,
            LocalDate since,
            String state,
            @Nullable String reason,
            int tries,
            Instant madeAt,
            @Nullable Instant sentAt) {}

    /** A person's notices before an id, newest first. */
    public List<Item> find(String person, long before, int limit) {
        return jdbc.sql(FIND).params(person, before, limit).query(Item.class).list();
    }
}
