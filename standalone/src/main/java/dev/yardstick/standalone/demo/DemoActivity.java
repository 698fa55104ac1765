package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.CloudEvent;
import dev.yardstick.standalone.client.JsonFields;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A rep's calls and meetings, with the corrections and retractions that a CRM is full of. */
final class DemoActivity {

    private static final int CORRECTED_EVERY = 97;
    private static final int RETRACTED_EVERY = 211;
    private static final int FIRST_HOUR = 9;
    private static final int HOURS = 8;

    private final DemoYear year;
    private final DemoRep rep;
    private final Random random;
    private final List<DemoAccount> accounts;
    private final List<CloudEvent> events = new ArrayList<>();
    private int calls;
    private int meetings;

    private DemoActivity(DemoYear year, DemoRep rep) {
        this.year = year;
        this.rep = rep;
        this.random = new Random(rep.id().hashCode());
        this.accounts = DemoAccount.of(rep);
    }

    /** All events of the year, in the order in which things happened. */
    static List<CloudEvent> of(DemoYear year, DemoRep rep) {
        DemoActivity activity = new DemoActivity(year, rep);
        double meetingsDue = 0;
        for (int day = 0; day < DemoYear.WORKDAYS; day++) {
            // Drawn on every day, so that a day without activity changes nothing of the days after.
            int callsNow = (int) (rep.callsOn(day, year) + activity.random.nextDouble());
            for (int i = 0; i < callsNow; i++) {
                activity.call(day);
            }
            for (meetingsDue += rep.meetingsOn(day, year); meetingsDue >= 1; meetingsDue--) {
                activity.meet(day);
            }
        }
        return activity.events;
    }

    private void call(int day) {
        calls++;
        String subject = subject("call", calls);
        ZonedDateTime at = moment(day);
        String method = method();
        Map<String, Object> data = data(at, "phone");
        data.put("method", method);
        data.put("outcome", outcome());
        events.add(event(subject, 1, "crm.call.logged", at.plusMinutes(5), data));
        LocalDate next = at.toLocalDate().plusDays(1);
        if (next.isAfter(year.today())) {
            return;
        }
        ZonedDateTime later = at.plusDays(1);
        if (calls % CORRECTED_EVERY == 0) {
            Map<String, Object> corrected = JsonFields.of();
            corrected.putAll(data);
            corrected.put("method", method.equals("referral") ? "cold-call-phone" : "referral");
            events.add(event(subject, 2, "crm.call.logged", later, corrected));
        } else if (calls % RETRACTED_EVERY == 0) {
            events.add(event(subject, 2, "crm.activity.retracted", later, JsonFields.of()));
        }
    }

    private void meet(int day) {
        meetings++;
        ZonedDateTime at = moment(day);
        boolean inPerson = random.nextInt(100) < 75;
        Map<String, Object> data = data(at, inPerson ? "face-to-face" : "video");
        data.put("with", List.of(random.nextInt(4) == 0 ? "technical-team" : "buyer"));
        String subject = subject("meeting", meetings);
        events.add(event(subject, 1, "crm.meeting.held", at.plusHours(1), data));
    }

    private Map<String, Object> data(ZonedDateTime at, String channel) {
        return JsonFields.of(
                "rep", rep.id(),
                "account", accounts.get(random.nextInt(accounts.size())).id(),
                "occurredAt", at.toOffsetDateTime().toString(),
                "channel", channel);
    }

    private ZonedDateTime moment(int day) {
        Duration since =
                Duration.ofHours(FIRST_HOUR + (long) random.nextInt(HOURS))
                        .plusMinutes(random.nextInt(60));
        return year.workday(day).atStartOfDay(rep.zone()).with(LocalTime.MIDNIGHT.plus(since));
    }

    private String method() {
        int draw = random.nextInt(100);
        if (draw < 55) {
            return "cold-call-phone";
        }
        if (draw < 70) {
            return "cold-call-face-to-face";
        }
        return draw < 85 ? "referral" : "inbound";
    }

    private String outcome() {
        int draw = random.nextInt(100);
        if (draw < 45) {
            return "no-answer";
        }
        return draw < 85 ? "conversation" : "appointment";
    }

    private String subject(String kind, int number) {
        return "%s-%s-%s-%05d".formatted(kind, year.today(), rep.id(), number);
    }

    private static CloudEvent event(
            String subject,
            int version,
            String type,
            ZonedDateTime time,
            Map<String, Object> data) {
        String id = subject + "-" + version;
        String at = time.toInstant().toString();
        return new CloudEvent(id, DemoData.SOURCE, type, subject, at, data);
    }
}
