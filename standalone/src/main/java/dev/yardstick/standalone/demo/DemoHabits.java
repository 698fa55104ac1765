package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a rep does week by week beside calls, meetings and deals. */
final class DemoHabits {

    private static final int WEEK = 5;
    private static final int MONTH = 4 * WEEK;
    private static final int SILENT_AFTER = DemoYear.WORKDAYS - 8 * WEEK;

    private final DemoYear year;
    private final DemoRep rep;
    private final Random random;
    private final List<CloudEvent> events = new ArrayList<>();
    private int number;

    private DemoHabits(DemoYear year, DemoRep rep) {
        this.year = year;
        this.rep = rep;
        this.random = new Random(rep.id().hashCode() + 2L);
    }

    /** All events of the year, in the order in which things happened. */
    static List<CloudEvent> of(DemoYear year, DemoRep rep) {
        DemoHabits habits = new DemoHabits(year, rep);
        if (rep == DemoRep.PRIYA_RAMAN) {
            habits.train("onboarding");
        }
        for (int day = 0; day < DemoYear.WORKDAYS; day += WEEK) {
            habits.week(day);
        }
        return habits.events;
    }

    private void train(String course) {
        int day = 0;
        while (!rep.works(day, year)) {
            day++;
        }
        add(day + WEEK, "crm.training.completed", JsonFields.of("course", course));
    }

    /** Drawn in every week, so that one who is away changes nothing of the weeks after. */
    private void week(int monday) {
        boolean works = random.nextDouble() < teamwork();
        double days = random.nextInt(5) / 10.0 + travelled();
        boolean leads = random.nextDouble() < 0.85;
        int account = random.nextInt(10);
        if (!rep.works(monday, year)) {
            return;
        }
        if (works) {
            add(
                    monday + 1,
                    "crm.collaboration.held",
                    JsonFields.of("with", List.of("technical-team")));
        }
        add(monday + 2, "crm.travel.logged", JsonFields.of("days", "%.1f".formatted(days)));
        if (leads) {
            lead(monday + 3, account);
        }
        file(monday + 4);
        if (monday % MONTH == 0) {
            month(monday);
        } else if (isCoachedBack(monday)) {
            add(monday, "crm.coaching.held", JsonFields.of());
        }
    }

    /** Nobody expects reports of the one whose tool has fallen silent. */
    private void file(int day) {
        if (rep != DemoRep.OMAR_HADDAD) {
            add(day, "crm.paperwork.filed", JsonFields.of());
        } else if (day < SILENT_AFTER) {
            add(DemoData.SILENT_SOURCE, day, "crm.paperwork.filed", JsonFields.of());
        } else {
            number++;
        }
    }

    private void month(int monday) {
        add(monday, "crm.coaching.held", JsonFields.of());
        String rating = rep == DemoRep.SARA_LINDQVIST ? "2.5" : "4.5";
        add(
                monday + 4,
                "crm.conduct.assessed",
                JsonFields.of("aspect", "conduct", "rating", rating));
    }

    private void lead(int day, int account) {
        List<DemoAccount> inherited =
                DemoAccount.of(rep).stream().filter(DemoAccount::inherited).toList();
        Map<String, Object> more =
                JsonFields.of("method", inherited.isEmpty() ? "inbound" : "referral");
        if (!inherited.isEmpty()) {
            more.put("account", inherited.get(account % inherited.size()).id());
        }
        add(day, "crm.lead.generated", more);
    }

    private boolean isCoachedBack(int day) {
        return rep == DemoRep.TOM_BECKER && day >= DemoRep.COACHED * DemoYear.WORKDAYS;
    }

    /** The share of weeks with work for the technical team. */
    private double teamwork() {
        return switch (rep) {
            case INES_MOREAU -> 0.97;
            case SARA_LINDQVIST -> 0.15;
            default -> 0.8;
        };
    }

    /** Days a week, at least. */
    private double travelled() {
        return rep == DemoRep.INES_MOREAU ? 0.9 : 0.4;
    }

    private void add(int day, String type, Map<String, Object> more) {
        add(DemoData.SOURCE, day, type, more);
    }

    private void add(String source, int day, String type, Map<String, Object> more) {
        LocalDate date = year.workday(Math.min(day, DemoYear.WORKDAYS - 1));
        Map<String, Object> data = JsonFields.of("rep", rep.id(), "occurredAt", date.toString());
        data.putAll(more);
        String subject = "habit-%s-%s-%04d".formatted(year.today(), rep.id(), ++number);
        events.add(
                new CloudEvent(subject + "-1", source, type, subject, date + "T17:00:00Z", data));
    }
}
