package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.api.OperationsController;
import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.view.Feed;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How everything is doing, what needs a hand first. */
@Controller
record OperationsPageController(OperationsView operating, OperatorTasks needs) {

    @GetMapping("/operations")
    String operations(Model model) {
        OperationsView.Moment now = operating.now();
        model.addAttribute("now", now);
        model.addAttribute("needs", needs.of(now));
        return "operations";
    }

    @GetMapping(path = "/operations", params = "format=csv")
    ResponseEntity<byte[]> asCsv(@RequestParam(defaultValue = "feeds") String table) {
        return switch (table) {
            case "feeds" -> Csv.of(Feed.class).download(table, operating.feeds());
            case "projections" -> {
                OperationsView.Moment now = operating.now();
                yield Csv.of(OperationsController.Partition.class)
                        .column("lag", now::lag)
                        .download(table, now.projections().items());
            }
            case "records" ->
                    new Csv<Parked.Entry>()
                            .column("topic", Parked.Entry::topic)
                            .column("partition", Parked.Entry::partition)
                            .column("offset", Parked.Entry::offset)
                            .column("stream", Parked.Entry::stream)
                            .column("reason", Parked.Entry::reason)
                            .column("parkedAt", Parked.Entry::parkedAt)
                            .download("parked-records", operating.now().stuck());
            case "rebuilds" ->
                    new Csv<Rebuild>()
                            .column("id", Rebuild::id)
                            .column("from", Rebuild::source)
                            .column("state", Rebuild::state)
                            .column("startedAt", Rebuild::startedAt)
                            .column("endedAt", Rebuild::endedAt)
                            .column("events", Rebuild::events)
                            .column("equal", Rebuild::equal)
                            .download(table, operating.now().rebuilds());
            default -> throw new NotFoundException(Reason.NO_TABLE.of(table));
        };
    }
}
