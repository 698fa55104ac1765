package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.AccountEvent.AccountAssigned;
import dev.yardstick.events.AccountEvent.AccountReclassified;
import dev.yardstick.events.AccountEvent.AccountRegistered;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.query.wording.Sought;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * By which names accounts ever went, whose they ever were and in which tiers, held in memory, some
 * 200 bytes each, so that they are found while somebody types. Which of them there are at a
 * position, by which name and for whom, is for whoever asks to look up. Call it within the
 * transaction of the reading.
 */
@Component
public final class AccountNames {

    private static final int LOT = 5_000;

    private static final String SINCE =
            """
            select stream, position, type, revision, data from chronicle
            where position > ? and position <= ? and stream like 'account/%'
            order by position limit ?
            """;

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private final Set<String> tiers = new ConcurrentSkipListSet<>();

    /** Up to where all is held; guarded by this. */
    private long read;

    AccountNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Id and names of an account as {@link Sought} compares them, and its owners. */
    private record Held(String plain, Set<String> owners) {

        static final Held NOTHING = new Held("", Set.of());

        Held with(AccountEvent event) {
            return switch (event) {
                case AccountRegistered e -> named(e.account(), e.name()).ownedBy(e.owner());
                case AccountReclassified e -> named(e.account(), e.name());
                case AccountAssigned e -> ownedBy(e.owner());
            };
        }

        private Held named(String account, String name) {
            String told = Sought.plain(name + "\n" + account);
            return plain.contains(told) ? this : new Held(told + "\n" + plain, owners);
        }

        private Held ownedBy(@Nullable String owner) {
            if (owner == null || owners.contains(owner)) {
                return this;
            }
            Set<String> all = new TreeSet<>(owners);
            all.add(owner);
            return new Held(plain, Set.copyOf(all));
        }
    }

    /**
     * The ids of those that fit, the best first.
     *
     * @param owners those whose accounts are looked through; null: all are
     */
    public List<String> find(
            Sought sought, @Nullable Predicate<String> owners, long position, int limit) {
        readUpTo(position);
        record Ranked(String account, int rank, String plain) {}
        return held.entrySet().stream()
                .filter(it -> owners == null || it.getValue().owners().stream().anyMatch(owners))
                .map(it -> {
                    String plain = it.getValue().plain();
                    return new Ranked(it.getKey(), sought.rank(plain), plain);
                })
                .filter(ranked -> ranked.rank() < Sought.NOT)
                .sorted(Comparator.comparing(Ranked::rank).thenComparing(Ranked::plain))
                .limit(limit)
                .map(Ranked::account)
                .toList();
    }

    /** In which tiers accounts ever were, by name. */
    public List<String> tiers(long position) {
        readUpTo(position);
        return List.copyOf(tiers);
    }

    private static @Nullable String tier(AccountEvent event) {
        return switch (event) {
            case AccountRegistered e -> e.tier();
            case AccountReclassified e -> e.tier();
            case AccountAssigned _ -> null;
        };
    }

    private synchronized void readUpTo(long position) {
        for (boolean more = read < position; more; ) {
            List<Line> lines =
                    jdbc.sql(SINCE)
                            .params(read, position, LOT)
                            .query((row, n) ->
                                    new Line(
                                            row.getString(1),
                                            row.getLong(2),
                                            codec.read(
                                                    row.getString(3),
                                                    row.getInt(4),
                                                    row.getBytes(5))))
                            .list();
            lines.forEach(line ->
                    line.as(AccountEvent.class)
                            .forEach(told -> {
                                String tier = tier(told.event());
                                if (tier != null) {
                                    tiers.add(tier);
                                }
                                held.merge(
                                        line.stream().substring(Streams.account("").length()),
                                        Held.NOTHING.with(told.event()),
                                        (before, now) -> before.with(told.event()));
                            }));
            more = lines.size() == LOT;
            read = more ? lines.getLast().position() : position;
        }
    }
}
