package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.FactKind;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.known.AccountNames;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.Vocabulary;
import dev.yardstick.query.wording.Sought;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the fields of clauses are chosen from, and what accounts are called. */
@Component
record ChoicesReading(
        Snapshots snapshots,
        Parameters parameters,
        KnownStore library,
        Roster roster,
        Vocabulary vocabulary,
        AccountNames names,
        Wording words,
        Clock clock)
        implements ClauseSentence.AccountNaming {

    private static final int MOST_ACCOUNTS = 200;
    private static final int MOST_LOOKED_UP = 50;

    /**
     * What the clauses of a draft are chosen from.
     *
     * @param rep whose accounts are offered; null: nobody's
     */
    Choices of(@Nullable String rep, List<Map<String, String>> clauses) {
        Set<FactKind> kinds = EnumSet.noneOf(FactKind.class);
        Set<String> typed = new LinkedHashSet<>();
        for (Map<String, String> clause : clauses) {
            ClauseFields.chosen(clause)
                    .forEach(field -> {
                        FactKind kind = Choices.kind(field, clause);
                        if (kind != null) {
                            kinds.add(kind);
                        }
                        if (field.endsWith(".id")) {
                            typed.addAll(ClauseFields.list(clause.getOrDefault(field, "").strip()));
                        }
                    });
        }
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            return new Choices(
                    kinds.isEmpty() ? Map.of() : vocabulary.of(kinds),
                    clauses.isEmpty() ? List.of() : names.tiers(position),
                    clauses.isEmpty() ? Map.of() : accounts(rep, typed, position),
                    words);
        });
    }

    /** The accounts of a rep, and what was typed: an id, or the name of one account alone. */
    private Map<String, String> accounts(@Nullable String rep, Set<String> typed, long position) {
        LocalDate today = LocalDate.now(clock);
        Map<String, String> found = new LinkedHashMap<>();
        if (rep != null) {
            List<String> ids = library.accountsAfter("", List.of(rep), MOST_ACCOUNTS);
            roster.accounts(ids, position).entrySet().stream()
                    .filter(one -> rep.equals(one.getValue().ownership(today).owner()))
                    .map(one -> Map.entry(one.getKey(), one.getValue().kind(today).name()))
                    .sorted(Map.Entry.comparingByValue(String.CASE_INSENSITIVE_ORDER))
                    .forEach(one -> found.put(one.getKey(), one.getValue()));
        }
        roster.accounts(typed, position)
                .forEach((id, story) -> found.putIfAbsent(id, story.kind(today).name()));
        typed.stream()
                .filter(name -> !found.containsKey(name))
                .filter(name -> found.values().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> found.putAll(named(name, today, position)));
        return found;
    }

    /** One the caller may see; nothing where there are several of the name. */
    private Map<String, String> named(String name, LocalDate today, long position) {
        Map<String, AccountStory> stories =
                roster.accounts(
                        names.find(Sought.of(name), null, position, MOST_LOOKED_UP), position);
        Map<String, String> named = new LinkedHashMap<>();
        stories.forEach((id, story) -> {
            String called = story.kind(today).name();
            if (called.equalsIgnoreCase(name)) {
                named.put(id, called);
            }
        });
        return named.size() == 1 ? named : Map.of();
    }

    @Override
    public String name(String account) {
        AccountStory known =
                roster.accounts(List.of(account), parameters.knownAt(null).position()).get(account);
        return known == null ? account : known.kind(LocalDate.now(clock)).name();
    }
}
