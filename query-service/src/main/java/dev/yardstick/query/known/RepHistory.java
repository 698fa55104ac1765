package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that was known about a rep from a position to another, read once, so that what was
 * known at each of them can be told without asking again: from the tables, or from a log folded in
 * memory. What a rep's figures are made of is put together here. What is not about her alone is
 * there for others too, who were read with her; of that she gets what is hers.
 *
 * @param lines the events of the rep, her expectations, and of accounts that became hers
 * @param accounts the events of all accounts that her facts name or that ever were hers
 * @param company what was fixed for the whole company
 * @param accountFacts what anybody did with those accounts, by account
 * @param heard since when it is known that a source told of a day, by source
 */
public record RepHistory(
        List<Line> lines,
        List<Validity<Fact>> facts,
        Map<String, List<Recorded<AccountEvent>>> accounts,
        List<Recorded<CompanyEvent>> company,
        Map<String, List<Validity<AccountFact>>> accountFacts,
        Map<String, NavigableMap<LocalDate, Long>> heard) {

    /** The rep; empty before she was hired. */
    public Optional<RepStory> rep(long position) {
        List<Recorded<RepEvent>> events =
                lines.stream()
                        .filter(line ->
                                line.position() <= position || line.event() instanceof RepErased)
                        .flatMap(line -> line.as(RepEvent.class))
                        .toList();
        return events.isEmpty() || events.getFirst().position() > position
                ? Optional.empty()
                : Optional.of(new RepStory(events));
    }

    /** The position of the event that hired her first; empty where none did. */
    public OptionalLong hired() {
        return lines.stream()
                .filter(line -> line.event() instanceof RepHired)
                .mapToLong(Line::position)
                .findFirst();
    }

    /** What was known of the rep, who was hired by then. */
    public Known known(RepStory rep, KnownAt at) {
        return known(rep, at, Line.profiles(upTo(lines, Line::position, at.position())));
    }

    /** The same as if other expectations had been hers. */
    Known known(RepStory rep, KnownAt at, List<Profile> profiles) {
        long position = at.position();
        List<Fact> known = at(facts, position);
        Set<String> hers = accounts(upTo(lines, Line::position, position), known.stream());
        boolean others = profiles.stream().anyMatch(Profile::looksAtOthers);
        Set<String> sources = known.stream().map(Fact::source).collect(Collectors.toSet());
        return new Known(
                at,
                rep,
                profiles,
                known,
                told(accounts, hers, e -> upTo(e, Recorded::position, position), AccountStory::new),
                others ? ofAccounts(hers, position) : Map.of(),
                told(heard, sources, days -> days(days, position), Function.identity()),
                new Company(
                        upTo(company, Recorded::position, position).stream()
                                .map(Recorded::event)
                                .toList()));
    }

    /** What anybody did with accounts, by account. */
    Map<String, List<AccountFact>> ofAccounts(Set<String> hers, long position) {
        return told(accountFacts, hers, facts -> at(facts, position), Function.identity());
    }

    /** The accounts that events gave a rep, and those that facts name. */
    static Set<String> accounts(List<Line> lines, Stream<Fact> facts) {
        Set<String> accounts = new HashSet<>();
        facts.map(Fact::account).filter(Objects::nonNull).forEach(accounts::add);
        lines.stream()
                .flatMap(line -> line.as(AccountEvent.class))
                .forEach(line -> accounts.add(line.event().account()));
        return accounts;
    }

    /** Of those asked for, what was known by then, and nothing of the others. */
    private static <V, C extends Collection<?>, T> Map<String, T> told(
            Map<String, V> all, Set<String> keys, Function<V, C> known, Function<C, T> told) {
        Map<String, T> found = new HashMap<>();
        for (String key : keys) {
            V value = all.get(key);
            C then = value == null ? null : known.apply(value);
            if (then != null && !then.isEmpty()) {
                found.put(key, told.apply(then));
            }
        }
        return found;
    }

    private static <T> List<T> upTo(List<T> all, Function<T, Long> position, long last) {
        return all.stream().filter(one -> position.apply(one) <= last).toList();
    }

    private static <T> List<T> at(List<Validity<T>> all, long position) {
        return all.stream().filter(one -> one.at(position)).map(Validity::value).toList();
    }

    private static NavigableSet<LocalDate> days(Map<LocalDate, Long> heard, long position) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        heard.forEach((day, from) -> {
            if (from <= position) {
                days.add(day);
            }
        });
        return days;
    }

    /**
     * Where something changed that is not about the rep but counts for her: rates, holidays and
     * forecasts, the accounts that she deals with, and what others did with those. The account, or
     * an empty text where it is none of that.
     */
    public NavigableMap<Long, String> changesAround() {
        NavigableMap<Long, String> changes = new TreeMap<>();
        company.forEach(line -> changes.put(line.position(), ""));
        for (String account : accounts(lines, facts.stream().map(Validity::value))) {
            accounts.getOrDefault(account, List.of())
                    .forEach(line -> changes.put(line.position(), account));
            for (Validity<AccountFact> fact : accountFacts.getOrDefault(account, List.of())) {
                changes.put(fact.from(), account);
                if (fact.to() != RecordChanges.STILL_KNOWN) {
                    changes.put(fact.to(), account);
                }
            }
        }
        return changes;
    }
}
