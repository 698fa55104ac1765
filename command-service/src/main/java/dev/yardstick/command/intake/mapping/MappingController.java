package dev.yardstick.command.intake.mapping;

import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.dialect.Listing.Owner;
import dev.yardstick.command.intake.dialect.Unmapped;
import dev.yardstick.command.intake.mapping.Asking.UnansweredException;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which words a connection's mapping has to say something about. */
@RestController
record MappingController(Connections connections, Parking parking, Asking asking) {

    private static final String PATH = "/api/v1/crm/connections/{connection}";

    /** Who owns records at the CRM; all of them are on the page. */
    record Owners(List<Owner> items, @Nullable String next) {}

    /** Asks the CRM who owns records there; nothing is kept of the answer. */
    @PostMapping(PATH + "/owners")
    Owners owners(@PathVariable String connection) throws InterruptedException {
        Connection known = connections.require(connection);
        if (known.dialect().sampled().isEmpty()) {
            throw new RefusedException(Reason.NO_OWNERS_LISTED.of(known.dialect().kind()));
        }
        try {
            return new Owners(
                    asking.of(known)
                            .list(token -> known.dialect().owners(known.definition(), token)),
                    null);
        } catch (UnansweredException e) {
            throw new RefusedException(Reason.OWNERS_UNANSWERED.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * A word of the CRM's that the mapping does not have.
     *
     * @param in {@code owners}, {@code activities}, {@code stages} or {@code values.FIELD}
     * @param count how much waits for it
     */
    record Missing(String in, String word, long count) {}

    /** The words that what is parked waits for, those for which most waits first. */
    record Lacking(List<Missing> items, @Nullable String next) {}

    /** The words that what came by a connection has, and the mapping does not. */
    @GetMapping(PATH + "/unmapped")
    Lacking unmapped(@PathVariable String connection) {
        Map<Unmapped, Long> counts =
                new TreeMap<>(Comparator.comparing(Unmapped::in).thenComparing(Unmapped::word));
        parking.reasons(connections.require(connection).name())
                .forEach((reason, count) -> {
                    Unmapped word = Unmapped.of(reason);
                    if (word != null) {
                        counts.merge(word, count, Long::sum);
                    }
                });
        return new Lacking(
                counts.entrySet().stream()
                        .map(e -> new Missing(e.getKey().in(), e.getKey().word(), e.getValue()))
                        .sorted(Comparator.comparing(Missing::count).reversed())
                        .toList(),
                null);
    }
}
