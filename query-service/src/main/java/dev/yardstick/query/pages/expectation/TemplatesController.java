package dev.yardstick.query.pages.expectation;

import static dev.yardstick.query.pages.expectation.DraftPreview.LOOK;
import static dev.yardstick.query.pages.expectation.DraftPreview.SEND;

import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the expectations of a role begin with: read, written, and changed. */
@Controller
record TemplatesController(
        DraftPreview drafting,
        ExpectationReading expectations,
        CommandServiceClient commands,
        Wording words,
        Frame frame) {

    @GetMapping("/settings/templates/{template}")
    String show(@PathVariable String template, Model model) {
        Draft draft = found(template);
        model.addAttribute("statement", draft.form().valueOrNull("statement"));
        model.addAttribute("clauses", draft.clauses());
        return "template";
    }

    /**
     * A new template.
     *
     * @param like the template that it begins with
     * @param expectation what it begins with otherwise
     */
    @GetMapping("/settings/templates/new")
    String write(@Nullable String like, @Nullable String expectation, Model model) {
        frame.requireMayFix();
        Draft draft =
                like != null
                        ? found(like)
                        : expectation == null
                                ? Draft.of(new Form())
                                : drafting.draft(expectations.find(expectation).profile());
        return form(draft, null, model);
    }

    @GetMapping("/settings/templates/{template}/change")
    String write(@PathVariable String template, Model model) {
        frame.requireMayFix();
        return form(found(template), template, model);
    }

    /**
     * Does what a button says; only {@code send} records, and comes back when it is refused.
     *
     * @param template which is changed; null: it is new
     */
    @PostMapping({"/settings/templates/new", "/settings/templates/{template}/change"})
    String set(
            @PathVariable(required = false) @Nullable String template,
            Form form,
            @RequestParam(name = "do", defaultValue = LOOK) String button,
            Model model) {
        frame.requireMayFix();
        boolean sent = button.equals(SEND);
        Draft draft = drafting.typed(form, null, button, sent, model);
        String name = template == null ? form.value("template") : template;
        if (sent && name.isEmpty()) {
            form.wrong("template", words.message("template.name.missing"));
        } else if (sent && template == null && drafting.templates().containsKey(name)) {
            form.wrong("template", words.message("template.name.taken", name));
        } else if (sent) {
            Accepted done =
                    form.taken(
                            commands.put("/api/v1/templates/{id}", draft.body("statement"), name),
                            Draft::field);
            if (done != null) {
                return Redirects.shown(
                        "/settings/templates/{template}", done, "template-set", name);
            }
        }
        return form(draft, template, model);
    }

    private Draft found(String template) {
        TemplateSet found = drafting.templates().get(template);
        if (found == null) {
            throw new NotFoundException(Reason.NO_TEMPLATE.of(template));
        }
        return drafting.draft(found);
    }

    private String form(Draft draft, @Nullable String changed, Model model) {
        drafting.show(draft, null, "", model);
        model.addAttribute("changed", changed);
        model.addAttribute("templates", drafting.templates().keySet());
        return "template-form";
    }
}
