package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;

import dev.yardstick.query.consuming.Retrial;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.query.api.ParkedRecordController;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Map;

/** A record that the projection could not apply. */
@Controller
record RecordPageController(ParkedRecordController records, Wording words) {

    private static final String PATH = "/operations/records/{topic}/{partition}/{offset}";

    @GetMapping(PATH)
    String record(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            Model model) {
        return show(view(topic, partition, offset), Form.filled(Map.of()), model);
    }

    @PostMapping(PATH + "/retry")
    String retry(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response)
            throws InterruptedException {
        ParkedRecordController.View view = view(topic, partition, offset);
        Retrial.Retried retried =
                records.retry(topic, view.entry().partition(), view.entry().offset());
        if (retried.parked() == 0) {
            return Redirects.to("/operations?done=record-applied");
        }
        if (retried.applied() > 0) {
            return Redirects.to("/operations?done=record-applied-in-part");
        }
        Form form = Form.of(typed).wrong("retry", String.valueOf(retried.reason()));
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(view(topic, partition, offset), form, model);
    }

    @PostMapping(PATH + "/dismiss")
    String dismiss(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        ParkedRecordController.View view = view(topic, partition, offset);
        Form form = Form.of(typed);
        if (!form.value("reason").isEmpty()) {
            records.dismiss(
                    topic,
                    view.entry().partition(),
                    view.entry().offset(),
                    JsonNodeFactory.instance.objectNode().put("reason", form.value("reason")));
            return Redirects.to("/operations?done=record-dismissed");
        }
        form.wrong("reason", words.message("operations.dismiss.reason"));
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(view, form, model);
    }

    private ParkedRecordController.View view(String topic, String partition, String offset) {
        if (!partition.matches("[0-9]{1,9}") || !offset.matches("[0-9]{1,18}")) {
            throw new NotFoundException(Reason.NO_RECORD.of(partition, offset));
        }
        return records.one(topic, Integer.parseInt(partition), Long.parseLong(offset));
    }

    private static String show(ParkedRecordController.View view, Form form, Model model) {
        model.addAttribute("record", view);
        model.addAttribute("form", form);
        return "record";
    }
}
