package dev.yardstick.acceptance.rights;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.standalone.Server;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two teams, Kim's and Lee's. Ann was always Kim's, Leo always Lee's; Mia came to Kim from Lee, Zoe
 * went the other way; Nob is led by nobody. Some of Lea's accounts were Ann's before, or are now.
 * Gone has left, Erased was erased, and so has a manager left who is a rep herself. Each has an
 * account, an expectation, absences and talks.
 */
final class RightsWorld {

    /** The reps who are read and changed, in the order own, came, went, other, none. */
    static final List<String> OBJECTS = List.of("rt-ann", "rt-mia", "rt-zoe", "rt-leo", "rt-nob");

    static final Set<String> REPS = Set.copyOf(OBJECTS);

    /** An account that was Ann's and is Lea's. */
    static final String GAVE = "rt-gave";

    /** Of all, not bound to a person. */
    static final Caller MANAGER = new Caller("manager", null);

    static final Caller KIM = new Caller("manager", "rt-kim");
    static final Caller ANN = new Caller("rep", "rt-ann");

    /** Those who are somebody: who might end something for others comes last. */
    static final List<Caller> SOMEBODY =
            List.of(
                    new Caller("crm", null),
                    new Caller("operator", null),
                    new Caller("auditor", null),
                    ANN,
                    KIM,
                    MANAGER,
                    new Caller("admin", null));

    static final List<Caller> NOBODY =
            List.of(
                    new Caller("rep", "rt-gone"),
                    new Caller("rep", "rt-erased"),
                    new Caller("manager", "rt-boss"));

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate HIRED = TODAY.minusYears(1);
    private static final LocalDate PAST = TODAY.minusDays(60);
    private static final LocalDate MOVED = TODAY.minusDays(30);
    private static final LocalDate END = TODAY.plusDays(300);

    private final Server server;
    private final Api api;
    private long before;
    private long recorded;

    RightsWorld(Server server) {
        this.server = server;
        this.api = Api.of(server);
    }

    /** Who calls; null: the role's token, bound to nobody. */
    record Caller(String role, @Nullable String person) {}

    String token(Caller caller) {
        return caller.person() == null
                ? api.token(caller.role())
                : server.token(caller.role(), caller.person());
    }

    /** About whom a caller is tried: one's own, another's, nobody's, and for Kim all. */
    static List<String> objects(Caller caller) {
        return caller.equals(KIM) ? OBJECTS : List.of("rt-ann", "rt-leo", "rt-nob");
    }

    /** Whether she may read about a rep, and change what is known of her. */
    static boolean isOpen(String rep, Caller caller) {
        if (caller.equals(KIM)) {
            return rep.equals("rt-ann") || rep.equals("rt-mia");
        }
        return !caller.equals(ANN) || rep.equals("rt-ann");
    }

    void record() {
        OBJECTS.forEach(this::record);
        api.put("/api/v1/accounts/rt-house", "{\"name\":\"House\"}").must(200);
        for (String other : List.of("rt-lea", "rt-gone", "rt-erased", "rt-boss")) {
            api.put("/api/v1/reps/" + other, rep(other, "Others", "rt-lee", HIRED)).must(200);
        }
        own("rt-came", "rt-lea", HIRED);
        own("rt-came", "rt-ann", MOVED);
        own(GAVE, "rt-ann", HIRED);
        own(GAVE, "rt-lea", MOVED);
        own("rt-lent", "rt-ann", HIRED);
        own("rt-lent", "rt-lea", PAST.plusDays(5));
        own("rt-lent", "rt-ann", MOVED);
        for (String gone : List.of("rt-gone", "rt-boss")) {
            api.post("/api/v1/reps/" + gone + "/departure", "{\"on\":\"" + MOVED + "\"}").must(200);
        }
        before =
                api.post("/api/v1/reps/rt-erased/erasure", "{\"reason\":\"requested\"}")
                        .must(200)
                        .position();
        api.put("/api/v1/reps/rt-mia", rep("rt-mia", "Kims", "rt-kim", MOVED)).must(200);
        recorded =
                api.put("/api/v1/reps/rt-zoe", rep("rt-zoe", "Lees", "rt-lee", MOVED))
                        .must(200)
                        .position();
        api.timeline("rt-ann", "", recorded);
    }

    private void own(String account, String owner, LocalDate on) {
        api.put(
                        "/api/v1/accounts/" + account,
                        "{\"name\":\"%s\",\"owner\":\"%s\",\"on\":\"%s\"}"
                                .formatted(account, owner, on))
                .must(200);
    }

    private static String rep(String rep, String team, String manager, LocalDate on) {
        return """
        {"name":"Name-of-%s","team":"%s",%s"hiredOn":"%s","timeZone":"UTC","on":"%s"}\
        """
                .formatted(
                        rep,
                        team,
                        manager.isEmpty() ? "" : "\"manager\":\"" + manager + "\",",
                        HIRED,
                        on);
    }

    private void record(String rep) {
        Place place = place(rep, "then");
        api.put("/api/v1/reps/" + rep, rep(rep, place.team(), place.manager(), HIRED)).must(200);
        own("acc-" + rep, rep, HIRED);
        String expectation = "/api/v1/expectations/exp-" + rep;
        api.put(
                        expectation,
                        """
                        {"rep":"%s","statement":"s","from":"%s","to":"%s","currency":"EUR","clauses":[%s]}\
                        """
                                .formatted(rep, HIRED, END, clause("calls", rep)))
                .must(200);
        api.post(
                        expectation + "/communications",
                        "{\"version\":1,\"on\":\"%s\",\"how\":\"h\",\"by\":\"b\"}".formatted(PAST))
                .must(200);
        api.post(
                        "/api/v1/reps/" + rep + "/talks",
                        "{\"on\":\"%s\"}".formatted(TODAY),
                        "Idempotency-Key",
                        "plan-" + rep)
                .must(200);
        api.post(
                        "/api/v1/reps/" + rep + "/conversations",
                        """
                        {"kind":"coaching","on":"%s","agreed":{"what":"w","by":"rep","until":"%<s"}}\
                        """
                                .formatted(TODAY),
                        "Idempotency-Key",
                        "rt-talk")
                .must(200);
        for (String when : List.of("now", "then")) {
            api.post(
                            "/api/v1/reps/" + rep + "/conversations",
                            "{\"kind\":\"coaching\",\"on\":\"%s\"}".formatted(day(when)),
                            "Idempotency-Key",
                            "talk-" + when)
                    .must(200);
            absences.put(
                    rep + when,
                    api.post(
                                    "/api/v1/reps/" + rep + "/absences",
                                    "{\"from\":\"%s\",\"to\":\"%<s\"}"
                                            .formatted(day(when).minusDays(1)))
                            .must(200)
                            .json()
                            .required("id")
                            .stringValue());
        }
    }

    private final Map<String, String> absences = new LinkedHashMap<>();

    private static String clause(String id, String rep) {
        return """
        {"id":"%s","topic":"quota","title":"Title-of-%s","measure":{"kind":"count","of":"call"},"target":{"atLeast":100}}\
        """
                .formatted(id, rep);
    }

    private static LocalDate day(String when) {
        return when.equals("now") ? TODAY : PAST;
    }

    private record Place(String team, String manager) {}

    private static Place place(String rep, String when) {
        boolean now = when.equals("now");
        return switch (rep) {
            case "rt-ann" -> new Place("Kims", "rt-kim");
            case "rt-mia" -> now ? new Place("Kims", "rt-kim") : new Place("Lees", "rt-lee");
            case "rt-zoe" -> now ? new Place("Lees", "rt-lee") : new Place("Kims", "rt-kim");
            case "rt-leo" -> new Place("Lees", "rt-lee");
            default -> new Place("Nones", "");
        };
    }

    /** What days and clauses stand for. */
    static String filled(String text) {
        return text.replace("{past}", PAST.toString())
                .replace("{today}", TODAY.toString())
                .replace("{hired}", HIRED.toString())
                .replace("{end}", END.toString())
                .replaceAll("\\{clause:([a-z-]+)}", clause("$1", "a-clause"));
    }

    /** A path, a query or a body as a caller sends it about a rep. */
    String filled(String text, Caller caller, String rep, String when) {
        Place place = place(rep, when);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("when", when);
        values.put("name", "Name-of-" + rep);
        values.put("rep", rep);
        values.put("account", "acc-" + rep);
        values.put("expectation", "exp-" + rep);
        values.put("id", text.contains("/expectations/") ? "exp-" + rep : "x");
        values.put("clause", "calls");
        values.put("talk", "talk-" + when);
        values.put("absence", Objects.requireNonNull(absences.get(rep + when)));
        values.put("day", day(when).toString());
        values.put("then", String.valueOf(when.equals("now") ? recorded : before));
        values.put("before", String.valueOf(before));
        values.put("team", place.team());
        values.put("manager", place.manager());
        values.put("mine", caller.equals(KIM) ? "rt-kim" : place.manager());
        for (String number : List.of("version", "size", "position")) {
            values.put(number, "1");
        }
        for (String number : List.of("partition", "offset", "level", "session", "passkey")) {
            values.put(number, "0");
        }
        for (String name : List.of("connection", "topic", "calendar", "template")) {
            values.put(name, "x");
        }
        values.put("year", "2026");
        values.put("kind", "sum");
        values.put("*path", "000");
        String result = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            result = result.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled(result).replace("\"manager\":\"\",", "");
    }
}
