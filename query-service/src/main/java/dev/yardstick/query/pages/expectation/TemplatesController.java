package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;

import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;
import java.util.Map;

/** What the expectations of a role begin with: read, written, and changed. */
@Controller
record TemplatesController(
        DraftPreview drafting,
        ExpectationReading expectations,
        CommandServiceClient commands,
        ClausesForm clausesForm,
        ClauseSentence sentence,
        Wording words,
        Frame frame) {

    private static final String SEND = "send";

    /**
     * A clause of a template in words.
     *
     * @param label what its topic is called when it is none of ours; null: it is one of ours
     */
    public record Line(
            String title, String topic, @Nullable String label, String owedBy, String sentence) {}

    @GetMapping("/settings/templates/{template}")
    String show(@PathVariable String template, Model model) {
        Draft draft = found(template);
        model.addAttribute("template", template);
        model.addAttribute("statement", draft.valueOrNull("statement"));
        model.addAttribute("sentence", sentence);
        model.addAttribute("clauses", draft.clauses().stream().map(this::line).toList());
        return "template";
    }

    private Line line(Map<String, String> clause) {
        return new Line(
                ClauseChanges.title(clause),
                clause.getOrDefault("topic", ""),
                clause.get("label"),
                clause.getOrDefault("owedBy", ""),
                sentence.of(clause, ""));
    }

    /**
     * A new template.
     *
     * @param like the template that it begins with
     * @param expectation what it begins with otherwise
     */
    @GetMapping("/settings/templates/new")
    String write(
            @RequestParam(required = false) @Nullable String like,
            @RequestParam(required = false) @Nullable String expectation,
            Model model) {
        frame.requireMayFix();
        Draft draft = Draft.of(List.of(), text -> null);
        if (like != null) {
            draft = found(like);
        } else if (expectation != null) {
            draft = drafting.draft(expectations.find(expectation).profile());
        }
        return form(draft, draft.form(), null, model);
    }

    @GetMapping("/settings/templates/{template}/change")
    String write(@PathVariable String template, Model model) {
        frame.requireMayFix();
        Draft draft = found(template);
        return form(draft, draft.form(), template, model);
    }

    @PostMapping("/settings/templates/new")
    String set(
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = "look") String button,
            Model model) {
        frame.requireMayFix();
        return edit(Draft.of(typed), button, null, model);
    }

    @PostMapping("/settings/templates/{template}/change")
    String change(
            @PathVariable String template,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(name = "do", defaultValue = "look") String button,
            Model model) {
        frame.requireMayFix();
        return edit(Draft.of(typed), button, template, model);
    }

    private Draft found(String template) {
        TemplateSet found = drafting.templates().get(template);
        if (found == null) {
            throw new NotFoundException(Reason.NO_TEMPLATE.of(template));
        }
        return drafting.draft(found);
    }

    /** Does what a button says; only {@code send} records, and comes back when it is refused. */
    private String edit(Draft draft, String button, @Nullable String changed, Model model) {
        model.addAttribute("typed", true);
        draft.edit(button);
        if (button.equals(SEND)) {
            draft.nameClauses();
        }
        Form form = button.equals(SEND) ? draft.form(words) : draft.form();
        String name = changed == null ? draft.value("template") : changed;
        if (button.equals(SEND) && name.isEmpty()) {
            form.wrong("template", words.message("template.name.missing"));
        } else if (button.equals(SEND)
                && changed == null
                && drafting.templates().containsKey(name)) {
            form.wrong("template", words.message("template.name.taken", name));
        } else if (button.equals(SEND)) {
            switch (commands.put("/api/v1/templates/{id}", draft.body("statement"), name)) {
                case Accepted done -> {
                    return Redirects.shown(
                            "/settings/templates/{template}", done, "template-set", name);
                }
                case Refused refused -> form.refused(refused, Draft::field);
            }
        }
        return form(draft, form, changed, model);
    }

    private String form(Draft draft, Form form, @Nullable String changed, Model model) {
        clausesForm.show(draft, form, "", model);
        model.addAttribute("changed", changed);
        model.addAttribute("templates", drafting.templates().keySet());
        return "template-form";
    }
}
