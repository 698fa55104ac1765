package dev.yardstick.query.pages.audit;

import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.api.HistoryController.Asked;
import dev.yardstick.query.history.Histories;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.LedgerReading;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.wording.Wording;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** All that was recorded, newest first. */
@Controller
record LogController(LogReading log, LedgerReading ledger, PeopleReading people, Wording words) {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 1_000;

    /** What is typed, and may be typed wrong. */
    private static final List<String> TYPED = List.of("from", "to");

    @GetMapping("/audit/log")
    String log(Asked asked, @Nullable String rep, Form form, Locale locale, Model model) {
        Names names = people.names();
        Whom whom = Whom.of(rep, names, people);
        LogReading.Page list = LogReading.Page.NOTHING;
        try {
            if (!whom.isSeveral()) {
                list = log.page(whom.id(), asked(asked, names), PAGE, locale, names);
            }
        } catch (InvalidException e) {
            if (!TYPED.contains(e.first().path())) {
                throw e;
            }
            form.wrong(e.first().path(), e.first().refusal().in(locale));
        }
        model.addAttribute("list", list);
        model.addAttribute("names", names);
        model.addAttribute("whom", whom);
        model.addAttribute("asked", asked);
        model.addAttribute("types", types(words));
        return "audit-log";
    }

    private static Asked asked(Asked typed, Names names) {
        return new Asked(
                typed.from(),
                typed.to(),
                typed.type(),
                Whom.actor(typed.actor(), names),
                typed.cursor(),
                typed.knownAt());
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
    ResponseEntity<byte[]> logAsCsv(Asked asked, @Nullable String rep, Locale locale) {
        Names names = people.names();
        String about = Whom.of(rep, names, people).id();
        return csv(LogReading.Line::item)
                .column("reps", LogReading.Line::reps)
                .download(
                        "log",
                        Csv.MOST,
                        cursor ->
                                log.page(
                                        about,
                                        asked(asked, names).behind(cursor),
                                        CSV_PAGE,
                                        locale,
                                        null),
                        LogReading.Page::items,
                        LogReading.Page::next);
    }

    /** A file of events. */
    static <T> Csv<T> csv(Function<T, Histories.Item> item) {
        return new Csv<T>()
                .part(
                        item,
                        of ->
                                of.column("position", Histories.Item::position)
                                        .column("recorded at", Histories.Item::recordedAt)
                                        .column("date", Histories.Item::date)
                                        .column("type", Histories.Item::type)
                                        .column("text", Histories.Item::text)
                                        .column("actor", Histories.Item::actor)
                                        .column("source", Histories.Item::source)
                                        .column("reason", Histories.Item::reason)
                                        .column("stream", Histories.Item::stream)
                                        .column("causation", Histories.Item::causation)
                                        .column("correlation", Histories.Item::correlation));
    }

    @GetMapping("/audit/log/{position}")
    String event(@PathVariable long position, Locale locale, Model model) {
        Names names = people.names();
        model.addAttribute("names", names);
        model.addAttribute("line", log.at(position, locale, names));
        model.addAttribute("last", log.last());
        model.addAttribute("raw", ledger.line(position));
        model.addAttribute("proof", ledger.proof(position));
        return "audit-event";
    }
}
