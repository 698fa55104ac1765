package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Event;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.compare.AlteredFact;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.compare.KnownDifference;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.facts.KnownAt;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is known of reps at a position. Call it within one repeatable-read transaction. */
@Component
public class KnownStore {

    private static final String OF_REPS =
            """
            select stream, position, type, revision, data from chronicle
            where rep = any(?) and (position <= ? or type = 'rep-erased') order by position
            """;

    /** What was stated about reps themselves, without what is expected of them. */
    private static final String REP_STREAMS =
            """
            select stream, position, type, revision, data from chronicle
            where stream = any(?) and (position <= ? or type = 'rep-erased') order by position
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

    private static final String ACCOUNTS_OF =
            """
            select distinct stream from chronicle
            where rep = any(?) and stream > ? and stream like 'account/%' order by stream limit ?
            """;

    private static final String OF_COMPANY =
            """
            select stream, position, type, revision, data from chronicle
            where type in ('rates-fixed', 'holidays-fixed', 'forecast-calibrated') and position <= ?
            order by position
            """;

    private static final String TEMPLATES =
            """
            select stream, position, type, revision, data from chronicle
            where type = 'template-set' and position <= ? order by position
            """;

    private static final String VERSIONS_OF_RECORDS =
            """
            select stream, position, type, revision, data from record_event
            where stream in (select stream from record_event where position = any(?)) and position <= ?
            order by position
            """;

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final FactRows facts;

    KnownStore(JdbcClient jdbc, FactRows facts) {
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
        return accounts(jdbc.sql(ACCOUNTS).params(stream(account), position, limit));
    }

    /** The ids of accounts after one that ever were one of some reps', in order. */
    public List<String> accountsAfter(String account, Collection<String> owners, int limit) {
        return accounts(
                jdbc.sql(ACCOUNTS_OF)
                        .params(owners.toArray(String[]::new), stream(account), limit));
    }

    private static String stream(String account) {
        return account.isEmpty() ? "" : Streams.account(account);
    }

    private static List<String> accounts(JdbcClient.StatementSpec found) {
        return found.query(String.class).list().stream()
                .map(stream -> stream.substring(Streams.account("").length()))
                .toList();
    }

    /** Reps by id; those who are unknown are left out. */
    public List<RepStory> reps(Collection<String> reps, long position) {
        List<String> streams = reps.stream().map(Streams::rep).toList();
        return reps.isEmpty()
                ? List.of()
                : Line.byStream(RepEvent.class, lines(REP_STREAMS, streams, position))
                        .values()
                        .stream()
                        .filter(events -> events.getFirst().position() <= position)
                        .map(RepStory::new)
                        .toList();
    }

    /** Everything about a rep. */
    public Known known(RepStory rep, KnownAt at) {
        return new Tables(at.position()).known(rep, at);
    }

    /** Everything about a rep, as if other expectations had been hers. */
    public Known knownHadBeen(RepStory rep, KnownAt at, List<Profile> profiles) {
        return new Tables(at.position()).knownHadBeen(rep, at, profiles);
    }

    /** The expectations of a rep, in the order in which they were set. */
    public List<Profile> profiles(String rep, long position) {
        return Line.profiles(lines(OF_REPS, List.of(rep), position));
    }

    /** The tables as they were at a position. */
    private final class Tables implements KnownSource {

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
            return KnownStore.this.accounts(accounts, position);
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
            return KnownStore.this.company(position);
        }
    }

    /** Everything that was ever known about a rep up to a position. */
    public RepHistory past(String rep, long last) {
        List<Line> lines = lines(OF_REPS, List.of(rep), last);
        List<Validity<Fact>> ever = facts.ever(rep, last);
        TreeSet<String> accounts = new TreeSet<>();
        ever.stream().map(f -> f.value().account()).filter(Objects::nonNull).forEach(accounts::add);
        Line.byStream(AccountEvent.class, lines)
                .values()
                .forEach(events -> accounts.add(events.getFirst().event().account()));
        boolean others = Line.profiles(lines).stream().anyMatch(Profile::looksAtOthers);
        return new RepHistory(
                lines.stream().map(Line::recorded).toList(),
                ever,
                lines(OF_STREAMS, accounts.stream().map(Streams::account).toList(), last).stream()
                        .map(line -> recorded(AccountEvent.class, line))
                        .toList(),
                jdbc.sql(OF_COMPANY).param(last).query(lineMapper()).list().stream()
                        .map(line -> recorded(CompanyEvent.class, line))
                        .toList(),
                others ? facts.everOfAccounts(accounts, last) : Map.of(),
                facts.everHeard(
                        ever.stream().map(f -> f.value().source()).collect(Collectors.toSet())));
    }

    private static <E extends Event> Recorded<E> recorded(Class<E> type, Line line) {
        return new Recorded<>(line.recorded().position(), type.cast(line.recorded().event()));
    }

    /** On which business dates every source told anything, by source. */
    public SortedMap<String, NavigableSet<LocalDate>> heard(long position) {
        return facts.heard(position);
    }

    /** The templates of expectations as set last, by name. */
    public SortedMap<String, TemplateSet> templates(long position) {
        SortedMap<String, TemplateSet> templates = new TreeMap<>();
        jdbc.sql(TEMPLATES).param(position).query(lineMapper()).list().stream()
                .map(line -> recorded(TemplateSet.class, line).event())
                .forEach(template -> templates.put(template.template(), template));
        return templates;
    }

    /** What is fixed for the whole company. */
    public Company company(long position) {
        return new Company(ofCompany(position).stream().map(Recorded::event).toList());
    }

    private List<Recorded<CompanyEvent>> ofCompany(long position) {
        return Line.byStream(
                        CompanyEvent.class,
                        jdbc.sql(OF_COMPANY).param(position).query(lineMapper()).list())
                .values()
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Recorded::position))
                .toList();
    }

    /** What is known of a rep at two moments, and all that lies between them. */
    public KnownDifference moments(Known then, Known now) {
        String rep = now.rep().id();
        long first = Math.min(then.at().position(), now.at().position());
        long last = Math.max(then.at().position(), now.at().position());
        Set<String> accounts = new TreeSet<>(then.accounts().keySet());
        accounts.addAll(now.accounts().keySet());
        Map<String, List<Recorded<AccountEvent>>> told = new HashMap<>();
        accounts(accounts, last).forEach((id, story) -> told.put(id, story.events()));
        boolean looksAtOthers =
                Stream.of(then, now)
                        .flatMap(known -> known.profiles().stream())
                        .anyMatch(Profile::looksAtOthers);
        return new KnownDifference(
                then,
                now,
                told,
                looksAtOthers ? facts.ofAccounts(accounts, then.at().position()) : Map.of(),
                ofCompany(last),
                altered(
                        facts.changedOfRep(rep, first, last),
                        then.at(),
                        now.at(),
                        (key, fact) -> key.rep().equals(rep)),
                looksAtOthers
                        ? altered(
                                facts.changedOfAccounts(accounts, first, last),
                                then.at(),
                                now.at(),
                                (key, fact) -> fact.named())
                        : List.of());
    }

    private List<AlteredFact> altered(
            Set<Long> records, KnownAt then, KnownAt now, BiPredicate<Fold.Key, Fact> mine) {
        long last = Math.max(then.position(), now.position());
        List<Line> lines =
                jdbc.sql(VERSIONS_OF_RECORDS)
                        .params(records.toArray(Long[]::new), last)
                        .query(lineMapper())
                        .list();
        return Line.byStream(Event.class, lines).values().stream()
                .flatMap(versions ->
                        new Alterations(versions, then.position(), now.position(), mine)
                                .find().stream())
                .toList();
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
