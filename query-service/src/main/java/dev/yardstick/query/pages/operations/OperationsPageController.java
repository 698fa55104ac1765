package dev.yardstick.query.pages.operations;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.query.pages.kit.Csv;

import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.view.Feed;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.query.api.OperationsController.Partition;

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
            case "feeds" -> feeds();
            case "projections" -> projections();
            case "records" -> records();
            case "rebuilds" -> rebuilds();
            default -> throw new NotFoundException(Reason.NO_TABLE.of(table));
        };
    }

    private ResponseEntity<byte[]> feeds() {
        Csv csv = Csv.of("source", "lastEventOn", "longestGap", "patience", "quietFor", "silent");
        for (Feed feed : operating.feeds()) {
            csv.row(
                    feed.source(),
                    feed.lastEventOn(),
                    feed.longestGap(),
                    feed.patience(),
                    feed.quietFor(),
                    feed.silent());
        }
        return csv.download("feeds");
    }

    private ResponseEntity<byte[]> projections() {
        Csv csv = Csv.of("topic", "partition", "nextOffset", "position", "watermark", "lag");
        OperationsView.Moment now = operating.now();
        for (Partition one : now.projections().items()) {
            csv.row(
                    one.topic(),
                    one.partition(),
                    one.nextOffset(),
                    one.position(),
                    one.watermark(),
                    now.lag(one));
        }
        return csv.download("projections");
    }

    private ResponseEntity<byte[]> records() {
        Csv csv = Csv.of("topic", "partition", "offset", "stream", "reason", "parkedAt");
        for (Parked.Entry one : operating.now().stuck()) {
            csv.row(
                    one.topic(),
                    one.partition(),
                    one.offset(),
                    one.stream(),
                    one.reason(),
                    one.parkedAt());
        }
        return csv.download("parked-records");
    }

    private ResponseEntity<byte[]> rebuilds() {
        Csv csv = Csv.of("id", "from", "state", "startedAt", "endedAt", "events", "equal");
        for (Rebuild one : operating.now().rebuilds()) {
            csv.row(
                    one.id(),
                    one.source(),
                    one.state(),
                    one.startedAt(),
                    one.endedAt(),
                    one.events(),
                    one.equal());
        }
        return csv.download("rebuilds");
    }
}
