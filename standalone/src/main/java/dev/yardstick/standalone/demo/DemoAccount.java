package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The team's customers. */
enum DemoAccount {
    ALDERWOOD_MILLS(DemoRep.INES_MOREAU, true, "grow", true),
    BRAMBLE_FOODS(DemoRep.INES_MOREAU, true, "strengthen", true),
    CANAL_OPTICS(DemoRep.INES_MOREAU, false, "maintain", true),
    DOVER_LIFTS(DemoRep.INES_MOREAU, false, "grow", false),
    ELM_STREET_PRESS(DemoRep.INES_MOREAU, false, "win-back", true),
    FERN_AND_MOSS(DemoRep.INES_MOREAU, false, "win-back", true),
    GABLE_ROOFING(DemoRep.INES_MOREAU, false, "win-back", true),
    HARBOUR_FOUNDRY(DemoRep.INES_MOREAU, false, "win-back", true),
    IVORY_CERAMICS(DemoRep.INES_MOREAU, false, "maintain", true),
    JASMINE_TEAS(DemoRep.INES_MOREAU, false, "maintain", true),
    KINGFISHER_BOATS(DemoRep.INES_MOREAU, false, "maintain", true),
    LARKSPUR_SEEDS(DemoRep.INES_MOREAU, true, "grow", false),
    MILLSTONE_GRAIN(DemoRep.INES_MOREAU, true, "grow", false),
    NIGHTINGALE_AUDIO(DemoRep.INES_MOREAU, true, "grow", false),
    OSPREY_OPTICS(DemoRep.INES_MOREAU, true, "grow", false),
    PRIMROSE_PAINTS(DemoRep.INES_MOREAU, true, "grow", false),
    QUARRY_STONE(DemoRep.INES_MOREAU, false, "grow", false),
    REDWOOD_TIMBER(DemoRep.INES_MOREAU, false, "grow", false),
    SILVERLINE_BUSES(DemoRep.INES_MOREAU, false, "grow", false),
    THISTLE_SOAPS(DemoRep.INES_MOREAU, false, "grow", false),
    UPLAND_WOOL(DemoRep.INES_MOREAU, false, "grow", false),
    EASTGATE_PUMPS(DemoRep.TOM_BECKER, true, "grow", false),
    FENWICK_GLASS(DemoRep.TOM_BECKER, false, "maintain", false),
    GRANITE_RAIL(DemoRep.TOM_BECKER, false, "grow", false),
    HOLLIS_AND_SONS(DemoRep.TOM_BECKER, false, "maintain", false),
    IRONBRIDGE_STEEL(DemoRep.SARA_LINDQVIST, true, "grow", false),
    JUNIPER_HEALTH(DemoRep.SARA_LINDQVIST, true, "maintain", false),
    KESTREL_AIR(DemoRep.OMAR_HADDAD, true, "grow", false),
    LANTERN_MEDIA(DemoRep.OMAR_HADDAD, false, "strengthen", true),
    MARROW_DAIRIES(DemoRep.JULIA_NOVAK, true, "maintain", false),
    NORTHSEA_CABLE(DemoRep.JULIA_NOVAK, false, "grow", false),
    OAKHAM_PAPER(DemoRep.JULIA_NOVAK, false, "win-back", false),
    PELICAN_PORTS(DemoRep.LIAM_O_CONNOR, true, "grow", false),
    QUILL_PUBLISHING(DemoRep.LIAM_O_CONNOR, false, "maintain", false),
    ROWAN_HOTELS(DemoRep.LIAM_O_CONNOR, true, "strengthen", false),
    SABLE_TEXTILES(DemoRep.MIKKEL_HOLM, true, "grow", false),
    TERN_LOGISTICS(DemoRep.MIKKEL_HOLM, false, "maintain", false);

    /** Nobody dealt with them until the newest rep took them over. */
    private static final List<DemoAccount> HANDED_OVER = List.of(GRANITE_RAIL, HOLLIS_AND_SONS);

    private final DemoRep owner;
    private final boolean primary;
    private final String strategy;
    private final boolean inherited;

    DemoAccount(DemoRep owner, boolean primary, String strategy, boolean inherited) {
        this.owner = owner;
        this.primary = primary;
        this.strategy = strategy;
        this.inherited = inherited;
    }

    /** Those with which a rep deals. */
    static List<DemoAccount> of(DemoRep rep) {
        return rep == DemoRep.PRIYA_RAMAN
                ? HANDED_OVER
                : Arrays.stream(values())
                        .filter(account -> account.owner == rep && !HANDED_OVER.contains(account))
                        .toList();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The bodies of the PUTs that register the account and hand it over, in the order of dates. */
    List<Map<String, Object>> registrations(DemoYear year) {
        Map<String, Object> first = registration(owner, inherited, year.workday(0));
        return HANDED_OVER.contains(this)
                ? List.of(first, registration(DemoRep.PRIYA_RAMAN, true, year.joinedOn()))
                : List.of(first);
    }

    boolean isInherited() {
        return inherited;
    }

    private Map<String, Object> registration(DemoRep holder, boolean taken, LocalDate on) {
        return JsonFields.of(
                "name",
                title(),
                "tier",
                primary ? "primary" : "secondary",
                "owner",
                holder.id(),
                "inherited",
                taken,
                "strategy",
                strategy,
                "on",
                on.toString());
    }

    private String title() {
        StringBuilder title = new StringBuilder();
        for (String word : id().split("-", -1)) {
            title.append(title.isEmpty() ? "" : " ")
                    .append(
                            word.equals("and")
                                    ? word
                                    : word.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + word.substring(1));
        }
        return title.toString();
    }
}
