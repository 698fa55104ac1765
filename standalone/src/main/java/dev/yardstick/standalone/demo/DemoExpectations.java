package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is expected of each rep, and what was said about it. */
record DemoExpectations(DemoYear year) {

    private static final String SUCCESS =
            "What it means to be a successful salesperson in our company is ";

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
        JsonNode sample = read("/examples/expectation.json");
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

    private static JsonNode read(String resource) {
        try (InputStream file = DemoExpectations.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> clauses(JsonNode clauses) {
        return JsonMapper.shared().convertValue(clauses, new TypeReference<>() {});
    }

    /** The clauses of the essay's sample, and one for the accounts that have to be won back. */
    private static List<Map<String, Object>> sampleClauses(JsonNode sample) {
        List<Map<String, Object>> clauses = clauses(sample.required("clauses"));
        clauses.add(clause("win-back"));
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
                            clause("revenue", "900000.00"),
                            clause("calls", 750),
                            clause("visits", 105),
                            clause("orders", 31),
                            clause("paperwork"),
                            clause("coaching"));
            case SARA_LINDQVIST ->
                    List.of(
                            clause("revenue", "1000000.00"),
                            clause("calls", 600),
                            clause("visits", 90),
                            clause("orders", 20),
                            clause("teamwork"),
                            clause("conduct"));
            case OMAR_HADDAD ->
                    List.of(
                            clause("revenue", "800000.00"),
                            clause("calls", 650),
                            clause("visits", 70),
                            clause("orders", 26),
                            clause("market"));
            case JULIA_NOVAK ->
                    List.of(
                            clause("revenue", "1020000.00"),
                            clause("calls", 1100),
                            clause("visits", 85),
                            clause("orders", 32),
                            clause("shared"));
            case LIAM_O_CONNOR ->
                    List.of(
                            clause("revenue", "1000000.00"),
                            clause("calls", 700),
                            clause("visits", 80),
                            clause("orders", 30),
                            clause("leads"));
            case PRIYA_RAMAN ->
                    List.of(
                            ramping(clause("revenue", "350000.00")),
                            ramping(clause("calls", 450)),
                            ramping(clause("visits", 60)),
                            ramping(clause("orders", 14)),
                            clause("first-order"),
                            clause("onboarding"));
            case MIKKEL_HOLM -> List.of(clause("revenue", "950000.00"));
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
                                        clause("revenue", "1600000.00"),
                                        clause("calls", 800),
                                        clause("visits", 160),
                                        clause("orders", 54),
                                        clause("leads"))),
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

    private static Map<String, Object> ramping(Map<String, Object> clause) {
        clause.put("pace", JsonFields.of("kind", "even", "ramp", List.of(25, 50, 75)));
        return clause;
    }

    private static Map<String, Object> clause(String id, Object atLeast) {
        Map<String, Object> clause = clause(id);
        clause.put("target", JsonFields.of("atLeast", atLeast));
        return clause;
    }

    /** One of those that the demo has. */
    private static Map<String, Object> clause(String id) {
        return clauses(read("/demo-clauses.json")).stream()
                .filter(clause -> id.equals(clause.get("id")))
                .findFirst()
                .orElseThrow();
    }
}
