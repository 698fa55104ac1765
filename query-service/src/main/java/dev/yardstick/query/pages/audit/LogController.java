package dev.yardstick.query.pages.audit;

import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.wording.Wording;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.api.HistoryController.Asked;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All that was recorded, newest first. */
@Controller
record LogController(LogReading log, LedgerReading ledger, Wording words) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 1_000;

    /** What a spreadsheet is good for; all of it is in an export. */
    private static final int MOST = 10_000;

    @GetMapping("/audit/log")
    String log(
            Asked typed,
            @RequestParam(required = false) @Nullable String rep,
            Locale locale,
            Model model) {
        Asked asked = typed.withoutBlanks();
        model.addAttribute("list", log.page(orNull(rep), asked, PAGE, locale));
        model.addAttribute("asked", asked);
        model.addAttribute("rep", orNull(rep));
        model.addAttribute("types", types(words));
        return "audit-log";
    }

    /** All types of events by name, in words, in the order of the words. */
    static Map<String, String> types(Wording words) {
        Map<String, String> types = new LinkedHashMap<>();
        EventTypes.ALL.stream()
                .map(EventTypes.EventType::name)
                .distinct()
                .sorted(Comparator.comparing(name -> words.message("audit.type." + name)))
                .forEach(name -> types.put(name, words.message("audit.type." + name)));
        return types;
    }

    @GetMapping(path = "/audit/log", params = "format=csv")
    ResponseEntity<byte[]> logAsCsv(
            Asked typed, @RequestParam(required = false) @Nullable String rep, Locale locale) {
        Asked asked = typed.withoutBlanks().behind(null);
        Csv csv = csv("reps");
        int rows = 0;
        LogReading.Page page;
        do {
            page = log.page(orNull(rep), asked, CSV_PAGE, locale);
            page.items().forEach(line -> row(csv, line.item(), String.join(" ", line.reps())));
            rows += page.items().size();
            asked = asked.behind(page.next());
        } while (page.next() != null && rows < MOST);
        return csv.more(page.next()).download("log");
    }

    /** A file of events; the last column is the caller's. */
    static Csv csv(String last) {
        return Csv.of(
                "position",
                "recorded at",
                "date",
                "type",
                "text",
                "actor",
                "source",
                "reason",
                "stream",
                "causation",
                "correlation",
                last);
    }

    static void row(Csv csv, Histories.Item item, String last) {
        csv.row(
                item.position(),
                item.recordedAt(),
                item.date(),
                item.type(),
                item.text(),
                item.actor(),
                item.source(),
                item.reason(),
                item.stream(),
                item.causation(),
                item.correlation(),
                last);
    }

    @GetMapping("/audit/log/{position}")
    String event(@PathVariable long position, Locale locale, Model model) {
        model.addAttribute("line", log.at(position, locale));
        model.addAttribute("last", log.last());
        model.addAttribute("raw", ledger.line(position).orElse(null));
        model.addAttribute("proof", ledger.proof(position));
        return "audit-event";
    }
}
