package dev.yardstick.acceptance.crm.simulated;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Deals through every transition, also those that a careful CRM would not allow. */
final class Deals {

    private static final int DEALS = 60;
    private static final int BEFORE = 8;
    private static final List<String> TRANSITIONS =
            List.of("won", "lost", "reopened", "amended", "amended", "advanced", "opened");
    private static final List<List<String>> SHARES =
            List.of(
                    List.of("1"),
                    List.of("0.5", "0.5"),
                    List.of("0.75", "0.25"),
                    List.of("0.33333333", "0.33333333", "0.33333334"));

    private final Random random;
    private final List<Told> told = new ArrayList<>();

    private Deals(Random random) {
        this.random = random;
    }

    /** All events of all deals, deal by deal. */
    static List<Told> of(Random random) {
        Deals all = new Deals(random);
        for (int i = 0; i < DEALS; i++) {
            all.deal(1001 + i, Company.FIRST_DAY.plusDays(random.nextInt(330)));
        }
        for (int i = 0; i < BEFORE; i++) {
            LocalDate day = Company.FIRST_DAY.minusDays(1L + random.nextInt(360));
            Versions versions = all.begin(1001 + DEALS + i, day);
            all.tell(versions, "won", all.owner(), Activities.account(random));
            all.told.addAll(versions.told());
        }
        return all.told;
    }

    private Versions begin(int subject, LocalDate day) {
        return new Versions(
                Activities.CRM,
                String.valueOf(subject),
                day.atTime(9, random.nextInt(60)).toInstant(ZoneOffset.UTC),
                random);
    }

    private void deal(int subject, LocalDate day) {
        Versions versions = begin(subject, day);
        String owner = owner();
        String account = Activities.account(random);
        tell(versions, "opened", owner, account);
        if (random.nextInt(3) > 0) {
            versions.wait(20);
            tell(versions, "advanced", owner, account);
        }
        int end = random.nextInt(100);
        if (end < 80) {
            versions.wait(30);
            tell(versions, end < 55 ? "won" : "lost", owner, account);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            versions.wait(15);
            boolean moved = random.nextInt(3) == 0;
            String next = TRANSITIONS.get(random.nextInt(TRANSITIONS.size()));
            tell(versions, next, moved ? owner() : owner, account);
        }
        if (random.nextInt(12) == 0) {
            versions.wait(15);
            versions.tell("crm.deal.retracted", Map.of());
            if (random.nextInt(3) == 0) {
                versions.wait(15);
                tell(versions, "won", owner, account);
            }
        }
        told.addAll(versions.told());
    }

    private void tell(Versions versions, String what, String rep, String account) {
        LocalDate day = versions.now().atZone(ZoneOffset.UTC).toLocalDate();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rep", rep);
        data.put("account", account);
        data.put("occurredAt", Activities.occurredAt(random, day.minusDays(random.nextInt(3))));
        data.put("method", random.nextBoolean() ? "referral" : "inbound");
        boolean valued = what.equals("won") || what.equals("amended");
        if (valued || random.nextInt(4) == 0) {
            data.put(
                    "amount",
                    BigDecimal.valueOf(50_000 + random.nextInt(2_000_000), 2).toPlainString());
            data.put("currency", List.of("EUR", "EUR", "USD", "GBP").get(random.nextInt(4)));
        }
        if (valued && random.nextInt(3) == 0) {
            data.put("credits", credits(rep));
        }
        data.put("stage", what);
        versions.tell("crm.deal." + what, data);
    }

    /** Shared with others; now and then the rep named has no part in it. */
    private List<Map<String, Object>> credits(String rep) {
        List<String> reps = new ArrayList<>(Company.reps());
        if (random.nextInt(5) > 0) {
            reps.remove(rep);
            reps.addFirst(rep);
        }
        List<String> shares = SHARES.get(random.nextInt(SHARES.size()));
        List<Map<String, Object>> credits = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            Map<String, Object> credit = new LinkedHashMap<>();
            credit.put("rep", reps.get(i));
            credit.put("share", shares.get(i));
            credits.add(credit);
        }
        return credits;
    }

    private String owner() {
        return Company.reps().get(random.nextInt(Company.reps().size()));
    }
}
