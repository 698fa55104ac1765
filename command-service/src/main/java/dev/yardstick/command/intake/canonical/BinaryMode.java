package dev.yardstick.command.intake.canonical;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.StrictJson.UnreadableException;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.events.refusal.RefusedValueException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudEvents' binary mode, over HTTP and over Kafka, turned into structured mode. Attributes are
 * read strictly: what two senders mean differently must not become one record here.
 */
final class BinaryMode {

    private static final String HTTP_PREFIX = "ce-";
    private static final String KAFKA_PREFIX = "ce_";
    private static final String CONTENT = "datacontenttype";

    /** These are the body and its type, and no headers. */
    private static final Set<String> NO_HEADERS = Set.of("data", "data_base64", CONTENT);

    private final ObjectNode event = StrictJson.MAPPER.createObjectNode();
    private final List<Fault> faults = new ArrayList<>();

    private BinaryMode() {}

    /**
     * An event in an HTTP request.
     *
     * @throws InvalidException with every attribute that is written wrongly
     */
    static JsonNode of(HttpServletRequest request) throws IOException {
        BinaryMode mode = new BinaryMode();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(HTTP_PREFIX)) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    mode.read(
                            lower.substring(HTTP_PREFIX.length()), () -> HeaderValues.http(value));
                }
            }
        }
        String content = request.getContentType();
        if (content != null) {
            mode.event.put(CONTENT, content);
        }
        return mode.with(Bodies.bytes(request));
    }

    /**
     * An event in a record of Kafka.
     *
     * @throws InvalidException with every attribute that is written wrongly
     */
    static JsonNode of(Headers headers, byte[] value) {
        BinaryMode mode = new BinaryMode();
        for (Header header : headers) {
            String name = header.key().toLowerCase(Locale.ROOT);
            byte @Nullable [] given = header.value();
            if (name.startsWith(KAFKA_PREFIX)) {
                mode.read(name.substring(KAFKA_PREFIX.length()), () -> HeaderValues.kafka(given));
            }
        }
        return mode.with(value);
    }

    /** What can be read of a record that is no event, for somebody to repair. */
    static byte[] asFarAsReadable(Headers headers, byte[] value) {
        ObjectNode event = StrictJson.MAPPER.createObjectNode();
        for (Header header : headers) {
            String name = header.key().toLowerCase(Locale.ROOT);
            if (name.startsWith(KAFKA_PREFIX)) {
                event.put(
                        name.substring(KAFKA_PREFIX.length()),
                        header.value() == null
                                ? null
                                : new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (event.isEmpty()) {
            return value;
        }
        try {
            event.set("data", StrictJson.read(value));
        } catch (UnreadableException e) {
            event.put("data", new String(value, StandardCharsets.UTF_8));
        }
        return StrictJson.write(event);
    }

    /** What is wrong with a value is an exception that says what would be right. */
    private void read(String attribute, Supplier<String> value) {
        if (NO_HEADERS.contains(attribute)) {
            fault(attribute, Reason.NOT_AS_HEADER);
        } else if (event.has(attribute)) {
            fault(attribute, Reason.GIVEN_ONCE);
        } else {
            try {
                event.put(attribute, value.get());
            } catch (RefusedValueException e) {
                fault(attribute, e.refusal());
            }
        }
    }

    private void fault(String attribute, Refusal refusal) {
        faults.add(new Fault(attribute, refusal));
    }

    private JsonNode with(byte[] data) {
        if (!faults.isEmpty()) {
            throw new InvalidException(faults);
        }
        if (data.length > 0) {
            event.set("data", StrictJson.read(data));
        }
        return event;
    }
}
