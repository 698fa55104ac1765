package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** The two teams, each rep with a story that the timelines tell. */
enum DemoRep {
    INES_MOREAU,
    TOM_BECKER,
    SARA_LINDQVIST,
    OMAR_HADDAD,
    JULIA_NOVAK,
    LIAM_O_CONNOR,
    PRIYA_RAMAN,
    MIKKEL_HOLM,
    DANA_WEISS,
    YUSUF_AMIN;

    static final String TEAM = "Field Sales";
    static final String MANAGER = "helen-marsh";
    static final String INSIDE = "Inside Sales";
    static final String INSIDE_MANAGER = "victor-lang";

    /** The holidays of Julia's office. */
    static final String CALENDAR = "prague";

    /** The share of the year after which the one who drifted was coached. */
    static final double COACHED = 0.74;

    private static final double MONTH_WORKDAYS = 21.67;

    private final DemoTeam.Member member = DemoTeam.member(id());

    String id() {
        return name().toLowerCase(Locale.ROOT).replace("_o_", "-o").replace('_', '-');
    }

    static DemoRep byId(String id) {
        return Arrays.stream(values()).filter(rep -> rep.id().equals(id)).findFirst().orElseThrow();
    }

    DemoTeam.Member member() {
        return member;
    }

    /** Those that are hers from the first day on. */
    List<DemoAccount> accounts() {
        return member.accounts();
    }

    ZoneId zone() {
        return member.timeZone();
    }

    /** The newest rep is hired within the year, all others on the same day at every run. */
    LocalDate hiredOn(DemoYear year) {
        return Objects.requireNonNullElse(member.hired(), year.joinedOn());
    }

    /** The body of the PUT that hires. */
    Map<String, Object> hiring(DemoYear year) {
        boolean inside = this == LIAM_O_CONNOR || this == DANA_WEISS || this == YUSUF_AMIN;
        return stated(
                inside ? INSIDE : TEAM, inside ? INSIDE_MANAGER : MANAGER, hiredOn(year), year);
    }

    /** The bodies of the PUTs in the order of dates: one came from another team. */
    List<Map<String, Object>> statements(DemoYear year) {
        return this == LIAM_O_CONNOR
                ? List.of(hiring(year), stated(TEAM, MANAGER, year.transferredOn(), year))
                : List.of(hiring(year));
    }

    private Map<String, Object> stated(String team, String manager, LocalDate on, DemoYear year) {
        Map<String, Object> stated =
                JsonFields.of(
                        "name", member.name(),
                        "team", team,
                        "hiredOn", hiredOn(year).toString(),
                        "timeZone", zone().getId(),
                        "manager", manager,
                        "on", on.toString());
        if (this == JULIA_NOVAK) {
            stated.put("calendar", CALENDAR);
        }
        return stated;
    }

    /** Whether the rep is there on a day. */
    boolean works(int workday, DemoYear year) {
        return !year.workday(workday).isBefore(hiredOn(year))
                && !(this == MIKKEL_HOLM && DemoYear.isLeave(workday));
    }

    double callsOn(int workday, DemoYear year) {
        return member.callsADay() * effort(workday, year);
    }

    double meetingsOn(int workday, DemoYear year) {
        return member.meetingsAWeek() / 5 * effort(workday, year);
    }

    double winsOn(int workday, DemoYear year) {
        return member.winsAMonth() / MONTH_WORKDAYS * effort(workday, year);
    }

    /** What a deal is worth: within 40 % of the average, in whole ten dollars. */
    BigDecimal amount(Random random) {
        double size = member.averageDeal() * (0.6 + 0.8 * random.nextDouble());
        return BigDecimal.valueOf(Math.round(size / 10) * 1000, 2);
    }

    /** How much of the usual is done on a day: 1 for everything, 0 before the rep is hired. */
    private double effort(int workday, DemoYear year) {
        double progress = (double) workday / DemoYear.WORKDAYS;
        return switch (this) {
            case TOM_BECKER -> {
                if (progress < 0.45) {
                    yield 1.15;
                }
                yield progress < COACHED
                        ? Math.max(0.2, 1.15 - 3.2 * (progress - 0.45))
                        : Math.min(1.25, 0.4 + 4 * (progress - COACHED));
            }
            case MIKKEL_HOLM -> DemoYear.isLeave(workday) ? 0 : 1;
            case LIAM_O_CONNOR -> progress < 0.78 ? 1.2 : 1;
            case PRIYA_RAMAN ->
                    year.workday(workday).isBefore(hiredOn(year))
                            ? 0
                            : Math.min(1, 0.4 + 1.6 * (progress - 0.5));
            case INES_MOREAU, SARA_LINDQVIST, OMAR_HADDAD, JULIA_NOVAK, DANA_WEISS, YUSUF_AMIN -> 1;
        };
    }
}
