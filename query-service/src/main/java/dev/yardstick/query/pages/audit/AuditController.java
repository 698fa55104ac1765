package dev.yardstick.query.pages.audit;

import dev.yardstick.query.access.AccessLog;
import dev.yardstick.query.api.AccessController;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.LedgerReading;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.PeopleReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Whether the record is whole, and who looked at whom and why. */
@Controller
record AuditController(LedgerReading ledger, AccessController accesses, PeopleReading people) {

    private static final int SHOWN = 8;
    private static final int PAGE = 50;
    private static final int CSV_PAGE = 500;

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    @GetMapping("/audit")
    String audit(@Nullable String cursor, Model model) {
        LedgerReading.State state = ledger.state();
        model.addAttribute("state", state);
        model.addAttribute("checkpoints", state == null ? null : ledger.checkpoints(cursor, SHOWN));
        model.addAttribute("readings", accesses.find(null, null, null, null, null, SHOWN).items());
        return "audit";
    }

    @GetMapping(path = "/audit", params = "format=csv")
    ResponseEntity<byte[]> checkpointsAsCsv() {
        return Csv.of(LedgerReading.Signed.class)
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
            @Nullable String rep,
            @Nullable String actor,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            Model model) {
        Names names = people.names();
        Whom whom = Whom.of(rep, names, people);
        model.addAttribute(
                "list",
                whom.isSeveral()
                        ? new Overviews.Page<AccessLog.Access>(List.of(), null)
                        : accesses.find(
                                whom.id(), Whom.actor(actor, names), from, to, cursor, PAGE));
        model.addAttribute("names", names);
        model.addAttribute("whom", whom);
        return "audit-access";
    }

    @GetMapping(path = "/audit/access", params = "format=csv")
    ResponseEntity<byte[]> accessAsCsv(
            @Nullable String rep,
            @Nullable String actor,
            @Nullable String from,
            @Nullable String to) {
        Names names = people.names();
        String about = Whom.of(rep, names, people).id();
        String by = Whom.actor(actor, names);
        return Csv.of(AccessLog.Access.class)
                .download(
                        "readings",
                        Csv.MOST,
                        cursor -> accesses.find(about, by, from, to, cursor, CSV_PAGE),
                        Overviews.Page::items,
                        Overviews.Page::next);
    }
}
