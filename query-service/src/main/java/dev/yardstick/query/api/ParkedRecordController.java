package dev.yardstick.query.api;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.consuming.Parked;
import dev.yardstick.query.consuming.Retrial;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What the projection could not apply: an operator looks at it, tries again or dismisses it. */
@RestController
public record ParkedRecordController(Parked parked, Retrial retrial) {

    private static final int MAX_REASON = 1_000;

    /** A record that waits, with what came as text. */
    public record View(Parked.Entry entry, String body) {}

    /** One record that waits. */
    @GetMapping("/api/v1/parked/{topic}/{partition}/{offset}")
    public View one(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        Parked.Raw raw = known(topic, partition, offset);
        return new View(raw.entry(), new String(raw.body(), StandardCharsets.UTF_8));
    }

    /** Tries all that is parked of the record's stream again, in order; what counts now is gone. */
    @PostMapping("/api/v1/parked/{topic}/{partition}/{offset}/retry")
    public Retrial.Retried retry(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return retrial.retry(known(topic, partition, offset).entry());
    }

    /**
     * {@code {reason}}: somebody leaves it at that. The record, and those of its stream behind it,
     * stay unapplied and are listed no more unless asked for.
     */
    @PostMapping("/api/v1/parked/{topic}/{partition}/{offset}/dismiss")
    public View dismiss(
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset,
            @RequestBody(required = false) @Nullable JsonNode body) {
        String reason = body == null ? "" : body.path("reason").stringValue("").strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw new InvalidException("reason", Reason.WHY.of(MAX_REASON));
        }
        Parked.Entry entry = known(topic, partition, offset).entry();
        parked.dismiss(entry, Caller.current().actor(), reason);
        return one(topic, partition, offset);
    }

    private Parked.Raw known(String topic, int partition, long offset) {
        return parked.find(topic, partition, offset)
                .orElseThrow(() ->
                        new NotFoundException(
                                Reason.NOTHING_PARKED_AT.of(topic, partition, offset)));
    }
}
