package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.Clause;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.Streams;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of whom a batch changes what is known; noted in the transaction that writes its rows. */
final class Changing {

    private static final String NOTE =
            """
            insert into changed as c (about, position, lowest, change, late)
            select about, position, lowest, by, by
            from unnest(?::text[], ?::bigint[], ?::bigint[]) n(about, position, lowest),
                cast(pg_current_xact_id()::text as bigint) by
            order by about
            on conflict (about) do update
            set change = excluded.change, position = greatest(c.position, excluded.position),
                lowest = excluded.lowest,
                late = case when excluded.lowest > c.position then c.late else excluded.late end
            """;

    private static final String LOOK =
            """
            insert into looking (rep, kind)
            select * from unnest(?::text[], ?::text[]) order by 1, 2
            on conflict (kind, rep) do nothing
            """;

    private static final String LOOKED_AT =
            """
            select asked.kind from unnest(?::text[]) asked(kind), lateral
                (select from looking l where l.kind = asked.kind order by l.kind, l.rep limit 1) one
            """;

    /** Those who share a credit have facts that do not name them, of the same record. */
    private static final String DEALING_WITH =
            """
            select distinct w.text from fact f join word w on w.id = f.rep
            where f.record in (select record from fact where account = any(?) and named)
              and f.known_to = 9223372036854775807
            union
            select rep from chronicle where stream = any(?) and rep is not null
            """;

    private static final String LOOKING_AT =
            "select distinct rep from looking where rep in ("
                    + DEALING_WITH
                    + ") and kind = any(?)";

    /**
     * Where two processes apply events, what one of them writes may change what is known of those
     * whom the other one writes about: one of the two sees what the other wrote. Tables that nobody
     * reads yet need no notes that hold.
     */
    private static final String ALONE =
            """
            select pg_advisory_xact_lock(hashtextextended('changing', 0)) where current_schema() = 'public'
            """;

    private record Look(String rep, FactKind kind) {}

    private final JdbcClient jdbc;
    private final Dictionary words;
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<String, Long> lowest = new TreeMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final Map<String, Set<String>> dealtWith = new HashMap<>();
    private final Set<Look> looks = new HashSet<>();
    private long last;

    Changing(JdbcClient jdbc, Dictionary words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    /** An event that is kept as it is. */
    void add(Event event, long position) {
        String rep = Projection.rep(event);
        if (rep != null) {
            add(rep, position);
        }
        if (event instanceof RepEvent e) {
            note(Changes.REPS, position);
            note(Changes.story(e.rep()), position);
        }
        switch (event) {
            case ExpectationSet e -> look(e.rep(), e.clauses());
            case ExpectationRevised e -> look(e.rep(), e.clauses());
            case AccountEvent e -> accounts.add(e.account());
            case TemplateSet e -> {}
            case CompanyEvent e -> note(Changes.ALL, position);
            case RepErased e -> note(Changes.ALL, position);
            case OversightEvent e -> note(Changes.OVERSIGHT, position);
            default -> {}
        }
        last = Math.max(last, position);
    }

    private void look(String rep, List<Clause> clauses) {
        for (Clause clause : clauses) {
            FactKind kind = Profile.lookedAt(clause);
            if (kind != null) {
                looks.add(new Look(rep, kind));
            }
        }
    }

    /** Something about a rep. */
    void add(String rep, long position) {
        note(Streams.rep(rep), position);
    }

    private void note(String about, long position) {
        positions.merge(about, position, Math::max);
        lowest.merge(about, position, Math::min);
        last = Math.max(last, position);
    }

    /** A fact that came or went. */
    void add(Fact fact) {
        if (fact.account() != null) {
            dealtWith
                    .computeIfAbsent(fact.kind().code(), kind -> new HashSet<>())
                    .add(fact.account());
        }
    }

    /** That a source told of a day for the first time. */
    void addHeard(long position) {
        note(Changes.ALL, position);
    }

    /** Notes it all, once the rows are written. */
    void write() {
        jdbc.sql(ALONE).query(row -> {});
        if (!looks.isEmpty()) {
            List<Look> all = List.copyOf(looks);
            jdbc.sql(LOOK)
                    .params(
                            all.stream().map(Look::rep).toArray(String[]::new),
                            all.stream().map(l -> l.kind().code()).toArray(String[]::new))
                    .update();
        }
        dealing(DEALING_WITH, accounts);
        if (!dealtWith.isEmpty()) {
            List<String> kinds =
                    jdbc.sql(LOOKED_AT)
                            .param(dealtWith.keySet().toArray(String[]::new))
                            .query(String.class)
                            .list();
            Set<String> watched = new HashSet<>();
            kinds.forEach(kind -> watched.addAll(dealtWith.getOrDefault(kind, Set.of())));
            dealing(LOOKING_AT, watched, kinds.toArray(String[]::new));
        }
        if (!positions.isEmpty()) {
            jdbc.sql(NOTE)
                    .params(
                            positions.keySet().toArray(String[]::new),
                            positions.values().toArray(Long[]::new),
                            lowest.values().toArray(Long[]::new))
                    .update();
        }
    }

    private void dealing(String sql, Set<String> with, String... kinds) {
        if (with.isEmpty()) {
            return;
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(words.known(with).values().toArray(Integer[]::new));
        arguments.add(with.stream().map(Streams::account).toArray(String[]::new));
        if (kinds.length > 0) {
            arguments.add(kinds);
        }
        jdbc.sql(sql).params(arguments).query(String.class).list().forEach(rep -> add(rep, last));
    }
}
