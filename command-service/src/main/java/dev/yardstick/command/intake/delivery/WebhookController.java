package dev.yardstick.command.intake.delivery;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.connection.FeedCounts;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.UnverifiedException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Taken.Result;
import dev.yardstick.command.intake.parking.Parking;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes what connected CRMs post. Nothing is parsed before the CRM's own signature holds over the
 * raw body; from then on nothing is refused: what cannot be taken is parked.
 */
@RestController
record WebhookController(
        Connections connections,
        Deliveries deliveries,
        FeedCounts feeds,
        LogReader log,
        Clock clock) {

    /**
     * What became of the notices of a delivery.
     *
     * @param ignored count nowhere
     * @param fetching name a record that is fetched now
     */
    record Answer(
            long accepted,
            long duplicates,
            long parked,
            long ignored,
            long fetching,
            long position) {}

    /** A delivery to a connection. */
    @PostMapping({"/api/v1/crm/webhooks/{connection}", "/api/v1/crm/webhooks/{connection}/{topic}"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer deliver(
            @PathVariable String connection,
            @PathVariable(required = false) @Nullable String topic,
            HttpServletRequest request)
            throws IOException {
        Connection known =
                connections
                        .find(connection)
                        .filter(c -> topic == null || c.dialect().hasTopics())
                        .orElseThrow(() -> new NotFoundException(Reason.NO_CONNECTION_HERE));
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        Refusal wrong = MediaTypes.wrongJson(type);
        if (wrong != null) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "a delivery " + wrong.english());
        }
        Secrets secrets = connections.secrets(known);
        verify(known, secrets, delivery(known, topic, request, new byte[0]), false);
        WebhookRequest read =
                delivery(known, topic, request, request.getInputStream().readAllBytes());
        verify(known, secrets, read, true);
        return take(known, read);
    }

    /** Before its body is read, a delivery is refused for what is wrong whatever that is. */
    private void verify(
            Connection connection, Secrets secrets, WebhookRequest delivery, boolean isRead) {
        try {
            connection.dialect().verify(delivery, secrets, clock.instant());
        } catch (UnverifiedException e) {
            if (isRead || !e.dependsOnBody()) {
                feeds.countUnverified(connection.source());
                throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, e.getMessage());
            }
        }
    }

    private static WebhookRequest delivery(
            Connection connection,
            @Nullable String topic,
            HttpServletRequest request,
            byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name ->
                        headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        String base = connection.definition().url();
        String query = request.getQueryString();
        String address =
                base == null ? request.getRequestURL().toString() : base + request.getRequestURI();
        return new WebhookRequest(
                request.getMethod(),
                query == null ? address : address + "?" + query,
                topic,
                headers,
                Caller.current().isBoundTo(connection.source()),
                body);
    }

    private Answer take(Connection connection, WebhookRequest delivery) {
        Instant now = clock.instant();
        String topic = delivery.topic() == null ? "" : delivery.topic();
        List<ChangeNotice> notices;
        try {
            notices = connection.dialect().notices(delivery, StrictJson.read(delivery.body()), now);
        } catch (UnreadableException | InvalidException | UnclearException e) {
            deliveries.parkUnreadable(
                    connection, topic, delivery.body(), String.valueOf(e.getMessage()));
            return new Answer(0, 0, 1, 0, 0, log.head());
        }
        List<Taken> taken = deliveries.take(connection, notices, Parking.Form.NOTICE);
        long position = taken.stream().mapToLong(Taken::position).max().orElse(0);
        return new Answer(
                count(taken, Result.ACCEPTED),
                count(taken, Result.DUPLICATE),
                count(taken, Result.PARKED),
                count(taken, Result.IGNORED),
                count(taken, Result.FETCHING),
                position == 0 ? log.head() : position);
    }

    private static long count(List<Taken> taken, Result result) {
        return taken.stream().filter(t -> t.result() == result).count();
    }
}
