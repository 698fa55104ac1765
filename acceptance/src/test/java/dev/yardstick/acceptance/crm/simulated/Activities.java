package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.crm.simulated.Company.Seller;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the reps do all year, corrected and retracted as people do. */
final class Activities {

    static final String CRM = "/~crm";
    static final String PHONE = "/~phone";
    static final String RETRACTED = "crm.activity.retracted";

    private static final List<String> TYPES =
            List.of(
                    "crm.call.logged",
                    "crm.call.logged",
                    "crm.meeting.held",
                    "crm.meeting.held",
                    "crm.lead.generated",
                    "crm.collaboration.held",
                    "crm.travel.logged",
                    "crm.paperwork.filed",
                    "crm.training.completed",
                    "crm.coaching.held",
                    "crm.conduct.assessed");
    private static final List<String> METHODS =
            List.of("cold-call-phone", "cold-call-face-to-face", "referral", "inbound");
    private static final List<List<String>> PARTNERS =
            List.of(List.of("technical-team"), List.of("~sam", "technical-team"), List.of("~kit"));
    private static final List<LocalDate> QUIET =
            LocalDate.of(2025, 8, 4).datesUntil(LocalDate.of(2025, 8, 23)).toList();

    private final Random random;
    private final List<Told> told = new ArrayList<>();
    private int subjects = 1000;

    private Activities(Random random) {
        this.random = random;
    }

    /** All versions of all activities, record by record. */
    static List<Told> of(Random random) {
        Activities all = new Activities(random);
        for (Seller seller : Company.SELLERS) {
            Company.FIRST_DAY
                    .datesUntil(Company.LAST_DAY.plusDays(1))
                    .filter(day -> all.isBusy(day, seller))
                    .forEach(day -> all.activity(day, seller.id()));
        }
        all.thoseOfTheQuietWeeks();
        return all.told;
    }

    private boolean isBusy(LocalDate day, Seller seller) {
        return day.getDayOfWeek().getValue() <= 5
                && !day.isBefore(seller.hiredOn())
                && !day.isAfter(seller.lastDay())
                && !QUIET.contains(day)
                && random.nextInt(100) < 40;
    }

    private void activity(LocalDate day, String rep) {
        String type = pick(TYPES);
        Versions versions = begin(type, day, random.nextInt(36));
        versions.tell(type, data(type, rep, day));
        int fate = random.nextInt(100);
        if (fate < 12) {
            correct(versions, type, day, rep);
        }
        if (fate < 3 || fate > 94) {
            versions.wait(10);
            versions.tell(RETRACTED, Map.of());
        }
        if (fate == 99) {
            correct(versions, type, day, rep);
        }
        told.addAll(versions.told());
    }

    /** A correction replaces: perhaps the kind, the rep, the day, and all the rest. */
    private void correct(Versions versions, String type, LocalDate day, String rep) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            versions.wait(6);
            String kind = random.nextInt(3) == 0 ? pick(TYPES) : type;
            String whose = random.nextInt(4) == 0 ? pick(Company.reps()) : rep;
            LocalDate date = day.minusDays(random.nextInt(3));
            versions.tell(kind, data(kind, whose, date));
        }
    }

    /** While nobody works, what little is told turns out to be wrong. */
    private void thoseOfTheQuietWeeks() {
        for (String type : List.of("crm.call.logged", "crm.meeting.held")) {
            LocalDate day = QUIET.get(random.nextInt(5));
            Versions versions = begin(type, day, 1);
            versions.tell(type, data(type, "~robin", day));
            versions.wait(3);
            if (random.nextBoolean()) {
                versions.tell(RETRACTED, Map.of());
            } else {
                versions.tell(type, data(type, "~sam", day.minusWeeks(2)));
            }
            told.addAll(versions.told());
        }
    }

    private Versions begin(String type, LocalDate day, int hoursLate) {
        Instant at =
                day.atTime(8, 0)
                        .toInstant(ZoneOffset.UTC)
                        .plus(Duration.ofMinutes(60L * hoursLate + random.nextInt(600)));
        subjects++;
        return new Versions(
                type.contains(".call.") ? PHONE : CRM, String.valueOf(subjects), at, random);
    }

    private Map<String, Object> data(String type, String rep, LocalDate day) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rep", rep);
        data.put("occurredAt", occurredAt(random, day));
        if (random.nextInt(3) > 0) {
            data.put("account", account(random));
        }
        detail(type, day, data);
        return data;
    }

    private void detail(String type, LocalDate day, Map<String, Object> data) {
        switch (type) {
            case "crm.call.logged", "crm.lead.generated" -> data.put("method", pick(METHODS));
            case "crm.meeting.held" ->
                    data.put("channel", pick(List.of("face-to-face", "face-to-face", "video")));
            case "crm.collaboration.held" -> data.put("with", pick(PARTNERS));
            case "crm.travel.logged" -> data.put(pick(List.of("days", "days", "hours")), number(3));
            case "crm.paperwork.filed" -> data.put("hours", number(4));
            case "crm.training.completed" ->
                    data.put("course", pick(List.of("onboarding", "negotiation")));
            case "crm.conduct.assessed" -> {
                data.put("aspect", pick(List.of("conduct", "conduct", "care")));
                data.put("rating", 1 + random.nextInt(5));
            }
            default -> {
                data.put("note", "about " + day);
                data.put("room", random.nextInt(100));
            }
        }
    }

    private String number(int most) {
        return random.nextInt(most) + "." + (1 + random.nextInt(9));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static String account(Random random) {
        return "~account-" + (1 + random.nextInt(Company.ACCOUNTS));
    }

    /** A date, or an instant that is another day elsewhere. */
    static String occurredAt(Random random, LocalDate day) {
        return switch (random.nextInt(4)) {
            case 0 -> day + "T23:30:00Z";
            case 1 -> day + "T01:15:00+09:00";
            default -> day.toString();
        };
    }
}
