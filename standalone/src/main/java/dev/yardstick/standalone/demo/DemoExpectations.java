package dev.yardstick.standalone.demo;

import dev.yardstick.standalone.client.JsonFields;
import dev.yardstick.standalone.demo.DemoTeam.Owed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

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
        DemoTeam.Member member = rep.member();
        boolean isSample = member.statement() == null;
        Object statement = isSample ? sample("statement") : SUCCESS + member.statement();
        Object clauses = isSample ? sampleClauses() : clauses(member.clauses());
        Map<String, Object> body =
                JsonFields.of("rep", rep.id(), "statement", statement, "from", from.toString());
        body.put("to", year.to().toString());
        body.put("currency", "USD");
        body.put("clauses", clauses);
        return body;
    }

    private static Object sample(String field) {
        Map<String, Object> sample =
                DemoTeam.read("/examples/expectation.json", new TypeReference<>() {});
        return Objects.requireNonNull(sample.get(field), field);
    }

    /** The clauses of the essay's sample, and one for the accounts that have to be won back. */
    private static List<Object> sampleClauses() {
        List<Object> clauses = new ArrayList<>((List<?>) sample("clauses"));
        clauses.addAll(clauses(List.of(new Owed("win-back", null, null))));
        return clauses;
    }

    private static List<Map<String, Object>> clauses(List<Owed> owed) {
        List<Map<String, Object>> known =
                DemoTeam.read("/demo-clauses.json", new TypeReference<>() {});
        return owed.stream()
                .map(one -> {
                    Map<String, Object> clause =
                            known.stream()
                                    .filter(any -> one.id().equals(any.get("id")))
                                    .findFirst()
                                    .orElseThrow();
                    if (one.atLeast() != null) {
                        clause.put("target", JsonFields.of("atLeast", one.atLeast()));
                    }
                    if (one.ramp() != null) {
                        clause.put("pace", JsonFields.of("kind", "even", "ramp", one.ramp()));
                    }
                    return clause;
                })
                .toList();
    }

    /** What was said to the rep and answered, in the order of dates. */
    List<Word> words(DemoRep rep) {
        LocalDate from = year.from();
        List<Word> words = new ArrayList<>();
        switch (rep) {
            case OMAR_HADDAD -> {}
            case JULIA_NOVAK -> {
                words.add(communicated(1, from.plusDays(4), "meeting"));
                Map<String, Object> dispute =
                        JsonFields.of("version", 1, "on", from.plusDays(9).toString());
                dispute.put(
                        "comment",
                        "1,100 calls were right for the territory before it was halved.");
                dispute.put("clauses", List.of("calls"));
                words.add(new Word("disputes", dispute, 0));
            }
            case LIAM_O_CONNOR -> {
                words.add(communicated(1, from.plusDays(2), "meeting"));
                words.add(acknowledged(1, from.plusDays(3)));
                words.add(raise(Objects.requireNonNull(rep.member().raised())));
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

    private Word raise(List<Owed> clauses) {
        return new Word(
                "revisions",
                JsonFields.of(
                        "effectiveFrom", year.raisedOn().toString(),
                        "reason", "Well ahead by the summer; the market in the west is opening up.",
                        "clauses", clauses(clauses)),
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
}
