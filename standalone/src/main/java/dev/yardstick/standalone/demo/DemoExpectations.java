package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is expected of each rep, and what was said about it. */
final class DemoExpectations {

    private static final String SUCCESS =
            "What it means to be a successful salesperson in our company is ";
    private static final List<String> COLD = List.of("cold-call-phone", "cold-call-face-to-face");

    private final DemoYear year;

    DemoExpectations(DemoYear year) {
        this.year = year;
    }

    /**
     * Something said about an expectation.
     *
     * @param path below the expectation's
     * @param revises the version that the call revises; 0 where it revises none
     */
    record Word(String path, Map<String, Object> body, int revises) {}

    static String id(DemoRep rep) {
        return "demo-" + rep.id();
    }

    /** The body of the PUT that sets version 1. */
    Map<String, Object> version1(DemoRep rep) {
        LocalDate from = rep == DemoRep.PRIYA_RAMAN ? year.joinedOn() : year.from();
        JsonNode sample = sample();
        return JsonFields.of(
                "rep",
                rep.id(),
                "statement",
                rep == DemoRep.INES_MOREAU
                        ? sample.required("statement").stringValue()
                        : SUCCESS + statement(rep),
                "from",
                from.toString(),
                "to",
                year.to().toString(),
                "currency",
                "USD",
                "clauses",
                rep == DemoRep.INES_MOREAU ? sampleClauses(sample) : clauses(rep));
    }

    /** The essay's sample, as docs/examples has it. */
    private static JsonNode sample() {
        try (InputStream file =
                DemoExpectations.class.getResourceAsStream("/examples/expectation.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file, "the sample"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its clauses, and one for the accounts that have to be won back. */
    private static List<Map<String, Object>> sampleClauses(JsonNode sample) {
        List<Map<String, Object>> clauses = new ArrayList<>();
        for (JsonNode clause : sample.required("clauses")) {
            clauses.add(JsonMapper.shared().convertValue(clause, new TypeReference<>() {}));
        }
        clauses.add(
                clause(
                        "win-back",
                        "account-strategy",
                        "Half of the accounts to win back order again",
                        JsonFields.of(
                                "kind",
                                "growth",
                                "of",
                                "deal-won",
                                "quantity",
                                "amount",
                                "factor",
                                "1",
                                "accounts",
                                JsonFields.of("inherited", true, "strategy", "win-back")),
                        "0.5"));
        return clauses;
    }

    private static String statement(DemoRep rep) {
        return switch (rep) {
            case INES_MOREAU -> throw new IllegalStateException("hers is the sample");
            case MIKKEL_HOLM -> "a sales quota of $950,000.";
            case PRIYA_RAMAN -> "learning our market by calling and visiting it, and first orders.";
            case TOM_BECKER, SARA_LINDQVIST, OMAR_HADDAD, JULIA_NOVAK, LIAM_O_CONNOR ->
                    "a sales quota, steady prospecting by phone and in person, and being seen by"
                            + " our customers.";
        };
    }

    private static List<Map<String, Object>> clauses(DemoRep rep) {
        return switch (rep) {
            case INES_MOREAU -> throw new IllegalStateException("hers is the sample");
            case TOM_BECKER ->
                    List.of(
                            quota("900000.00"),
                            volume(750),
                            visits(105),
                            orders(31),
                            paperwork(),
                            coaching());
            case SARA_LINDQVIST ->
                    List.of(
                            quota("1000000.00"),
                            volume(600),
                            visits(90),
                            orders(20),
                            teamwork(),
                            conduct());
            case OMAR_HADDAD ->
                    List.of(quota("800000.00"), volume(650), visits(70), orders(26), promise());
            case JULIA_NOVAK ->
                    List.of(quota("1020000.00"), volume(1100), visits(85), orders(32), sharing());
            case LIAM_O_CONNOR ->
                    List.of(quota("1000000.00"), volume(700), visits(80), orders(30), leads());
            case PRIYA_RAMAN ->
                    List.of(
                            ramping(quota("350000.00")),
                            ramping(volume(450)),
                            ramping(visits(60)),
                            ramping(orders(14)),
                            firstOrder(),
                            onboarding());
            case MIKKEL_HOLM -> List.of(quota("950000.00"));
        };
    }

    /** What was said to the rep and answered, in the order of dates. */
    List<Word> words(DemoRep rep) {
        LocalDate from = year.from();
        List<Word> words = new ArrayList<>();
        switch (rep) {
            case OMAR_HADDAD -> {}
            case JULIA_NOVAK -> {
                words.add(communicated(1, from.plusDays(4), "meeting"));
                words.add(
                        new Word(
                                "disputes",
                                JsonFields.of(
                                        "version",
                                        1,
                                        "on",
                                        from.plusDays(9).toString(),
                                        "comment",
                                        "1,100 calls were right for the territory before"
                                                + " it was halved.",
                                        "clauses",
                                        List.of("calls")),
                                0));
            }
            case LIAM_O_CONNOR -> {
                words.add(communicated(1, from.plusDays(2), "meeting"));
                words.add(acknowledged(1, from.plusDays(3)));
                words.add(raise());
                words.add(communicated(2, year.raisedOn().minusDays(2), "meeting"));
                words.add(acknowledged(2, year.raisedOn()));
            }
            case PRIYA_RAMAN -> {
                words.add(communicated(1, year.joinedOn(), "meeting"));
                words.add(acknowledged(1, year.joinedOn().plusDays(1)));
            }
            case INES_MOREAU, TOM_BECKER, SARA_LINDQVIST, MIKKEL_HOLM -> {
                words.add(communicated(1, from, rep == DemoRep.MIKKEL_HOLM ? "mail" : "meeting"));
                words.add(acknowledged(1, from.plusDays(2)));
            }
        }
        return words;
    }

    private Word raise() {
        return new Word(
                "revisions",
                JsonFields.of(
                        "effectiveFrom", year.raisedOn().toString(),
                        "reason", "Well ahead by the summer; the market in the west is opening up.",
                        "clauses",
                                List.of(
                                        quota("1600000.00"),
                                        volume(800),
                                        visits(160),
                                        orders(54),
                                        leads())),
                1);
    }

    private static Word communicated(int version, LocalDate on, String how) {
        return new Word(
                "communications",
                JsonFields.of(
                        "version", version, "on", on.toString(), "how", how, "by", DemoRep.MANAGER),
                0);
    }

    private static Word acknowledged(int version, LocalDate on) {
        return new Word(
                "acknowledgements", JsonFields.of("version", version, "on", on.toString()), 0);
    }

    private static Map<String, Object> quota(String amount) {
        return clause(
                "revenue",
                "quota",
                "Sales quota",
                JsonFields.of("kind", "sum", "of", "deal-won", "quantity", "amount"),
                amount);
    }

    private static Map<String, Object> volume(int target) {
        return calls("calls", "prospecting-volume", "Cold calls", target, COLD);
    }

    private static Map<String, Object> calls(
            String id, String topic, String title, int target, List<String> methods) {
        Map<String, Object> measure =
                JsonFields.of(
                        "kind", "count", "of", "call", "where", JsonFields.of("method", methods));
        return clause(id, topic, title, measure, target);
    }

    private static Map<String, Object> visits(int target) {
        Map<String, Object> measure =
                JsonFields.of(
                        "kind", "count",
                        "of", "meeting",
                        "where", JsonFields.of("channel", "face-to-face"));
        return clause("visits", "client-meetings", "Visits to customers", measure, target);
    }

    private static Map<String, Object> orders(int target) {
        Map<String, Object> measure = JsonFields.of("kind", "count", "of", "deal-won");
        return clause("orders", "account-strategy", "Orders won", measure, target);
    }

    private static Map<String, Object> paperwork() {
        return clause(
                "paperwork",
                "paperwork",
                "Reports on time",
                JsonFields.of("kind", "cadence", "of", "paperwork", "every", "week", "minimum", 1),
                "0.9");
    }

    /** What the manager owes. */
    private static Map<String, Object> coaching() {
        Map<String, Object> clause =
                clause(
                        "coaching",
                        "training",
                        "A coaching talk every month",
                        JsonFields.of(
                                "kind",
                                "cadence",
                                "of",
                                "coaching",
                                "every",
                                "month",
                                "minimum",
                                1),
                        "0.9");
        clause.put("owedBy", "manager");
        return clause;
    }

    private static Map<String, Object> teamwork() {
        Map<String, Object> measure =
                JsonFields.of(
                        "kind", "cadence", "of", "collaboration", "every", "week", "minimum", 1);
        measure.put("where", JsonFields.of("with", "technical-team"));
        return clause(
                "teamwork", "teamwork", "Weekly work with the technical team", measure, "0.8");
    }

    private static Map<String, Object> conduct() {
        return clause(
                "conduct",
                "conduct",
                "Conduct towards colleagues",
                JsonFields.of("kind", "rating", "aspect", "conduct"),
                4);
    }

    private static Map<String, Object> sharing() {
        Map<String, Object> measure = JsonFields.of("kind", "count", "of", "deal-won");
        measure.put("where", JsonFields.of("shared", true));
        return clause("shared", "colleagues", "Deals won together", measure, 2);
    }

    private static Map<String, Object> leads() {
        return clause(
                "leads",
                "lead-generation",
                "Leads",
                JsonFields.of("kind", "count", "of", "lead"),
                45);
    }

    private static Map<String, Object> promise() {
        Map<String, Object> clause =
                JsonFields.of(
                        "id",
                        "market",
                        "topic",
                        "other",
                        "label",
                        "market knowledge",
                        "title",
                        "Knows the market");
        clause.put(
                "measure",
                JsonFields.of("kind", "agreement", "text", "I read what our customers read."));
        return clause;
    }

    private static Map<String, Object> ramping(Map<String, Object> clause) {
        clause.put("pace", JsonFields.of("kind", "even", "ramp", List.of(25, 50, 75)));
        return clause;
    }

    private static Map<String, Object> firstOrder() {
        Map<String, Object> measure = JsonFields.of("kind", "milestone", "of", "deal-won");
        measure.putAll(JsonFields.of("within", "P90D", "from", "hire"));
        return JsonFields.of(
                "id",
                "first-order",
                "topic",
                "ramp-up",
                "title",
                "A first order within 90 days",
                "measure",
                measure);
    }

    private static Map<String, Object> onboarding() {
        Map<String, Object> measure = JsonFields.of("kind", "milestone", "of", "training");
        measure.put("where", JsonFields.of("course", "onboarding"));
        measure.putAll(JsonFields.of("within", "P30D", "from", "hire"));
        return JsonFields.of(
                "id",
                "onboarding",
                "topic",
                "training",
                "title",
                "Onboarding within 30 days",
                "measure",
                measure,
                "owedBy",
                "manager");
    }

    private static Map<String, Object> clause(
            String id, String topic, String title, Map<String, Object> measure, Object target) {
        return JsonFields.of(
                "id", id,
                "topic", topic,
                "title", title,
                "measure", measure,
                "target", JsonFields.of("atLeast", target),
                "pace", JsonFields.of("kind", "even"));
    }
}
