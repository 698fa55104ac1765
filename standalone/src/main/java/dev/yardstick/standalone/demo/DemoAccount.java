package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of the team's customers.
 *
 * @param inherited from the rep before
 * @param handedOver nobody dealt with it until the newest rep took it over
 */
record DemoAccount(
        String name, String tier, String strategy, boolean inherited, boolean handedOver) {

    /** Those with which a rep deals. */
    static List<DemoAccount> of(DemoRep rep) {
        return rep == DemoRep.PRIYA_RAMAN
                ? DemoRep.TOM_BECKER.accounts().stream().filter(DemoAccount::handedOver).toList()
                : rep.accounts().stream().filter(account -> !account.handedOver).toList();
    }

    String id() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The bodies of the PUTs that register the account and hand it over, in the order of dates. */
    List<Map<String, Object>> registrations(DemoRep owner, DemoYear year) {
        Map<String, Object> first = registration(owner, inherited, year.workday(0));
        return handedOver
                ? List.of(first, registration(DemoRep.PRIYA_RAMAN, true, year.joinedOn()))
                : List.of(first);
    }

    private Map<String, Object> registration(DemoRep holder, boolean taken, LocalDate on) {
        return JsonFields.of(
                "name", name,
                "tier", tier,
                "owner", holder.id(),
                "inherited", taken,
                "strategy", strategy,
                "on", on.toString());
    }
}
