package dev.yardstick.query.compare;

import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.CompanyEvent;
import dev.yardstick.query.facts.AccountFact;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Recorded;
import java.util.List;
import java.util.Map;

/**
 * What is known of a rep at two moments, and all that lies between them.
 *
 * @param accounts the events, up to the later moment, of all accounts that matter at either
 * @param accountFacts what anybody did with those accounts, as known then
 * @param company the events up to the later moment
 * @param facts the rep's that differ
 * @param others those done with the accounts by anyone that differ; the record's own rep's stand
 *     for it
 */
public record KnownDifference(
        Known then,
        Known now,
        Map<String, List<Recorded<AccountEvent>>> accounts,
        Map<String, List<AccountFact>> accountFacts,
        List<Recorded<CompanyEvent>> company,
        List<AlteredFact> facts,
        List<AlteredFact> others) {

    Known later() {
        return now.at().position() < then.at().position() ? then : now;
    }
}
