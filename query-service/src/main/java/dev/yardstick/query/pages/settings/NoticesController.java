package dev.yardstick.query.pages.settings;

import dev.yardstick.runtime.access.DeniedException;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.wording.Wording;

import dev.yardstick.query.access.Caller;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.api.NoticeController;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the person who is signed in wants to be told, and what she was told. */
@Controller
record NoticesController(NoticeController notices, JsonMapper json, Wording words) {

    private static final int SHOWN = 20;
    private static final List<String> KINDS = List.of("to-acknowledge", "warning", "dispute");

    @GetMapping("/settings/notices")
    String notices(Model model) {
        requirePerson();
        if (Caller.current().person() == null) {
            model.addAttribute("person", null);
            return "notices";
        }
        NoticeController.View view = notices.wishes(null);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mail", view.mail());
        values.put("language", view.language());
        Form.put(values, "address", view.address());
        if (view.webhook() != null) {
            values.put("webhook", view.webhook().url());
        }
        view.kinds().forEach(kind -> values.put(kind, "true"));
        return show(view, Form.filled(values), model);
    }

    @PostMapping("/settings/notices")
    String state(@RequestParam MultiValueMap<String, String> typed, Model model) {
        requirePerson();
        Form form = Form.of(typed);
        ObjectNode body = json.createObjectNode();
        body.put("mail", form.value("mail").equals("true"));
        body.put("language", form.value("language"));
        if (!form.value("address").isEmpty()) {
            body.put("address", form.value("address"));
        }
        if (!form.value("webhook").isEmpty()) {
            body.putObject("webhook").put("url", form.value("webhook"));
        }
        var kinds = body.putArray("kinds");
        KINDS.stream().filter(kind -> form.value(kind).equals("true")).forEach(kinds::add);
        try {
            NoticeController.View view = notices.state(null, body);
            if (view.webhook() != null && view.webhook().secret() != null) {
                model.addAttribute("secret", view.webhook().secret());
                return show(view, form, model);
            }
            return "redirect:/settings/notices?done=wishes-stated";
        } catch (InvalidException e) {
            String path = e.first().path();
            form.wrong(
                    path.startsWith("webhook") ? "webhook" : path,
                    e.first().in(LocaleContextHolder.getLocale()));
            return show(notices.wishes(null), form, model);
        }
    }

    private String show(NoticeController.View view, Form form, Model model) {
        Map<String, String> languages = new LinkedHashMap<>();
        languages.put("en", words.message("layout.language.en"));
        languages.put("nl", words.message("layout.language.nl"));
        model.addAttribute("person", view.person());
        model.addAttribute("view", view);
        model.addAttribute("form", form);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("languages", languages);
        model.addAttribute("told", notices.told(null, null, SHOWN).items());
        return "notices";
    }

    private static void requirePerson() {
        if (Caller.current().role().equals("auditor")) {
            throw new DeniedException(Reason.NOBODY_NOTIFIES_AUDITORS);
        }
    }
}
