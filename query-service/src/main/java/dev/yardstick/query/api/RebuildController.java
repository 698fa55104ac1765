package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.rebuild.Rebuilds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Folds the read model anew beside the one that answers. */
@RestController
public record RebuildController(Rebuilds rebuilds) {

    private static final int MAX = 100;

    /** Rebuilds, newest first. */
    public record RebuildList(List<Rebuild> items, @Nullable String next) {}

    /**
     * Begins a rebuild: from {@code kafka}, unless {@code {"from": "log"}} says that Kafka lost
     * events. Timelines are answered all the time; 409 while one is running.
     */
    @PostMapping("/api/v1/projections/rebuilds")
    public ResponseEntity<Rebuild> begin(@RequestBody(required = false) @Nullable JsonNode order) {
        Rebuild begun =
                rebuilds.begin(fromLog(order))
                        .orElseThrow(() -> new RefusedException(Reason.REBUILD_RUNNING));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(begun);
    }

    private static boolean fromLog(@Nullable JsonNode order) {
        if (order == null) {
            return false;
        }
        if (!order.isObject()) {
            throw new InvalidException("", Reason.REBUILD_ORDER);
        }
        for (String name : order.propertyNames()) {
            if (!name.equals("from")) {
                throw new InvalidException(name, Reason.REBUILD_UNKNOWN);
            }
        }
        return switch (order.path("from").asString("kafka")) {
            case "kafka" -> false;
            case "log" -> true;
            default -> throw new InvalidException("from", Reason.REBUILD_FROM);
        };
    }

    /** The latest 100 rebuilds. */
    @GetMapping("/api/v1/projections/rebuilds")
    public RebuildList list() {
        return new RebuildList(rebuilds.list(MAX), null);
    }

    /** A rebuild: how far it has come, and once it has ended, what old and rebuilt tables held. */
    @GetMapping("/api/v1/projections/rebuilds/{id}")
    public Rebuild find(@PathVariable long id) {
        return rebuilds.find(id).orElseThrow(() -> new NotFoundException(Reason.NO_REBUILD.of(id)));
    }

    /** Cancels a rebuild; what answers stays as it is. 409 when it has ended. */
    @DeleteMapping("/api/v1/projections/rebuilds/{id}")
    public ResponseEntity<Rebuild> cancel(@PathVariable long id) {
        Rebuild found = find(id);
        if (!rebuilds.cancel(id)) {
            throw new RefusedException(Reason.REBUILD_ENDED.of(found.state()));
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(found);
    }
}
