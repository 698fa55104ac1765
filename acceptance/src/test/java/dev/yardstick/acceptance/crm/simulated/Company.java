package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.crm.simulated.Step.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** Reps, accounts and expectations of a year, some of which become known later than their facts. */
public final class Company {

    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);
    static final int ACCOUNTS = 14;

    private static final Instant START = Instant.MIN;
    private static final Instant LATE_REP = Instant.parse("2025-03-10T00:00:00Z");
    private static final Instant HER_ACCOUNTS = Instant.parse("2025-03-20T00:00:00Z");
    private static final Instant LATE_ACCOUNT = Instant.parse("2025-06-05T00:00:00Z");
    private static final String CLAUSES = resource("simulated-clauses.json");

    private final Map<Instant, List<Command>> commands = new TreeMap<>();
    private final Random random;

    /** Somebody who sells. */
    record Seller(String id, String zone, String team, LocalDate hiredOn, LocalDate lastDay) {}

    static final List<Seller> SELLERS =
            List.of(
                    seller("~robin", "Europe/Amsterdam", "~north", "2023-02-01", "2025-12-31"),
                    seller("~sam", "America/New_York", "~north", "2024-06-15", "2025-12-31"),
                    seller("~kit", "Europe/Berlin", "~south", "2025-05-01", "2025-12-31"),
                    seller("~lee", "UTC", "~south", "2020-01-01", "2025-10-31"),
                    seller("~noor", "Asia/Tokyo", "~south", "2022-01-10", "2025-12-31"));

    private static Seller seller(
            String id, String zone, String team, String hiredOn, String lastDay) {
        return new Seller(id, zone, team, LocalDate.parse(hiredOn), LocalDate.parse(lastDay));
    }

    /** The company of a seed. */
    public Company(long seed) {
        this.random = new Random(seed);
        put(
                START,
                "/api/v1/calendars/~holidays",
                "{'days':['2025-01-01','2025-05-05','2025-12-25']}");
        put(START, "/api/v1/rates/2025", "{'base':'EUR','rates':{'USD':'0.92'}}");
        put(START, "/api/v1/rates/2024", "{'base':'EUR','rates':{'USD':'0.9'}}");
        SELLERS.forEach(seller -> hire(seller.id().equals("~noor") ? LATE_REP : START, seller));
        for (int i = 1; i <= ACCOUNTS; i++) {
            account(i);
        }
    }

    /** The reps' ids. */
    public static List<String> reps() {
        return SELLERS.stream().map(Seller::id).toList();
    }

    /** The teams' ids. */
    public static List<String> teams() {
        return SELLERS.stream().map(Seller::team).distinct().toList();
    }

    /** When which commands are given, if they come as late as they do; all in their order. */
    Map<Instant, List<Command>> commands() {
        return commands;
    }

    private void hire(Instant known, Seller seller) {
        String rep = seller.id();
        String path = "/api/v1/reps/" + rep;
        String hired = stated(seller, seller.team(), seller.hiredOn());
        add(known, "PUT", path, hired, List.of("rep/" + rep), 0);
        switch (rep) {
            case "~robin" ->
                    post(known, path + "/absences", "{'from':'2025-08-04','to':'2025-08-15'}");
            case "~noor" -> put(known, path, stated(seller, "~north", LocalDate.of(2025, 7, 1)));
            case "~lee" ->
                    post(known, path + "/departure", "{'on':'%s'}".formatted(seller.lastDay()));
            default -> {
                // Nothing happens to the others.
            }
        }
        expect(known, rep);
    }

    private static String stated(Seller seller, String team, LocalDate on) {
        return "{'name':'%s','team':'%s','manager':'~kim','hiredOn':'%s','timeZone':'%s','calendar':'~holidays','on':'%s'}"
                .formatted(seller.id().substring(1), team, seller.hiredOn(), seller.zone(), on);
    }

    private void expect(Instant known, String rep) {
        String path = "/api/v1/expectations/" + rep + "-2025";
        int revenue = 100_000 + 1_000 * random.nextInt(200);
        put(
                known,
                path,
                "{'rep':'%s','statement':'To be trusted.','from':'%s','to':'%s','currency':'EUR','clauses':%s}"
                        .formatted(rep, FIRST_DAY, LAST_DAY, clauses(revenue)));
        String told = "{'version':%d,'on':'%s','how':'in person','by':'Kim'}";
        post(known, path + "/communications", told.formatted(1, "2025-01-10"));
        post(known, path + "/acknowledgements", "{'version':1,'on':'2025-01-15'}");
        if (random.nextBoolean()) {
            add(
                    known,
                    "POST",
                    path + "/revisions",
                    "{'effectiveFrom':'2025-07-01','reason':'The market grew.','clauses':%s}"
                            .formatted(clauses(revenue + 50_000)),
                    List.of(),
                    1);
            post(known, path + "/communications", told.formatted(2, "2025-07-09"));
            post(
                    known,
                    path + "/disputes",
                    "{'version':2,'on':'2025-07-15','comment':'Too much.','clauses':['revenue']}");
        }
    }

    private static String clauses(int revenue) {
        return CLAUSES.replace("REVENUE", String.valueOf(revenue));
    }

    private void account(int i) {
        String owner = SELLERS.get(i % SELLERS.size()).id();
        Instant known = owner.equals("~noor") ? HER_ACCOUNTS : i % 6 == 0 ? LATE_ACCOUNT : START;
        String tier = random.nextBoolean() ? "primary" : "secondary";
        String id = "~account-" + i;
        add(
                known,
                "PUT",
                "/api/v1/accounts/" + id,
                stated(i, owner, tier, "2024-01-01"),
                List.of("account/" + id),
                0);
        if (i % 4 == 1) {
            put(
                    known,
                    "/api/v1/accounts/" + id,
                    stated(
                            i,
                            owner,
                            tier.equals("primary") ? "secondary" : "primary",
                            "2025-06-01"));
        } else if (i % 4 == 2) {
            String next = owner.equals("~robin") ? "~sam" : "~robin";
            put(known, "/api/v1/accounts/" + id, stated(i, next, tier, "2025-04-15"));
        }
    }

    private static String stated(int i, String owner, String tier, String on) {
        String strategy = List.of("grow", "maintain", "strengthen", "win-back").get(i % 3);
        String baseline = i % 5 == 0 ? ",'baseline':{'amount':'9000.00','currency':'USD'}" : "";
        return "{'name':'Account %d','tier':'%s','owner':'%s','inherited':%s,'strategy':'%s','on':'%s'%s}"
                .formatted(i, tier, owner, i % 2 == 0, strategy, on, baseline);
    }

    private void put(Instant known, String path, String body) {
        add(known, "PUT", path, body, List.of(), 0);
    }

    private void post(Instant known, String path, String body) {
        add(known, "POST", path, body, List.of(), 0);
    }

    private void add(
            Instant known,
            String method,
            String path,
            String body,
            List<String> makesKnown,
            int revises) {
        commands.computeIfAbsent(known, k -> new ArrayList<>())
                .add(new Command(method, path, body.replace('\'', '"'), makesKnown, revises));
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(Company.class.getResourceAsStream("/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
