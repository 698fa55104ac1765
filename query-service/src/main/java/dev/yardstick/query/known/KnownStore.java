package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.query.compare.AlteredFact;
import dev.yardstick.query.compare.KnownDifference;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is known of reps at a position. Call it within one repeatable-read transaction. */
@Component
public class KnownStore {

    private static final String OF_REPS =
            """
            select stream, position, type, revision, data, rep from chronicle
            where rep = any(?) and (position <= ? or type = 'rep-erased') order by position
            """;

    /** An erasure of a rep holds for every moment before. */
    private static final String OF_STREAMS =
            """
            select stream, position, type, revision, data from chronicle
            where stream = any(?) and (position <= ? or type = 'rep-erased') order by position
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

    private static final String OVERSIGHT =
            """
            select stream, position, type, revision, data from chronicle
            where type in ('oversight-given', 'oversight-withdrawn') order by position
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

    private static final String BEGUN =
            """
            select
                (select true from chronicle where stream >= 'rep/' and stream < 'rep0'
                    order by stream limit 1),
                (select true from record_event where position > 0 order by position limit 1),
                (select true from chronicle where stream >= 'expectation/' and stream < 'expectation0'
                    order by stream limit 1),
                (select true from chronicle where stream >= 'expectation/' and stream < 'expectation0'
                    and type = 'expectation-communicated' order by stream limit 1)
            """;

    private static final Gatherer<RepStory, ?, List<RepStory>> LOTS = Gatherers.windowFixed(20);

    private final EventCodec codec = new EventCodec();
    private final JdbcClient jdbc;
    private final FactRows facts;

    KnownStore(JdbcClient jdbc, FactRows facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /**
     * What was done so far of all that it takes to begin.
     *
     * @param people whether anybody was hired
     * @param records whether an activity or a deal has arrived
     * @param expectations whether anything is expected
     * @param told whether anybody was told of it
     */
    public record Begun(boolean people, boolean records, boolean expectations, boolean told) {

        /** Whether all of it was. */
        public boolean isAll() {
            return people && records && expectations && told;
        }
    }

    /** What was ever done so far. */
    public Begun begun() {
        return jdbc.sql(BEGUN)
                .query((row, n) ->
                        new Begun(
                                row.getBoolean(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4)))
                .single();
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
                : Line.byStream(RepEvent.class, lines(streams, position)).stream()
                        .filter(events -> events.getFirst().position() <= position)
                        .map(RepStory::new)
                        .toList();
    }

    /** Everything about a rep. */
    public Known known(RepStory rep, KnownAt at) {
        return known(List.of(rep), at).getFirst();
    }

    /** Everything about some reps, in their order, in as many statements as for one. */
    public List<Known> known(List<RepStory> reps, KnownAt at) {
        return known(reps, at, Map.of());
    }

    private List<Known> known(List<RepStory> reps, KnownAt at, Map<String, Earlier> earlier) {
        List<String> ids = reps.stream().map(RepStory::id).toList();
        Map<String, RepHistory> histories =
                histories(
                        ids,
                        facts(ids, at.position(), earlier),
                        at.position(),
                        at.position(),
                        List.of());
        return reps.stream().map(rep -> of(rep.id(), histories).known(rep, at)).toList();
    }

    /** The same of however many: they are read lot by lot, and one lot is held at once. */
    public Stream<Known> each(List<RepStory> reps, KnownAt at) {
        return each(reps, at, Map.of());
    }

    /**
     * Facts that were read before.
     *
     * @param position up to which every change of them is among them; all that came since lies
     *     above it
     */
    public record Earlier(List<Fact> facts, long position) {

        List<Validity<Fact>> with(List<Validity<Fact>> news, long position) {
            List<Fact> known = new ArrayList<>(facts);
            // What went comes first: a record that was deleted and restored has the same fact
            // again.
            news.forEach(one -> known.remove(one.value()));
            news.stream().filter(one -> one.at(position)).forEach(one -> known.add(one.value()));
            return known.stream()
                    .map(fact -> new Validity<>(fact, position, RecordChanges.STILL_KNOWN))
                    .toList();
        }
    }

    /** The same; of those read before, by rep, only what changed since is read. */
    public Stream<Known> each(List<RepStory> reps, KnownAt at, Map<String, Earlier> earlier) {
        return reps.stream().gather(LOTS).flatMap(lot -> known(lot, at, earlier).stream());
    }

    private Map<String, List<Validity<Fact>>> facts(
            List<String> reps, long position, Map<String, Earlier> earlier) {
        Map<String, Long> since = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (String rep : reps) {
            Earlier read = earlier.get(rep);
            if (read == null) {
                others.add(rep);
            } else {
                since.put(rep, read.position());
            }
        }
        Map<String, List<Validity<Fact>>> found =
                others.isEmpty() ? new HashMap<>() : facts.ofReps(others, position, position);
        if (!since.isEmpty()) {
            Map<String, List<Validity<Fact>>> news = facts.ofRepsSince(since, position);
            since.keySet()
                    .forEach(rep ->
                            found.put(
                                    rep,
                                    of(rep, earlier)
                                            .with(news.getOrDefault(rep, List.of()), position)));
        }
        return found;
    }

    /** Everything about a rep, as if other expectations had been hers. */
    public Known knownHadBeen(RepStory rep, KnownAt at, List<Profile> profiles) {
        Map<String, RepHistory> histories =
                histories(List.of(rep.id()), at.position(), at.position(), profiles);
        return of(rep.id(), histories).known(rep, at, profiles);
    }

    /** The expectations of reps, in the order in which they were set. */
    public Map<String, List<Profile>> profiles(Collection<String> reps, long position) {
        Map<String, List<Profile>> profiles = new HashMap<>();
        about(reps, position).forEach((rep, lines) -> profiles.put(rep, Line.profiles(lines)));
        return profiles;
    }

    /** Everything that was ever known about a rep up to a position. */
    public RepHistory past(String rep, long last) {
        return of(rep, histories(List.of(rep), 0, last, List.of()));
    }

    private static <T> T of(String rep, Map<String, T> all) {
        return Objects.requireNonNull(all.get(rep));
    }

    /**
     * What was known of reps from a position to another, by rep.
     *
     * @param others expectations that may look at what others did, besides the reps' own
     */
    private Map<String, RepHistory> histories(
            Collection<String> reps, long first, long last, List<Profile> others) {
        return histories(reps, facts.ofReps(reps, first, last), first, last, others);
    }

    private Map<String, RepHistory> histories(
            Collection<String> reps,
            Map<String, List<Validity<Fact>>> facts,
            long first,
            long last,
            List<Profile> others) {
        Map<String, List<Line>> lines = about(reps, last);
        Set<String> accounts = new HashSet<>();
        Set<String> shared = new HashSet<>();
        Set<FactKind> lookedAt = new HashSet<>();
        lines.forEach((rep, hers) -> {
            Set<String> named =
                    RepHistory.accounts(
                            hers, facts.getOrDefault(rep, List.of()).stream().map(Validity::value));
            accounts.addAll(named);
            Set<FactKind> kinds =
                    Stream.concat(others.stream(), Line.profiles(hers).stream())
                            .flatMap(profile -> profile.lookedAt().stream())
                            .collect(Collectors.toSet());
            if (!kinds.isEmpty()) {
                shared.addAll(named);
                lookedAt.addAll(kinds);
            }
        });
        Set<String> sources = new HashSet<>();
        facts.values().forEach(all -> all.forEach(fact -> sources.add(fact.value().source())));
        Map<String, List<Recorded<AccountEvent>>> told = ofAccounts(accounts, last);
        List<Recorded<CompanyEvent>> company = ofCompany(last);
        Map<String, List<Validity<AccountFact>>> done =
                shared.isEmpty() ? Map.of() : this.facts.ofAccounts(shared, lookedAt, first, last);
        Map<String, NavigableMap<LocalDate, Long>> heard = this.facts.heard(sources, last);
        Map<String, RepHistory> histories = new HashMap<>();
        lines.forEach((rep, hers) ->
                histories.put(
                        rep,
                        new RepHistory(
                                hers,
                                facts.getOrDefault(rep, List.of()),
                                told,
                                company,
                                done,
                                heard)));
        return histories;
    }

    /** What is recorded of reps: their events, their expectations', those that gave accounts. */
    private Map<String, List<Line>> about(Collection<String> reps, long position) {
        Map<String, List<Line>> lines = new HashMap<>();
        reps.forEach(rep -> lines.put(rep, new ArrayList<>()));
        jdbc.sql(OF_REPS)
                .params(reps.toArray(String[]::new), position)
                .query(row -> {
                    of(row.getString(6), lines).add(line(row, 0));
                });
        return lines;
    }

    /** On which business dates every source told anything, by source. */
    public SortedMap<String, NavigableSet<LocalDate>> heard(long position) {
        return facts.heard(position);
    }

    /** The templates of expectations as set last, by name. */
    public SortedMap<String, TemplateSet> templates(long position) {
        SortedMap<String, TemplateSet> templates = new TreeMap<>();
        jdbc.sql(TEMPLATES).param(position).query(this::line).list().stream()
                .flatMap(line -> line.as(TemplateSet.class))
                .map(Recorded::event)
                .forEach(template -> templates.put(template.template(), template));
        return templates;
    }

    /** Everything that was said of who oversees whom, in order. */
    List<OversightEvent> oversight() {
        return jdbc.sql(OVERSIGHT).query(this::line).list().stream()
                .flatMap(line -> line.as(OversightEvent.class))
                .map(Recorded::event)
                .toList();
    }

    /** What is fixed for the whole company. */
    public Company company(long position) {
        return new Company(ofCompany(position).stream().map(Recorded::event).toList());
    }

    private List<Recorded<CompanyEvent>> ofCompany(long position) {
        return jdbc.sql(OF_COMPANY).param(position).query(this::line).list().stream()
                .flatMap(line -> line.as(CompanyEvent.class))
                .toList();
    }

    /** What is known of a rep at two moments, and all that lies between them. */
    public KnownDifference difference(
            RepStory before, KnownAt beforeAt, RepStory after, KnownAt afterAt) {
        String rep = after.id();
        long first = Math.min(beforeAt.position(), afterAt.position());
        long last = Math.max(beforeAt.position(), afterAt.position());
        RepHistory history = of(rep, histories(List.of(rep), first, last, List.of()));
        Known then = history.known(before, beforeAt);
        Known now = history.known(after, afterAt);
        Set<String> accounts = new TreeSet<>(then.accounts().keySet());
        accounts.addAll(now.accounts().keySet());
        Map<String, List<Recorded<AccountEvent>>> told = new HashMap<>(history.accounts());
        told.keySet().retainAll(accounts);
        boolean looksAtOthers =
                Stream.of(then, now)
                        .flatMap(known -> known.profiles().stream())
                        .anyMatch(Profile::looksAtOthers);
        return new KnownDifference(
                then,
                now,
                told,
                looksAtOthers ? history.ofAccounts(accounts, beforeAt.position()) : Map.of(),
                history.company(),
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
                        .query(this::line)
                        .list();
        return Line.byStream(Event.class, lines).stream()
                .flatMap(versions ->
                        new Alterations(versions, then.position(), now.position(), mine)
                                .find().stream())
                .toList();
    }

    /** Accounts by id; those that are unknown are left out. */
    public Map<String, AccountStory> accounts(Collection<String> accounts, long position) {
        Map<String, AccountStory> stories = new HashMap<>();
        ofAccounts(accounts, position)
                .forEach((account, events) -> stories.put(account, new AccountStory(events)));
        return stories;
    }

    private Map<String, List<Recorded<AccountEvent>>> ofAccounts(
            Collection<String> accounts, long position) {
        List<String> streams = accounts.stream().map(Streams::account).toList();
        Map<String, List<Recorded<AccountEvent>>> events = new HashMap<>();
        if (!streams.isEmpty()) {
            Line.byStream(AccountEvent.class, lines(streams, position))
                    .forEach(told -> events.put(told.getFirst().event().account(), told));
        }
        return events;
    }

    /** An expectation's events; empty when there is none of that id. */
    public Optional<Profile> profile(String expectation, long position) {
        return Line.byStream(
                        ExpectationEvent.class,
                        lines(List.of(Streams.expectation(expectation)), position))
                .stream()
                .map(Profile::new)
                .findFirst();
    }

    private List<Line> lines(Collection<String> streams, long position) {
        return jdbc.sql(OF_STREAMS)
                .params(streams.toArray(String[]::new), position)
                .query(this::line)
                .list();
    }

    private Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getString(1),
                row.getLong(2),
                codec.read(row.getString(3), row.getInt(4), row.getBytes(5)));
    }
}
