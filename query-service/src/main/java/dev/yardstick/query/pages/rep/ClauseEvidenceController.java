package dev.yardstick.query.pages.rep;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.api.EvidenceController;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.view.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is behind a figure. */
@Controller
record ClauseEvidenceController(EvidenceController evidences, EvidenceWording wording) {

    private static final int PAGE = 100;

    @GetMapping("/reps/{rep}/clauses/{clause}")
    String evidence(
            @PathVariable String rep,
            @PathVariable String clause,
            @Nullable String expectation,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String cursor,
            Model model) {
        Evidence evidence = evidences.evidence(rep, clause, on, knownAt, expectation, null);
        model.addAttribute("e", evidence);
        model.addAttribute("facts", Rows.of(evidence.facts().reversed(), cursor, PAGE));
        return "evidence";
    }

    /**
     * One of its tables.
     *
     * @param table facts, accounts, windows or expected
     */
    @GetMapping(path = "/reps/{rep}/clauses/{clause}", params = "format=csv")
    ResponseEntity<byte[]> asCsv(
            @PathVariable String rep,
            @PathVariable String clause,
            @Nullable String expectation,
            @Nullable String on,
            @Nullable String knownAt,
            @RequestParam(defaultValue = "facts") String table) {
        Evidence evidence = evidences.evidence(rep, clause, on, knownAt, expectation, null);
        String name = table + "-" + rep + "-" + clause;
        return switch (table) {
            case "facts" ->
                    Csv.of(Evidence.Taken.class)
                            .column("why", f -> f.why() == null ? null : wording.why(f.why()))
                            .download(name, evidence.facts());
            case "accounts" ->
                    new Csv<Evidence.Held>()
                            .column("account", Evidence.Held::account)
                            .column("reached", Evidence.Held::sum)
                            .column("needed", Evidence.Held::needed)
                            .column("counted", Evidence.Held::counted)
                            .column("positions", Evidence.Held::positions)
                            .column("facts", Evidence.Held::facts)
                            .download(name, listed(evidence.accounts()));
            case "windows" ->
                    Csv.of(Evidence.Window.class).download(name, listed(evidence.windows()));
            case "expected" -> Csv.of(Evidence.Owed.class).download(name, evidence.expected());
            default -> throw new InvalidException("table", Reason.EVIDENCE_TABLE);
        };
    }

    private static <T> List<T> listed(@Nullable List<T> rows) {
        return rows == null ? List.of() : rows;
    }
}
