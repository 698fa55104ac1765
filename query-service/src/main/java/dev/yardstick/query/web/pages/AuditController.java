package dev.yardstick.query.web.pages;

import static dev.yardstick.query.web.pages.PageController.orNull;

import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.web.AccessController;
import dev.yardstick.query.web.Overviews;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who looked at whom and why. */
@Controller
class AuditController {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 200;

    private final AccessController accesses;

    AuditController(AccessController accesses) {
        this.accesses = accesses;
    }

    @GetMapping("/audit")
    String audit(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute(
                "list",
                accesses.find(
                        orNull(rep),
                        orNull(actor),
                        orNull(from),
                        orNull(to),
                        orNull(cursor),
                        PAGE));
        model.addAttribute("rep", orNull(rep));
        model.addAttribute("actor", orNull(actor));
        model.addAttribute("from", orNull(from));
        model.addAttribute("to", orNull(to));
        model.addAttribute("cursor", orNull(cursor));
        return "audit";
    }

    @GetMapping(path = "/audit", params = "format=csv")
    ResponseEntity<byte[]> auditAsCsv(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        Csv csv = Csv.of("id", "at", "actor", "basis", "call", "reps", "reason");
        String next = null;
        do {
            Overviews.Page<AccessLog.Access> page =
                    accesses.find(
                            orNull(rep), orNull(actor), orNull(from), orNull(to), next, CSV_PAGE);
            for (AccessLog.Access a : page.items()) {
                csv.row(
                        a.id(),
                        a.at(),
                        a.actor(),
                        a.basis(),
                        a.call(),
                        String.join(" ", a.reps()),
                        a.reason());
            }
            next = page.next();
        } while (next != null);
        return csv.download("readings");
    }
}
