package dev.yardstick.query.facts;

import dev.yardstick.events.ExpectationEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * Everything that a rep's timeline is made of, as known at one position.
 *
 * @param profiles the rep's expectations, whatever their period
 * @param facts the rep's facts, in no particular order
 * @param accounts the accounts that the facts name and those that ever were the rep's, by id
 * @param accountFacts what anybody did with those accounts, by account; only as far as a clause
 *     asks for it
 * @param heard on which business dates anything was told, about anybody, by each source of the
 *     facts
 */
public record Known(
        KnownAt at,
        RepStory rep,
        List<Profile> profiles,
        List<Fact> facts,
        Map<String, AccountStory> accounts,
        Map<String, List<AccountFact>> accountFacts,
        Map<String, NavigableSet<LocalDate>> heard,
        Company company) {

    /**
     * Whether another reading found the same, beside the rep's facts, the accounts that only those
     * name in which they differ, and what counts for every rep.
     */
    public boolean isAlikeBesideFacts(Known other) {
        return rep.events().equals(other.rep.events())
                && rep.agenda().equals(other.rep.agenda())
                && said(profiles).equals(said(other.profiles))
                && accountFacts.equals(other.accountFacts)
                && accounts.entrySet().stream()
                        .allMatch(account -> other.agrees(account.getKey(), account.getValue()))
                && other.accounts.entrySet().stream()
                        .allMatch(account -> agrees(account.getKey(), account.getValue()));
    }

    private static List<List<Recorded<ExpectationEvent>>> said(List<Profile> profiles) {
        return profiles.stream().map(Profile::events).toList();
    }

    /** Whether an account is the same here, or is not here since no fact names it. */
    private boolean agrees(String account, AccountStory there) {
        AccountStory here = accounts.get(account);
        return here == null
                ? !there.owners().contains(rep.id())
                        && facts.stream().noneMatch(fact -> account.equals(fact.account()))
                : here.events().equals(there.events());
    }

    /** The same as known at a later position, up to which nothing changed. */
    public Known at(KnownAt later) {
        return new Known(later, rep, profiles, facts, accounts, accountFacts, heard, company);
    }
}
