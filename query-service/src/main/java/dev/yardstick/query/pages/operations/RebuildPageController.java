package dev.yardstick.query.pages.operations;

import dev.yardstick.query.api.RebuildController;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.rebuild.Rebuilds;
import dev.yardstick.query.wording.Wording;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Begins a rebuild of the read model, shows how far it has come, and what came of it. */
@Controller
record RebuildPageController(RebuildController rebuilds, Rebuilds orders, Wording words) {

    @GetMapping("/operations/rebuilds/new")
    String ask(Form form) {
        form.put("from", "kafka");
        return "rebuild-new";
    }

    @PostMapping("/operations/rebuilds/new")
    String begin(Form form) {
        String from = form.value("from");
        if (!from.equals("kafka") && !from.equals("log")) {
            form.wrong("from-kafka", words.message("operations.rebuild.from.missing"));
        }
        if (!form.is("sure")) {
            form.wrong("sure", words.message("operations.rebuild.sure.missing"));
        }
        if (!form.isWrong()) {
            Optional<Rebuild> begun = orders.begin(from.equals("log"));
            if (begun.isPresent()) {
                return Redirects.to(
                        "/operations/rebuilds/{id}?done=rebuild-begun", begun.get().id());
            }
            form.wrong("from-kafka", words.message("operations.rebuild.running"));
        }
        return "rebuild-new";
    }

    @GetMapping("/operations/rebuilds/{id}")
    String rebuild(@PathVariable String id, Model model) {
        model.addAttribute("rebuild", rebuilds.find(number(id)));
        return "rebuild";
    }

    private static long number(String id) {
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    @GetMapping(path = "/operations/rebuilds/{id}", params = "format=csv")
    ResponseEntity<byte[]> asCsv(@PathVariable String id) {
        return new Csv<Rebuild.Compared>()
                .column("table", Rebuild.Compared::table)
                .column("oldRows", table -> table.old().rows())
                .column("oldChecksum", table -> table.old().checksum())
                .column("rebuiltRows", table -> table.rebuilt().rows())
                .column("rebuiltChecksum", table -> table.rebuilt().checksum())
                .column("same", Rebuild.Compared::same)
                .download("rebuild-" + number(id), rebuilds.find(number(id)).tables());
    }

    @PostMapping("/operations/rebuilds/{id}/cancellation")
    String cancel(@PathVariable String id) {
        Rebuild found = rebuilds.find(number(id));
        return Redirects.to(
                "/operations/rebuilds/{id}?done={done}",
                found.id(),
                orders.cancel(found.id()) ? "rebuild-cancelled" : "rebuild-ended");
    }
}
