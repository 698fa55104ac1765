package dev.yardstick.query.known;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Company;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.facts.KnownAt;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where what is known at one position is taken from: the tables, or a log folded in memory. What a
 * rep's figures are made of is put together here, for both.
 */
interface KnownSource {

    /**
     * What is recorded of a rep: her own events, her expectations', those that gave her accounts.
     */
    List<Line> about(String rep);

    /** A rep's facts, in any order. */
    List<Fact> facts(String rep);

    /** Accounts by id; those that are unknown are left out. */
    Map<String, AccountStory> accounts(Collection<String> accounts);

    /** What was done with accounts by anyone, by account. */
    Map<String, List<AccountFact>> ofAccounts(Collection<String> accounts);

    /** On which business dates sources told anything. */
    Map<String, NavigableSet<LocalDate>> heard(Collection<String> sources);

    /** What is fixed for the whole company. */
    Company company();

    /** Everything about a rep. */
    default Known known(RepStory rep, KnownAt at) {
        List<Line> lines = about(rep.id());
        return known(rep, at, lines, Line.profiles(lines));
    }

    /** The same as if other expectations had been hers. */
    default Known knownHadBeen(RepStory rep, KnownAt at, List<Profile> profiles) {
        return known(rep, at, about(rep.id()), profiles);
    }

    private Known known(RepStory rep, KnownAt at, List<Line> lines, List<Profile> profiles) {
        List<Fact> facts = facts(rep.id());
        TreeSet<String> accounts = new TreeSet<>();
        facts.stream().map(Fact::account).filter(Objects::nonNull).forEach(accounts::add);
        Line.byStream(AccountEvent.class, lines)
                .values()
                .forEach(events -> accounts.add(events.getFirst().event().account()));
        boolean others = profiles.stream().anyMatch(Profile::looksAtOthers);
        return new Known(
                at,
                rep,
                profiles,
                facts,
                accounts(accounts),
                others ? ofAccounts(accounts) : Map.of(),
                heard(facts.stream().map(Fact::source).collect(Collectors.toSet())),
                company());
    }
}
