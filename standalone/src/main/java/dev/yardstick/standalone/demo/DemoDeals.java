package dev.yardstick.standalone.demo;

import dev.yardstick.events.Decimals;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A rep's deals from opening to winning or losing; some shared, some amended, some entered late,
 * one entered twice.
 */
final class DemoDeals {

    private static final int SHARED_EVERY = 9;
    private static final int AMENDED_EVERY = 11;
    private static final int LATE_EVERY = 8;
    private static final int LATE_BY = 12;
    private static final double LOST_PER_WON = 0.5;
    private static final int OPEN_AT_THE_END = 3;

    private final DemoYear year;
    private final DemoRep rep;
    private final Random random;
    private final List<DemoAccount> accounts;
    private final List<CloudEvent> events = new ArrayList<>();
    private int deals;
    private int won;

    private DemoDeals(DemoYear year, DemoRep rep) {
        this.year = year;
        this.rep = rep;
        this.random = new Random(rep.id().hashCode() + 1L);
        this.accounts = DemoAccount.of(rep);
    }

    /** All events of the year's deals, deal by deal. */
    static List<CloudEvent> of(DemoYear year, DemoRep rep) {
        DemoDeals all = new DemoDeals(year, rep);
        double winsDue = 0.5;
        double lossesDue = 0.2;
        for (int day = 0; day < DemoYear.WORKDAYS; day++) {
            for (winsDue += rep.winsOn(day, year); winsDue >= 1; winsDue--) {
                all.won(day);
            }
            lossesDue += rep.winsOn(day, year) * LOST_PER_WON;
            for (; lossesDue >= 1; lossesDue--) {
                all.lost(day);
            }
        }
        for (int i = 0; i < OPEN_AT_THE_END; i++) {
            all.begin(DemoYear.WORKDAYS - 1);
        }
        if (rep == DemoRep.TOM_BECKER || rep == DemoRep.OMAR_HADDAD) {
            all.enteredTwice();
        }
        return all.events;
    }

    /** A deal that is under way, with what all its events say. */
    private final class Deal {
        private final String subject;
        private final Map<String, Object> data;
        private int version;

        Deal(String subject, Map<String, Object> data) {
            this.subject = subject;
            this.data = data;
        }

        void report(String what, int day, int hour, Object... more) {
            LocalDate date = year.workday(day);
            Map<String, Object> fields = JsonFields.of("occurredAt", date.toString());
            fields.putAll(data);
            fields.putAll(JsonFields.of(more));
            version++;
            String id = subject + "-" + version;
            String type = "crm.deal." + what;
            String time = "%sT%02d:00:00Z".formatted(date, hour);
            events.add(new CloudEvent(id, DemoData.SOURCE, type, subject, time, fields));
        }
    }

    private void won(int day) {
        won++;
        Deal deal = begin(day);
        BigDecimal amount = rep.amount(random);
        List<Object> more = new ArrayList<>(List.of("amount", amount.toPlainString()));
        more.addAll(List.of("currency", "USD", "stage", "won"));
        if (won % SHARED_EVERY == 0) {
            DemoRep helper = rep == DemoRep.JULIA_NOVAK ? DemoRep.OMAR_HADDAD : DemoRep.JULIA_NOVAK;
            more.add("credits");
            more.add(
                    List.of(
                            JsonFields.of("rep", rep.id(), "share", "0.75"),
                            JsonFields.of("rep", helper.id(), "share", "0.25")));
        }
        if (won % LATE_EVERY == 0 && day + LATE_BY < DemoYear.WORKDAYS) {
            more.addAll(List.of("occurredAt", year.workday(day).toString()));
            deal.report("won", day + LATE_BY, 15, more.toArray());
            return;
        }
        deal.report("won", day, 15, more.toArray());
        if (won % AMENDED_EVERY == 0 && day + 2 < DemoYear.WORKDAYS) {
            String invoiced = amount.multiply(Decimals.of("1.02")).setScale(2).toPlainString();
            deal.report("amended", day + 2, 9, "amount", invoiced, "currency", "USD");
        }
    }

    private void lost(int day) {
        begin(day).report("lost", day, 15, "stage", "lost");
    }

    /** Opened some weeks before its last day, or when the rep was hired, and then advanced. */
    private Deal begin(int lastDay) {
        deals++;
        int opened = Math.max(0, lastDay - 15 - random.nextInt(30));
        while (year.workday(opened).isBefore(rep.hiredOn(year))) {
            opened++;
        }
        String account = accounts.get(random.nextInt(accounts.size())).id();
        Deal deal =
                new Deal(
                        "deal-%s-%s-%04d".formatted(year.today(), rep.id(), deals),
                        JsonFields.of("rep", rep.id(), "account", account, "method", method()));
        deal.report("opened", opened, 8, "stage", "qualified");
        deal.report("advanced", (opened + lastDay) / 2, 11, "stage", "proposal");
        return deal;
    }

    private void enteredTwice() {
        int day = DemoYear.WORKDAYS / 2;
        Deal deal = begin(day);
        deal.report("won", day, 15, "amount", "25000.00", "currency", "USD");
        deal.report("retracted", day + 3, 9);
    }

    private String method() {
        return random.nextInt(3) == 0 ? "referral" : "cold-call-phone";
    }
}
