package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.client.Receipt;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the team does today, told as it happens: each rep as often as she is used to, calls above
 * all, now and then a correction. Every start tells records of its own, so none collides with
 * another's.
 */
public final class DemoLive {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);
    private static final int REMEMBERED = 20;
    private static final int CORRECTED_PERCENT = 6;
    private static final double WORKDAYS_A_WEEK = 5;

    private final Random random;
    private final DemoYear year;
    private final String run;
    private final Deque<CloudEvent> calls = new ArrayDeque<>();
    private final Deque<CloudEvent> deals = new ArrayDeque<>();
    private int records;

    /**
     * A run.
     *
     * @param begun names its records, so two runs must not begin within one millisecond
     */
    DemoLive(Instant begun, long seed) {
        this.run = begun.truncatedTo(ChronoUnit.MILLIS).toString();
        this.random = new Random(seed);
        this.year = new DemoYear(begun.atZone(DemoRep.INES_MOREAU.zone()).toLocalDate());
    }

    /**
     * Tells a running server until the thread is interrupted or the server is gone.
     *
     * @param perMinute events a minute
     * @param out gets a line a minute
     */
    public static void run(URI commandBase, String crmToken, int perMinute, PrintWriter out)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        DemoLive live = new DemoLive(clock.instant(), System.nanoTime());
        double due = 0;
        int told = 0;
        Instant next = clock.instant().plus(SAID_EVERY);
        try (ApiClient crm = new ApiClient(commandBase, crmToken)) {
            while (true) {
                List<String> events = new ArrayList<>();
                for (due += perMinute * STEP.toSeconds() / 60.0; due >= 1; due--) {
                    events.add(live.next(clock.instant()).toJson());
                }
                if (!events.isEmpty()) {
                    Receipt receipt = crm.report(events);
                    told += receipt.accepted();
                }
                if (clock.instant().isAfter(next)) {
                    out.println("Live: " + told + " events so far.");
                    out.flush();
                    next = clock.instant().plus(SAID_EVERY);
                }
                Thread.sleep(STEP);
            }
        } catch (IOException gone) {
            out.println(
                    "Live: no more events, since the server did not take them: "
                            + gone.getMessage());
            out.flush();
        }
    }

    /** What happens next. */
    CloudEvent next(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        CloudEvent corrected = calls.peekFirst();
        if (corrected != null && random.nextInt(100) < CORRECTED_PERCENT) {
            calls.removeFirst();
            return correction(corrected, time);
        }
        DemoRep rep = someone();
        double call = rep.callsOn(DemoYear.WORKDAYS - 1, year);
        double meeting = rep.meetingsOn(DemoYear.WORKDAYS - 1, year);
        double deal = 2 * rep.winsOn(DemoYear.WORKDAYS - 1, year);
        double lead = 1 / WORKDAYS_A_WEEK;
        double draw = random.nextDouble() * (call + meeting + deal + lead);
        if (draw < call) {
            return call(rep, time);
        }
        if (draw < call + meeting) {
            return meeting(rep, time);
        }
        return draw < call + meeting + deal ? deal(rep, time) : lead(rep, time);
    }

    /** The busier a rep is by habit, the more often it is her. */
    private DemoRep someone() {
        double all = 0;
        for (DemoRep rep : DemoRep.values()) {
            all += busy(rep);
        }
        double draw = random.nextDouble() * all;
        for (DemoRep rep : DemoRep.values()) {
            draw -= busy(rep);
            if (draw < 0) {
                return rep;
            }
        }
        return DemoRep.INES_MOREAU;
    }

    private double busy(DemoRep rep) {
        int today = DemoYear.WORKDAYS - 1;
        return rep.callsOn(today, year) + rep.meetingsOn(today, year) + rep.winsOn(today, year);
    }

    private CloudEvent call(DemoRep rep, Instant time) {
        Map<String, Object> data = data(rep, time);
        data.put("channel", "phone");
        data.put("method", random.nextInt(100) < 70 ? "cold-call-phone" : "referral");
        data.put("outcome", random.nextInt(100) < 45 ? "no-answer" : "conversation");
        CloudEvent call = event("call", "crm.call.logged", time, data);
        calls.addLast(call);
        if (calls.size() > REMEMBERED) {
            calls.removeFirst();
        }
        return call;
    }

    private CloudEvent correction(CloudEvent call, Instant time) {
        Map<String, Object> data = JsonFields.of();
        data.putAll(call.data());
        data.put("method", "inbound");
        return again(call, call.type(), time, data);
    }

    private CloudEvent meeting(DemoRep rep, Instant time) {
        Map<String, Object> data = data(rep, time);
        data.put("channel", random.nextInt(100) < 75 ? "face-to-face" : "video");
        data.put("with", List.of(random.nextInt(4) == 0 ? "technical-team" : "buyer"));
        return event("meeting", "crm.meeting.held", time, data);
    }

    private CloudEvent lead(DemoRep rep, Instant time) {
        Map<String, Object> data = data(rep, time);
        data.put("method", "referral");
        return event("lead", "crm.lead.generated", time, data);
    }

    /** A deal is opened, or the oldest of this run is decided. */
    private CloudEvent deal(DemoRep rep, Instant time) {
        CloudEvent oldest = deals.peekFirst();
        if (oldest == null || deals.size() < 3 || random.nextBoolean()) {
            Map<String, Object> data = data(rep, time);
            data.put("stage", "qualified");
            CloudEvent opened = event("deal", "crm.deal.opened", time, data);
            deals.addLast(opened);
            return opened;
        }
        deals.removeFirst();
        Map<String, Object> data = JsonFields.of();
        data.putAll(oldest.data());
        DemoRep owner = DemoRep.byId(String.valueOf(data.get("rep")));
        data.put("occurredAt", time.atZone(owner.zone()).toOffsetDateTime().toString());
        if (random.nextInt(3) == 0) {
            data.put("stage", "lost");
            return again(oldest, "crm.deal.lost", time, data);
        }
        data.put("stage", "won");
        data.put("amount", owner.amount(random).toPlainString());
        data.put("currency", "USD");
        return again(oldest, "crm.deal.won", time, data);
    }

    private Map<String, Object> data(DemoRep rep, Instant time) {
        List<DemoAccount> accounts = DemoAccount.of(rep);
        return JsonFields.of(
                "rep", rep.id(),
                "account", accounts.get(random.nextInt(accounts.size())).id(),
                "occurredAt", time.atZone(rep.zone()).toOffsetDateTime().toString());
    }

    private CloudEvent event(String kind, String type, Instant time, Map<String, Object> data) {
        records++;
        String subject = "live-%s-%s-%05d".formatted(kind, run, records);
        return new CloudEvent(
                subject + "-1", DemoData.SOURCE, type, subject, time.toString(), data);
    }

    /** Newer than what it follows, also within one millisecond. */
    private static CloudEvent again(
            CloudEvent before, String type, Instant time, Map<String, Object> data) {
        Instant earliest = Instant.parse(before.time()).plusMillis(1);
        String subject = before.subject();
        String at = (time.isBefore(earliest) ? earliest : time).toString();
        return new CloudEvent(subject + "-2", DemoData.SOURCE, type, subject, at, data);
    }
}
