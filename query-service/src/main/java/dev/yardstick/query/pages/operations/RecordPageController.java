package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.api.ParkedRecordController;
import dev.yardstick.query.api.ParkedRecordController.View;
import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.consuming.Retrial;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record that the projection could not apply. */
@Controller
record RecordPageController(ParkedRecordController records, Wording words) {

    private static final String PATH = "/operations/records/{topic}/{partition}/{offset}";

    /** The record that the address names. */
    @ModelAttribute(name = "record", binding = false)
    View named(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset) {
        if (!partition.matches("[0-9]{1,9}") || !offset.matches("[0-9]{1,18}")) {
            throw new NotFoundException(Reason.NO_RECORD.of(partition, offset));
        }
        return records.one(topic, Integer.parseInt(partition), Long.parseLong(offset));
    }

    @GetMapping(PATH)
    String show() {
        return "record";
    }

    @PostMapping(PATH + "/retry")
    String retry(@ModelAttribute("record") View view, Form form) {
        Parked.Entry record = view.entry();
        Retrial.Retried retried =
                records.retry(record.topic(), record.partition(), record.offset());
        if (retried.parked() == 0) {
            return Redirects.to("/operations?done=record-applied");
        }
        if (retried.applied() > 0) {
            return Redirects.to("/operations?done=record-applied-in-part");
        }
        form.wrong("retry", String.valueOf(retried.reason()));
        return show();
    }

    @PostMapping(PATH + "/dismiss")
    String dismiss(@ModelAttribute("record") View view, Form form) {
        if (form.value("reason").isEmpty()) {
            form.wrong("reason", words.message("operations.dismiss.reason"));
            return show();
        }
        Parked.Entry record = view.entry();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", form.value("reason"));
        records.dismiss(record.topic(), record.partition(), record.offset(), body);
        return Redirects.to("/operations?done=record-dismissed");
    }
}
