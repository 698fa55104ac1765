package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The team, each with a story that the timelines tell. */
enum DemoRep {
    INES_MOREAU(
            "Inès Moreau",
            "Europe/Paris",
            "2019-04-01",
            4.6,
            3.2,
            3.3,
            36_000,
            "Holds the sample expectation of the essay, word for word, with ten inherited house accounts"
                    + " of which some have to be won back."),
    TOM_BECKER(
            "Tom Becker",
            "Europe/Berlin",
            "2021-01-11",
            4.4,
            2.8,
            2.6,
            30_000,
            "Began strongly, drifted far below pace from the middle of the year, and was coached back."),
    SARA_LINDQVIST(
            "Sara Lindqvist",
            "Europe/Stockholm",
            "2018-09-03",
            1.1,
            0.9,
            0.9,
            135_000,
            "Hit the quota with a few large deals and fails her colleagues and everything else."),
    OMAR_HADDAD(
            "Omar Haddad",
            "Europe/Amsterdam",
            "2022-03-14",
            3.8,
            2.2,
            2.4,
            30_000,
            "Was never told what is expected of him, so nobody may blame him for it."),
    JULIA_NOVAK(
            "Julia Novák",
            "Europe/Prague",
            "2020-06-01",
            3.0,
            2.6,
            2.6,
            29_000,
            "Shares her deals, and disputes her prospecting volume: it was set for a territory twice"
                    + " the size."),
    LIAM_O_CONNOR(
            "Liam O'Connor",
            "Europe/Dublin",
            "2017-02-06",
            4.4,
            3.0,
            3.2,
            34_000,
            "Came from inside sales, and ran so far ahead that his quota was raised in July."),
    PRIYA_RAMAN(
            "Priya Raman",
            "America/New_York",
            "",
            4.0,
            2.6,
            2.0,
            24_000,
            "Joined midway, took over two accounts, and is ramping up."),
    MIKKEL_HOLM(
            "Mikkel Holm",
            "Europe/Copenhagen",
            "2016-08-15",
            2.4,
            1.6,
            2.7,
            30_000,
            "Was on leave in spring, for which nothing is owed; was given a quota and nothing else.");

    static final String TEAM = "Field Sales";
    static final String MANAGER = "helen-marsh";

    /** The share of the year after which the one who drifted was coached. */
    static final double COACHED = 0.74;

    private static final double MONTH_WORKDAYS = 21.67;

    private final String fullName;
    private final ZoneId zone;
    private final String hired;

    /** On average, when nothing gets in the way. */
    private final double callsADay;

    private final double meetingsAWeek;
    private final double winsAMonth;

    /** In USD. */
    private final int averageDeal;

    private final String story;

    DemoRep(
            String fullName,
            String zone,
            String hired,
            double callsADay,
            double meetingsAWeek,
            double winsAMonth,
            int averageDeal,
            String story) {
        this.fullName = fullName;
        this.zone = ZoneId.of(zone);
        this.hired = hired;
        this.callsADay = callsADay;
        this.meetingsAWeek = meetingsAWeek;
        this.winsAMonth = winsAMonth;
        this.averageDeal = averageDeal;
        this.story = story;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace("_o_", "-o").replace('_', '-');
    }

    static DemoRep byId(String id) {
        return Arrays.stream(values()).filter(rep -> rep.id().equals(id)).findFirst().orElseThrow();
    }

    String story() {
        return story;
    }

    ZoneId zone() {
        return zone;
    }

    /** The newest rep is hired within the year, all others on the same day at every run. */
    LocalDate hiredOn(DemoYear year) {
        return hired.isEmpty() ? year.joinedOn() : LocalDate.parse(hired);
    }

    /** The body of the PUT that hires. */
    Map<String, Object> hiring(DemoYear year) {
        boolean came = this == LIAM_O_CONNOR;
        return stated(
                came ? "Inside Sales" : TEAM, came ? "victor-lang" : MANAGER, hiredOn(year), year);
    }

    /** The bodies of the PUTs in the order of dates: one came from another team. */
    List<Map<String, Object>> statements(DemoYear year) {
        return this == LIAM_O_CONNOR
                ? List.of(hiring(year), stated(TEAM, MANAGER, year.transferredOn(), year))
                : List.of(hiring(year));
    }

    private Map<String, Object> stated(String team, String manager, LocalDate on, DemoYear year) {
        return JsonFields.of(
                "name",
                fullName,
                "team",
                team,
                "hiredOn",
                hiredOn(year).toString(),
                "timeZone",
                zone.getId(),
                "manager",
                manager,
                "on",
                on.toString());
    }

    /** Whether the rep is there on a day. */
    boolean works(int workday, DemoYear year) {
        return !year.workday(workday).isBefore(hiredOn(year))
                && !(this == MIKKEL_HOLM && DemoYear.isLeave(workday));
    }

    double callsOn(int workday, DemoYear year) {
        return callsADay * effort(workday, year);
    }

    double meetingsOn(int workday, DemoYear year) {
        return meetingsAWeek / 5 * effort(workday, year);
    }

    double winsOn(int workday, DemoYear year) {
        return winsAMonth / MONTH_WORKDAYS * effort(workday, year);
    }

    int averageDeal() {
        return averageDeal;
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
            case INES_MOREAU, SARA_LINDQVIST, OMAR_HADDAD, JULIA_NOVAK -> 1;
        };
    }
}
