package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.api.NoticeController;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import java.util.List;
import java.util.Map;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;

/** What the person who is signed in wants to be told, and what she was told. */
@Controller
record NoticesController(NoticeController notices, JsonMapper json, Wording words) {

    private static final int SHOWN = 20;
    private static final List<String> KINDS =
            List.of("to-acknowledge", "warning", "dispute", "week");

    @GetMapping("/settings/notices")
    String notices(Form form, Model model) {
        requirePerson();
        if (Caller.current().person() == null) {
            model.addAttribute("person", null);
            return "notices";
        }
        NoticeController.View view = notices.wishes(null);
        form.put("mail", view.mail())
                .put("language", view.language())
                .put("address", view.address());
        if (view.webhook() != null) {
            form.put("webhook", view.webhook().url());
        }
        view.kinds().forEach(kind -> form.put(kind, true));
        return show(view, model);
    }

    @PostMapping("/settings/notices")
    String state(Form form, Model model) {
        requirePerson();
        Map<String, Object> body = form.body("address");
        body.put("mail", form.is("mail"));
        body.put("language", form.value("language"));
        body.put("kinds", KINDS.stream().filter(form::is).toList());
        if (!form.value("webhook").isEmpty()) {
            body.put("webhook", Map.of("url", form.value("webhook")));
        }
        try {
            NoticeController.View view = notices.state(null, json.valueToTree(body));
            if (view.webhook() != null && view.webhook().secret() != null) {
                model.addAttribute("secret", view.webhook().secret());
                return show(view, model);
            }
            return "redirect:/settings/notices?done=wishes-stated";
        } catch (InvalidException e) {
            String path = e.first().path();
            form.wrong(
                    path.startsWith("webhook") ? "webhook" : path,
                    e.first().in(LocaleContextHolder.getLocale()));
            return show(notices.wishes(null), model);
        }
    }

    private String show(NoticeController.View view, Model model) {
        model.addAttribute("person", view.person());
        model.addAttribute("view", view);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("languages", words.choices("layout.language.", List.of("en", "nl")));
        model.addAttribute("told", notices.told(null, null, SHOWN).items());
        return "notices";
    }

    private static void requirePerson() {
        if (Caller.current().role().equals("auditor")) {
            throw new DeniedException(Reason.NOBODY_NOTIFIES_AUDITORS);
        }
    }
}
