package dev.yardstick.query.pages.audit;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.api.AccessController;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.pages.kit.Csv;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.nio.charset.StandardCharsets;

/** Whether the record is whole, and who looked at whom and why. */
@Controller
record AuditController(LedgerReading ledger, AccessController accesses) {

    private static final int SHOWN = 8;
    private static final int PAGE = 50;
    private static final int CSV_PAGE = 500;

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    @GetMapping("/audit")
    String audit(@RequestParam(required = false) @Nullable String cursor, Model model) {
        LedgerReading.State state = ledger.state();
        model.addAttribute("state", state);
        model.addAttribute(
                "checkpoints", state == null ? null : ledger.checkpoints(orNull(cursor), SHOWN));
        model.addAttribute("cursor", orNull(cursor));
        model.addAttribute("readings", accesses.find(null, null, null, null, null, SHOWN).items());
        return "audit";
    }

    @GetMapping(path = "/audit", params = "format=csv")
    ResponseEntity<byte[]> checkpointsAsCsv() {
        return new Csv<LedgerReading.Signed>()
                .column("time", LedgerReading.Signed::time)
                .column("size", LedgerReading.Signed::size)
                .column("root", LedgerReading.Signed::root)
                .column("note", LedgerReading.Signed::note)
                .download(
                        "checkpoints",
                        Csv.MOST,
                        cursor -> ledger.checkpoints(cursor, CSV_PAGE),
                        LedgerReading.Page::items,
                        LedgerReading.Page::next);
    }

    /** The public key, as an export has it. */
    @GetMapping("/audit/key")
    ResponseEntity<byte[]> key() {
        return text("key.txt", ledger.key() + "\n");
    }

    /** A checkpoint of all that is recorded by now. */
    @GetMapping("/audit/checkpoints/latest")
    ResponseEntity<byte[]> latest() {
        return text("checkpoint.txt", ledger.note("latest"));
    }

    @GetMapping("/audit/checkpoints/{size}")
    ResponseEntity<byte[]> checkpoint(@PathVariable long size) {
        return text("checkpoint-" + size + ".txt", ledger.note(String.valueOf(size)));
    }

    private static ResponseEntity<byte[]> text(String name, String text) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/audit/access")
    String access(
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
        return "audit-access";
    }

    @GetMapping(path = "/audit/access", params = "format=csv")
    ResponseEntity<byte[]> accessAsCsv(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return Csv.of(AccessLog.Access.class)
                .column("reps", access -> String.join(" ", access.reps()))
                .download(
                        "readings",
                        Csv.MOST,
                        cursor ->
                                accesses.find(
                                        orNull(rep),
                                        orNull(actor),
                                        orNull(from),
                                        orNull(to),
                                        cursor,
                                        CSV_PAGE),
                        Overviews.Page::items,
                        Overviews.Page::next);
    }
}
