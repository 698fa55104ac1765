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

    private static final int RAISED_BEFORE_DAYS = 3;

    /**
     * Something said about an expectation.
     *
     * @param path below the expectation's
     * @param revises the version that the call revises; 0 where it revises none
     */
    record Word(String path, Map<String, Object> body, int revises) {

        /** The day on which it was said: a revision, before it was told. */
        LocalDate said() {
            Object on = body.get("on");
            return on == null
                    ? LocalDate.parse(String.valueOf(body.get("effectiveFrom")))
                            .minusDays(RAISED_BEFORE_DAYS)
                    : LocalDate.parse(String.valueOf(on));
        }
    }

    static String id(DemoRep rep) {
        return "demo-" + rep.id();
    }

    /** The first day of what is expected of a rep. */
    LocalDate from(DemoRep rep) {
        return rep == DemoRep.PRIYA_RAMAN ? year.joinedOn() : year.from();
    }

    /**
     * When it was written down: before it begins, but not before there was anybody to expect it of.
     */
    LocalDate setOn(DemoRep rep) {
        LocalDate before = from(rep).minusDays(DemoYear.SET_BEFORE_DAYS);
        return before.isBefore(rep.hiredOn(year)) ? rep.hiredOn(year) : before;
    }

    /** The body of the PUT that states what the company expects of everybody in the field. */
    static Map<String, Object> template() {
        return JsonFields.of(
                "statement",
                SUCCESS + "being known to customers and colleagues for keeping one's word.",
                "clauses",
                clauses(
                        List.of(
                                new Owed("calls", 700, null),
                                new Owed("visits", 80, null),
                                new Owed("orders", 24, null),
                                new Owed("paperwork", null, null),
                                new Owed("teamwork", null, null),
                                new Owed("conduct", null, null),
                                new Owed("coaching", null, null))));
    }

    /** The body of the PUT that sets version 1. */
    Map<String, Object> version1(DemoRep rep) {
        LocalDate from = from(rep);
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
            case INES_MOREAU, TOM_BECKER, SARA_LINDQVIST, MIKKEL_HOLM, DANA_WEISS, YUSUF_AMIN -> {
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
