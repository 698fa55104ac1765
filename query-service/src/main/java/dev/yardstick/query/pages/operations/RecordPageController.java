package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.api.ParkedRecordController;
import dev.yardstick.query.consuming.Retrial;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.wording.Wording;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import tools.jackson.databind.node.JsonNodeFactory;

/** A record that the projection could not apply. */
@Controller
record RecordPageController(ParkedRecordController records, Wording words) {

    private static final String PATH = "/operations/records/{topic}/{partition}/{offset}";

    @GetMapping(PATH)
    String record(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            Form form,
            Model model) {
        model.addAttribute("record", view(topic, partition, offset));
        return "record";
    }

    @PostMapping(PATH + "/retry")
    String retry(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            Form form,
            Model model)
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
        form.wrong("retry", String.valueOf(retried.reason()));
        return record(topic, partition, offset, form, model);
    }

    @PostMapping(PATH + "/dismiss")
    String dismiss(
            @PathVariable String topic,
            @PathVariable String partition,
            @PathVariable String offset,
            Form form,
            Model model) {
        ParkedRecordController.View view = view(topic, partition, offset);
        if (form.value("reason").isEmpty()) {
            form.wrong("reason", words.message("operations.dismiss.reason"));
            return record(topic, partition, offset, form, model);
        }
        records.dismiss(
                topic,
                view.entry().partition(),
                view.entry().offset(),
                JsonNodeFactory.instance.objectNode().put("reason", form.value("reason")));
        return Redirects.to("/operations?done=record-dismissed");
    }

    private ParkedRecordController.View view(String topic, String partition, String offset) {
        if (!partition.matches("[0-9]{1,9}") || !offset.matches("[0-9]{1,18}")) {
            throw new NotFoundException(Reason.NO_RECORD.of(partition, offset));
        }
        return records.one(topic, Integer.parseInt(partition), Long.parseLong(offset));
    }
}
