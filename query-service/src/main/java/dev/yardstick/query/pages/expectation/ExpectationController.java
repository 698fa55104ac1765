package dev.yardstick.query.pages.expectation;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.pages.expectation.ExpectationReading.Item;
import dev.yardstick.query.pages.expectation.ExpectationReading.Stated;
import dev.yardstick.query.pages.expectation.ExpectationReading.View;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expectations: the list, one with all that was said about it, and what people answer. */
@Controller
class ExpectationController {

    private final ExpectationReading expectations;
    private final CommandServiceClient commands;
    private final Wording words;
    private final ClauseSentence sentence;

    ExpectationController(
            ExpectationReading expectations,
            CommandServiceClient commands,
            Wording words,
            ClauseSentence sentence) {
        this.expectations = expectations;
        this.commands = commands;
        this.words = words;
        this.sentence = sentence;
    }

    @ModelAttribute("sentence")
    ClauseSentence sentence() {
        return sentence;
    }

    @GetMapping("/expectations")
    String list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String state,
            Model model) {
        model.addAttribute("list", expectations.list(orNull(cursor), orNull(state)));
        model.addAttribute("cursor", orNull(cursor));
        model.addAttribute("state", orNull(state));
        model.addAttribute("states", ExpectationReading.STATES);
        return "expectations";
    }

    @GetMapping(path = "/expectations", params = "format=csv")
    ResponseEntity<byte[]> asCsv(@RequestParam(required = false) @Nullable String state) {
        return new Csv<Item>()
                .part(Item::expectation, of -> of.column("expectation", Timeline.Expectation::id))
                .column("rep", item -> item.rep().id())
                .column("name", item -> item.rep().name())
                .part(
                        Item::expectation,
                        of ->
                                of.column("from", Timeline.Expectation::from)
                                        .column("to", Timeline.Expectation::to))
                .part(
                        Item::version,
                        of ->
                                of.column("version", Timeline.Version::version)
                                        .column("effective from", Timeline.Version::effectiveFrom)
                                        .column("told on", Timeline.Version::communicatedOn)
                                        .column("agreed on", Timeline.Version::acknowledgedOn)
                                        .column("disputed on", Timeline.Version::disputedOn))
                .column("state", Item::state)
                .download(
                        "expectations",
                        Csv.ALL,
                        cursor -> expectations.list(cursor, orNull(state)),
                        ExpectationReading.Page::items,
                        ExpectationReading.Page::next);
    }

    @GetMapping("/expectations/{id}")
    String one(@PathVariable String id, Model model) {
        View view = expectations.find(id);
        return shown(
                view,
                Form.filled(
                        Map.of(
                                "tell.on", view.today(),
                                "close.on", view.today(),
                                "answer.on", view.today())),
                model);
    }

    private static String shown(View view, Form form, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("form", form);
        return "expectation";
    }

    private static String again(
            View view,
            Form form,
            Refused refused,
            String prefix,
            Model model,
            HttpServletResponse response) {
        response.setStatus(refused.formStatus());
        return shown(view, form.refused(refused, path -> prefix + path), model);
    }

    /** Says that the latest version was told to the rep. */
    @PostMapping("/expectations/{id}/tell")
    String tell(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        View view = expectations.find(id);
        Form form = Form.of(typed);
        Map<String, Object> body = fields(form, "tell.", "on", "how", "by");
        body.put("version", view.latest().version().version());
        return switch (commands.post("/api/v1/expectations/{id}/communications", body, id)) {
            case Accepted done -> Redirects.shown("/expectations/{id}", done, "told", id);
            case Refused refused -> again(view, form, refused, "tell.", model, response);
        };
    }

    /** Takes back that the latest version was told. */
    @PostMapping("/expectations/{id}/withdraw")
    String withdraw(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        View view = expectations.find(id);
        Form form = Form.of(typed);
        return switch (commands.post(
                "/api/v1/expectations/{id}/communications/{version}/withdrawal",
                fields(form, "withdraw.", "reason"),
                id,
                view.latest().version().version())) {
            case Accepted done -> Redirects.shown("/expectations/{id}", done, "withdrawn", id);
            case Refused refused -> again(view, form, refused, "withdraw.", model, response);
        };
    }

    /** Ends an expectation early. */
    @PostMapping("/expectations/{id}/close")
    String close(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        View view = expectations.find(id);
        Form form = Form.of(typed);
        return switch (commands.post(
                "/api/v1/expectations/{id}/closure", fields(form, "close.", "on", "reason"), id)) {
            case Accepted done -> Redirects.shown("/expectations/{id}", done, "closed", id);
            case Refused refused -> again(view, form, refused, "close.", model, response);
        };
    }

    /**
     * The rep's answer, clause by clause: {@code answer.CLAUSE} is {@code agree}, {@code differ}
     * with a {@code comment.CLAUSE}, or empty for later.
     */
    @PostMapping("/expectations/{id}/answer")
    String answer(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        View view = expectations.find(id);
        Form form = Form.of(typed);
        List<Stated> clauses = view.latest().clauses();
        List<String> agreed = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        for (Stated stated : clauses) {
            String clause = stated.clause().id();
            switch (form.value("all").equals("agree") ? "agree" : form.value("answer." + clause)) {
                case "agree" -> agreed.add(clause);
                case "differ" -> differing.add(clause);
                default -> {
                    // Answered later.
                }
            }
        }
        differing.stream()
                .filter(clause -> form.value("comment." + clause).isEmpty())
                .forEach(clause ->
                        form.wrong("comment." + clause, words.message("expectation.answer.why")));
        if (agreed.isEmpty() && differing.isEmpty() && !clauses.isEmpty()) {
            form.wrong(
                    "answer." + clauses.getFirst().clause().id(),
                    words.message("expectation.answer.nothing"));
        }
        if (form.isWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return shown(view, form, model);
        }
        Accepted done = null;
        int version = view.latest().version().version();
        if (!agreed.isEmpty()) {
            Map<String, Object> body = fields(form, "answer.", "on");
            body.put("version", version);
            if (agreed.size() < clauses.size()) {
                body.put("clauses", agreed);
            }
            switch (commands.post("/api/v1/expectations/{id}/acknowledgements", body, id)) {
                case Accepted accepted -> done = accepted;
                case Refused refused -> {
                    return again(view, form, refused, "answer.", model, response);
                }
            }
        }
        for (String clause : differing) {
            Map<String, Object> body = fields(form, "answer.", "on");
            body.put("version", version);
            body.put("comment", form.value("comment." + clause));
            body.put("clauses", List.of(clause));
            switch (commands.post("/api/v1/expectations/{id}/disputes", body, id)) {
                case Accepted accepted -> done = accepted;
                case Refused refused -> {
                    return again(view, form, refused, "answer.", model, response);
                }
            }
        }
        return done == null
                ? Redirects.to("/expectations/{id}", id)
                : Redirects.shown("/expectations/{id}", done, "answered", id);
    }

    private static Map<String, Object> fields(Form form, String prefix, String... names) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String name : names) {
            String value = form.valueOrNull(prefix + name);
            if (value != null) {
                body.put(name, value);
            }
        }
        return body;
    }
}
