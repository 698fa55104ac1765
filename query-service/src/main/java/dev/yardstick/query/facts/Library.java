package dev.yardstick.query.facts;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.EventCodec;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.query.timeline.AccountFact;
import dev.yardstick.query.timeline.AccountStory;
import dev.yardstick.query.timeline.Company;
import dev.yardstick.query.timeline.Fact;
import dev.yardstick.query.timeline.Known;
import dev.yardstick.query.timeline.Profile;
import dev.yardstick.query.timeline.Recorded;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline.KnownAt;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;

/** Reads what is known of reps at a position. Call it within one repeatable-read transaction. */
@Component
public class Library {

    private static final String OF_REPS =
            """
            select stream, position, type, revision, data from chronicle
            where rep = any(?) and (position <= ? or type = 'rep-erased') order by position
            """;

    private static final String OF_STREAMS =
            """
            select stream, position, type, revision, data from chronicle
            where stream = any(?) and position <= ? order by position
            """;

    private static final String REPS =
            """
            select distinct rep from chronicle
            where rep > ? and position <= ? and type = 'rep-hired' order by rep limit ?
            """;

    private static final String ACCOUNTS =
            """
            select distinct stream from chronicle
            where stream > ? and stream like 'account/%' and position <= ? order by stream limit ?
            """;

    private static final String OF_COMPANY =
            """
            select stream, position, type, revision, data from chronicle
            where type in ('rates-fixed', 'holidays-fixed', 'forecast-calibrated') and position <= ?
            order by position
            """;

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final FactRows facts;

    Library(JdbcClient jdbc, FactRows facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** A rep; empty when nobody was hired under that id by then. */
    public Optional<RepStory> rep(String rep, long position) {
        return reps(List.of(rep), position).stream().findFirst();
    }

    /** The ids of reps after one, in order. */
    public List<String> repsAfter(String rep, long position, int limit) {
        return jdbc.sql(REPS).params(rep, position, limit).query(String.class).list();
    }

    /** The ids of accounts after one, in order. */
    public List<String> accountsAfter(String account, long position, int limit) {
        return jdbc
                .sql(ACCOUNTS)
                .params(account.isEmpty() ? "" : Streams.account(account), position, limit)
                .query(String.class)
                .list()
                .stream()
                .map(stream -> stream.substring(Streams.account("").length()))
                .toList();
    }

    /** Reps by id; those who are unknown are left out. */
    public List<RepStory> reps(Collection<String> reps, long position) {
        return reps.isEmpty()
                ? List.of()
                : Line.byStream(RepEvent.class, lines(OF_REPS, reps, position)).values().stream()
                        .filter(events -> events.getFirst().position() <= position)
                        .map(RepStory::new)
                        .toList();
    }

    /** Everything about a rep. */
    public Known known(RepStory rep, KnownAt at) {
        return new Tables(at.position()).known(rep, at);
    }

    /** The tables as they were at a position. */
    private final class Tables implements Shelf {

        private final long position;

        Tables(long position) {
            this.position = position;
        }

        @Override
        public List<Line> about(String rep) {
            return lines(OF_REPS, List.of(rep), position);
        }

        @Override
        public List<Fact> facts(String rep) {
            return facts.find(rep, position);
        }

        @Override
        public Map<String, AccountStory> accounts(Collection<String> accounts) {
            return Library.this.accounts(accounts, position);
        }

        @Override
        public Map<String, List<AccountFact>> ofAccounts(Collection<String> accounts) {
            return facts.ofAccounts(accounts, position);
        }

        @Override
        public Map<String, NavigableSet<LocalDate>> heard(Collection<String> sources) {
            return facts.heard(sources, position);
        }

        @Override
        public Company company() {
            return Library.this.company(position);
        }
    }

    /** On which business dates every source told anything, by source. */
    public SortedMap<String, NavigableSet<LocalDate>> heard(long position) {
        return facts.heard(position);
    }

    /** What is fixed for the whole company. */
    public Company company(long position) {
        return new Company(
                jdbc.sql(OF_COMPANY).param(position).query(lineMapper()).list().stream()
                        .map(line -> (CompanyEvent) line.recorded().event())
                        .toList());
    }

    /** Accounts by id; those that are unknown are left out. */
    public Map<String, AccountStory> accounts(Collection<String> accounts, long position) {
        Map<String, AccountStory> stories = new HashMap<>();
        if (!accounts.isEmpty()) {
            List<String> streams = accounts.stream().map(Streams::account).toList();
            Line.byStream(AccountEvent.class, lines(OF_STREAMS, streams, position))
                    .values()
                    .forEach(events ->
                            stories.put(
                                    events.getFirst().event().account(), new AccountStory(events)));
        }
        return stories;
    }

    /** An expectation's events; empty when there is none of that id. */
    public Optional<Profile> profile(String expectation, long position) {
        return Line.byStream(
                        ExpectationEvent.class,
                        lines(OF_STREAMS, List.of(Streams.expectation(expectation)), position))
                .values()
                .stream()
                .map(Profile::new)
                .findFirst();
    }

    private List<Line> lines(String sql, Collection<String> keys, long position) {
        return jdbc.sql(sql)
                .params(keys.toArray(String[]::new), position)
                .query(lineMapper())
                .list();
    }

    private RowMapper<Line> lineMapper() {
        return (row, n) ->
                new Line(
                        row.getString(1),
                        new Recorded<>(
                                row.getLong(2),
                                codec.read(row.getString(3), row.getInt(4), row.getBytes(5))));
    }
}
