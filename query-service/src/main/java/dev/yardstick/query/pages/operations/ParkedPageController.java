package dev.yardstick.query.pages.operations;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.wording.Wording;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** What intake could not take: why, what came, and what is to be done about it. */
@Controller
record ParkedPageController(CrmStatus crm, CommandServiceClient commands, Wording words) {

    @GetMapping("/operations/parked")
    String parked(
            @RequestParam(defaultValue = "") String connection,
            @RequestParam(defaultValue = "false") boolean dismissed,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("list", crm.parked(orNull(cursor), connection, dismissed));
        model.addAttribute("connection", connection);
        model.addAttribute("dismissed", dismissed);
        model.addAttribute("cursor", orNull(cursor));
        return "parked";
    }

    @GetMapping(path = "/operations/parked", params = "format=csv")
    ResponseEntity<byte[]> asCsv(
            @RequestParam(defaultValue = "") String connection,
            @RequestParam(defaultValue = "false") boolean dismissed) {
        return new Csv<CrmStatus.Parked>()
                .column("id", CrmStatus.Parked::id)
                .column("connection", CrmStatus.Parked::connection)
                .column("form", CrmStatus.Parked::form)
                .column("type", CrmStatus.Parked::type)
                .column("source", CrmStatus.Parked::source)
                .column("subject", CrmStatus.Parked::subject)
                .column("eventId", CrmStatus.Parked::eventId)
                .column("reason", CrmStatus.Parked::reason)
                .column("parkedAt", CrmStatus.Parked::parkedAt)
                .column("dismissedAt", CrmStatus.Parked::dismissedAt)
                .download(
                        "parked",
                        Csv.ALL,
                        cursor -> crm.parked(cursor, connection, dismissed),
                        CrmStatus.ParkedPage::items,
                        CrmStatus.ParkedPage::next);
    }

    @GetMapping("/operations/parked/{id}")
    String one(@PathVariable String id, Model model) {
        CrmStatus.Raw raw = crm.parked(id);
        return show(raw, Form.filled(Map.of("body", raw.shown())), model);
    }

    @PostMapping("/operations/parked/{id}/retry")
    String retry(@PathVariable String id, Model model, HttpServletResponse response) {
        Form form = Form.filled(Map.of("body", crm.parked(id).shown()));
        return act("retry", id, form, null, model, response);
    }

    @PostMapping("/operations/parked/{id}/repair")
    String repair(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        Form form = Form.of(typed);
        return act("repair", id, form, TypedJson.read(form, "body", words), model, response);
    }

    @PostMapping("/operations/parked/{id}/dismiss")
    String dismiss(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        Form form = Form.of(typed);
        if (form.value("reason").isEmpty()) {
            form.wrong("reason", words.message("operations.dismiss.reason"));
        }
        return act("dismiss", id, form, null, model, response);
    }

    private String act(
            String act,
            String id,
            Form form,
            @Nullable JsonNode instead,
            Model model,
            HttpServletResponse response) {
        if (!form.isWrong()) {
            Map<String, Object> body = new LinkedHashMap<>();
            Form.put(body, "reason", form.value("reason"));
            if (instead != null) {
                body.put("body", instead);
            }
            switch (commands.post("/api/v1/crm/parked/{id}/" + act, body, id)) {
                case CommandServiceClient.Accepted accepted -> {
                    String outcome = accepted.body().path("outcome").stringValue("");
                    if (!outcome.equals("parked")) {
                        return Redirects.shown("/operations/parked", accepted, "parked-" + outcome);
                    }
                    form.wrong(
                            act.equals("repair") ? "body" : "retry",
                            accepted.body().path("reason").stringValue(""));
                }
                case CommandServiceClient.Refused refused -> {
                    if (refused.status() == HttpStatus.NOT_FOUND.value()) {
                        return Redirects.to("/operations/parked?done=parked-gone");
                    }
                    form.refused(refused);
                }
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(crm.parked(id), form, model);
    }

    private static String show(CrmStatus.Raw raw, Form form, Model model) {
        model.addAttribute("raw", raw);
        model.addAttribute("form", form);
        return "parked-one";
    }
}
