package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.facts.KnownAt;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that was ever known about a rep up to a position, read once, so that what was known at
 * every position before can be told without asking again. It tells the same as {@link KnownStore}.
 *
 * @param lines the events of the rep, her expectations, and of accounts that became hers
 * @param accountLines the events of all accounts that her facts name or that ever were hers
 * @param company what was fixed for the whole company
 * @param accountFacts what anybody did with those accounts, by account
 * @param heard since when it is known that a source told of a day, by source
 */
public record RepHistory(
        List<Recorded<Event>> lines,
        List<Validity<Fact>> facts,
        List<Recorded<AccountEvent>> accountLines,
        List<Recorded<CompanyEvent>> company,
        Map<String, List<Validity<AccountFact>>> accountFacts,
        Map<String, NavigableMap<LocalDate, Long>> heard) {

    /** The rep; empty before she was hired. */
    public Optional<RepStory> rep(long position) {
        List<Recorded<RepEvent>> events = new ArrayList<>();
        for (Recorded<Event> line : lines) {
            if (line.event() instanceof RepEvent event
                    && (line.position() <= position || event instanceof RepErased)) {
                events.add(new Recorded<>(line.position(), event));
            }
        }
        return events.isEmpty() || events.getFirst().position() > position
                ? Optional.empty()
                : Optional.of(new RepStory(events));
    }

    /** What was known of the rep, who was hired by then. */
    public Known known(RepStory rep, KnownAt at) {
        long position = at.position();
        List<Profile> profiles = profiles(position);
        List<Fact> known = facts.stream().filter(f -> f.at(position)).map(Validity::value).toList();
        Set<String> accounts = accounts(known, position);
        boolean others = profiles.stream().anyMatch(Profile::looksAtOthers);
        return new Known(
                at,
                rep,
                profiles,
                known,
                stories(accounts, position),
                others ? ofAccounts(accounts, position) : Map.of(),
                heard(known.stream().map(Fact::source).collect(Collectors.toSet()), position),
                new Company(
                        company.stream()
                                .filter(line -> line.position() <= position)
                                .map(Recorded::event)
                                .toList()));
    }

    private List<Profile> profiles(long position) {
        Map<String, List<Recorded<ExpectationEvent>>> events = new LinkedHashMap<>();
        for (Recorded<Event> line : lines) {
            if (line.event() instanceof ExpectationEvent event && line.position() <= position) {
                events.computeIfAbsent(event.expectation(), e -> new ArrayList<>())
                        .add(new Recorded<>(line.position(), event));
            }
        }
        return events.values().stream().map(Profile::new).toList();
    }

    private Set<String> accounts(List<Fact> known, long position) {
        Set<String> accounts = new TreeSet<>();
        for (Fact fact : known) {
            if (fact.account() != null) {
                accounts.add(fact.account());
            }
        }
        for (Recorded<Event> line : lines) {
            if (line.event() instanceof AccountEvent event && line.position() <= position) {
                accounts.add(event.account());
            }
        }
        return accounts;
    }

    private Map<String, AccountStory> stories(Set<String> accounts, long position) {
        Map<String, List<Recorded<AccountEvent>>> events = new HashMap<>();
        for (Recorded<AccountEvent> line : accountLines) {
            if (line.position() <= position && accounts.contains(line.event().account())) {
                events.computeIfAbsent(line.event().account(), a -> new ArrayList<>()).add(line);
            }
        }
        Map<String, AccountStory> stories = new HashMap<>();
        events.forEach((account, lines) -> stories.put(account, new AccountStory(lines)));
        return stories;
    }

    private Map<String, List<AccountFact>> ofAccounts(Set<String> accounts, long position) {
        Map<String, List<AccountFact>> known = new HashMap<>();
        for (String account : accounts) {
            List<AccountFact> of =
                    accountFacts.getOrDefault(account, List.of()).stream()
                            .filter(f -> f.at(position))
                            .map(Validity::value)
                            .toList();
            if (!of.isEmpty()) {
                known.put(account, of);
            }
        }
        return known;
    }

    private Map<String, NavigableSet<LocalDate>> heard(Set<String> sources, long position) {
        Map<String, NavigableSet<LocalDate>> known = new HashMap<>();
        for (String source : sources) {
            NavigableSet<LocalDate> days = new TreeSet<>();
            heard.getOrDefault(source, new TreeMap<>())
                    .forEach((day, from) -> {
                        if (from <= position) {
                            days.add(day);
                        }
                    });
            if (!days.isEmpty()) {
                known.put(source, days);
            }
        }
        return known;
    }

    /**
     * Where something changed that is not about the rep but counts for her: rates, holidays and
     * forecasts, the accounts that she deals with, and what others did with those. The account, or
     * an empty text where it is none of that.
     */
    public NavigableMap<Long, String> changesAround() {
        NavigableMap<Long, String> changes = new TreeMap<>();
        company.forEach(line -> changes.put(line.position(), ""));
        accountLines.forEach(line -> changes.put(line.position(), line.event().account()));
        accountFacts.forEach((account, facts) ->
                facts.forEach(fact -> {
                    changes.put(fact.from(), account);
                    if (fact.to() != RecordChanges.STILL_KNOWN) {
                        changes.put(fact.to(), account);
                    }
                }));
        return changes;
    }
}
