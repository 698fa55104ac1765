package dev.yardstick.query.pages.operations;

import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Refused;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.operations.CrmStatus.Which;
import dev.yardstick.query.wording.Wording;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** What intake could not take: why, what came, and what is to be done about it. */
@Controller
record ParkedPageController(CrmStatus crm, CommandServiceClient commands, Wording words) {

    /** So many calls, a hundred acts each, are made for one form. */
    private static final int MOST_CALLS = 20;

    @GetMapping("/operations/parked")
    String parked(Which which, boolean dismissed, @Nullable String cursor, Form form, Model model) {
        return list(which, dismissed, cursor, form, model);
    }

    @GetMapping(path = "/operations/parked", params = "format=csv")
    ResponseEntity<byte[]> asCsv(Which which, boolean dismissed) {
        return Csv.of(CrmStatus.Parked.class)
                .download(
                        "parked",
                        Csv.ALL,
                        cursor -> crm.parked(cursor, which, dismissed),
                        CrmStatus.ParkedPage::items,
                        CrmStatus.ParkedPage::next);
    }

    @PostMapping("/operations/parked/all/retry")
    String retryAll(Which which, Form form, Model model) {
        return decide("retry", which, form, model);
    }

    @PostMapping("/operations/parked/all/dismiss")
    String dismissAll(Which which, Form form, Model model) {
        return decide("dismiss", which, form, model);
    }

    /** About all that fits, page by page. */
    private String decide(String act, Which which, Form form, Model model) {
        if (form.value("reason").isEmpty()) {
            form.wrong("reason", words.message("operations.all.reason"));
        }
        Map<String, Object> body =
                form.body("connection", "type", "waitingFor", "before", "reason");
        for (int calls = 0; calls < MOST_CALLS && !form.isWrong(); calls++) {
            Accepted accepted = form.taken(commands.post("/api/v1/crm/parked/" + act, body));
            if (accepted != null) {
                String next = accepted.body().path("next").stringValue("");
                if (next.isEmpty()) {
                    return Redirects.to("/operations/parked?done=parked-all-" + act);
                }
                body.put("after", next);
            }
        }
        return form.isWrong()
                ? list(which, false, null, form, model)
                : Redirects.to("/operations/parked?done=parked-all-part");
    }

    private String list(
            Which which, boolean dismissed, @Nullable String cursor, Form form, Model model) {
        form.putIfEmpty("connection", which.connection())
                .putIfEmpty("type", which.type())
                .putIfEmpty("waitingFor", which.waitingFor())
                .putIfEmpty("before", which.before());
        model.addAttribute("list", crm.parked(cursor, which, dismissed));
        model.addAttribute("dismissed", dismissed);
        return "parked";
    }

    @GetMapping("/operations/parked/{id}")
    String one(@PathVariable String id, Form form, Model model) {
        return show(crm.parked(id), form, model);
    }

    @PostMapping("/operations/parked/{id}/retry")
    String retry(@PathVariable String id, Form form, Model model) {
        return act("retry", id, form, Map.of(), model);
    }

    @PostMapping("/operations/parked/{id}/repair")
    String repair(@PathVariable String id, Form form, Model model) {
        JsonNode instead = TypedJson.read(form, "body", words);
        Map<String, Object> body = form.body("reason");
        body.put("body", instead);
        return act("repair", id, form, body, model);
    }

    @PostMapping("/operations/parked/{id}/dismiss")
    String dismiss(@PathVariable String id, Form form, Model model) {
        if (form.value("reason").isEmpty()) {
            form.wrong("reason", words.message("operations.dismiss.reason"));
        }
        return act("dismiss", id, form, form.body("reason"), model);
    }

    private String act(String act, String id, Form form, Map<String, Object> body, Model model) {
        if (!form.isWrong()) {
            Sent sent = commands.post("/api/v1/crm/parked/{id}/" + act, body, id);
            if (sent instanceof Refused refused
                    && refused.status() == HttpStatus.NOT_FOUND.value()) {
                return Redirects.to("/operations/parked?done=parked-gone");
            }
            Accepted accepted = form.taken(sent);
            if (accepted != null) {
                String outcome = accepted.body().path("outcome").stringValue("");
                if (!outcome.equals("parked")) {
                    return Redirects.shown("/operations/parked", accepted, "parked-" + outcome);
                }
                form.wrong(
                        act.equals("repair") ? "body" : "retry",
                        accepted.body().path("reason").stringValue(""));
            }
        }
        return show(crm.parked(id), form, model);
    }

    private static String show(CrmStatus.Raw raw, Form form, Model model) {
        form.putIfEmpty("body", raw.shown());
        model.addAttribute("raw", raw);
        return "parked-one";
    }
}
