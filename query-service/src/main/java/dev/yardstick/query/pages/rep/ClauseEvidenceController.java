package dev.yardstick.query.pages.rep;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.AsOf;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Rows;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.view.Evidence;
import dev.yardstick.query.api.EvidenceController;
import dev.yardstick.events.refusal.InvalidException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is behind a figure. */
@Controller
record ClauseEvidenceController(EvidenceController evidences, EvidenceWording wording) {

    private static final int PAGE = 100;

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
        model.addAttribute("facts", Rows.of(evidence.facts().reversed(), orNull(cursor), PAGE));
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

    /**
     * One of its tables.
     *
     * @param table facts, accounts, windows or expected
     */
    @GetMapping(path = "/reps/{rep}/clauses/{clause}", params = "format=csv")
    ResponseEntity<byte[]> asCsv(
            @PathVariable String rep,
            @PathVariable String clause,
            @RequestParam(required = false) @Nullable String expectation,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(defaultValue = "facts") String table) {
        Evidence evidence = find(rep, clause, expectation, on, knownAt);
        Csv csv =
                switch (table) {
                    case "facts" -> facts(evidence);
                    case "accounts" -> accounts(evidence);
                    case "windows" -> windows(evidence);
                    case "expected" -> expected(evidence);
                    default -> throw new InvalidException("table", Reason.EVIDENCE_TABLE);
                };
        return csv.download(table + "-" + rep + "-" + clause);
    }

    private Csv facts(Evidence evidence) {
        Csv csv =
                Csv.of(
                        "position",
                        "record",
                        "date",
                        "kind",
                        "account",
                        "amount",
                        "currency",
                        "rate",
                        "hours",
                        "days",
                        "rating",
                        "credit",
                        "base",
                        "counted",
                        "why");
        evidence.facts()
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
        return csv;
    }

    private static Csv accounts(Evidence evidence) {
        Csv csv = Csv.of("account", "reached", "needed", "counted", "positions", "facts");
        Objects.requireNonNullElse(evidence.accounts(), List.<Evidence.Held>of())
                .forEach(h ->
                        csv.row(
                                h.account(),
                                h.sum(),
                                h.needed(),
                                h.counted(),
                                spaced(h.positions()),
                                spaced(h.facts())));
        return csv;
    }

    private static String spaced(List<Long> positions) {
        return positions.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Csv windows(Evidence evidence) {
        Csv csv = Csv.of("from", "to", "facts", "minimum", "kept");
        Objects.requireNonNullElse(evidence.windows(), List.<Evidence.Window>of())
                .forEach(w -> csv.row(w.from(), w.to(), w.facts(), w.minimum(), w.kept()));
        return csv;
    }

    private static Csv expected(Evidence evidence) {
        Csv csv =
                Csv.of(
                        "from",
                        "to",
                        "days",
                        "target",
                        "accounts",
                        "season",
                        "ramp",
                        "present",
                        "owed",
                        "version",
                        "position");
        evidence.expected()
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
        return csv;
    }
}
