package dev.yardstick.query.web.pages;

import static dev.yardstick.query.web.pages.PageController.orNull;

import dev.yardstick.query.timeline.Evidence;
import dev.yardstick.query.web.EvidenceController;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is behind a figure. */
@Controller
class ClauseEvidenceController {

    private static final int PAGE = 100;

    private final EvidenceController evidences;
    private final EvidenceWording wording;

    ClauseEvidenceController(EvidenceController evidences, EvidenceWording wording) {
        this.evidences = evidences;
        this.wording = wording;
    }

    @GetMapping("/reps/{rep}/clauses/{clause}")
    String evidence(
            @PathVariable String rep,
            @PathVariable String clause,
            @RequestParam(required = false) @Nullable String expectation,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Evidence evidence = find(rep, clause, expectation, on, knownAt);
        model.addAttribute("e", evidence);
        model.addAttribute(
                "asOf", AsOf.of(orNull(on), evidence.on(), orNull(knownAt), evidence.knownAt()));
        model.addAttribute(
                "facts", Rows.of(evidence.facts().reversed(), orNull(cursor), PAGE));
        model.addAttribute("cursor", orNull(cursor));
        model.addAttribute("on", orNull(on));
        model.addAttribute("knownAt", orNull(knownAt));
        model.addAttribute("wording", wording);
        return "evidence";
    }

    private Evidence find(
            String rep,
            String clause,
            @Nullable String expectation,
            @Nullable String on,
            @Nullable String knownAt) {
        return evidences.evidence(
                rep, clause, orNull(on), orNull(knownAt), orNull(expectation), null);
    }

    @GetMapping(path = "/reps/{rep}/clauses/{clause}", params = "format=csv")
    ResponseEntity<byte[]> factsAsCsv(
            @PathVariable String rep,
            @PathVariable String clause,
            @RequestParam(required = false) @Nullable String expectation,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt) {
        Csv csv =
                Csv.of(
                        "position", "record", "date", "kind", "account", "amount", "currency",
                        "rate", "hours", "days", "rating", "credit", "base", "counted", "why");
        find(rep, clause, expectation, on, knownAt)
                .facts()
                .forEach(f ->
                        csv.row(
                                f.position(),
                                f.record(),
                                f.date(),
                                f.kind(),
                                f.account(),
                                f.amount(),
                                f.currency(),
                                f.rate(),
                                f.hours(),
                                f.days(),
                                f.rating(),
                                f.credit(),
                                f.base(),
                                f.counted(),
                                f.why() == null ? null : wording.why(f.why())));
        return csv.download("facts-" + rep + "-" + clause);
    }

    /** What was owed, day by day where it differs. */
    @GetMapping(
            path = "/reps/{rep}/clauses/{clause}",
            params = {"format=csv", "table=expected"})
    ResponseEntity<byte[]> expectedAsCsv(
            @PathVariable String rep,
            @PathVariable String clause,
            @RequestParam(required = false) @Nullable String expectation,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt) {
        Csv csv =
                Csv.of(
                        "from", "to", "days", "target", "accounts", "season", "ramp", "present",
                        "owed", "version", "position");
        find(rep, clause, expectation, on, knownAt)
                .expected()
                .forEach(o ->
                        csv.row(
                                o.from(),
                                o.to(),
                                o.days(),
                                o.target(),
                                o.accounts(),
                                o.season(),
                                o.ramp(),
                                o.present(),
                                o.owed(),
                                o.version(),
                                o.position()));
        return csv.download("expected-" + rep + "-" + clause);
    }
}
