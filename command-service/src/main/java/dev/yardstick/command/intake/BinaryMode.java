package dev.yardstick.command.intake;

import dev.yardstick.command.StrictJson;
import dev.yardstick.command.web.Bodies;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** CloudEvents' binary mode for HTTP, turned into structured mode. */
final class BinaryMode {

    private static final String PREFIX = "ce-";

    private BinaryMode() {}

    static JsonNode structured(HttpServletRequest request) throws IOException {
        ObjectNode event = StrictJson.MAPPER.createObjectNode();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.startsWith(PREFIX)) {
                        event.put(
                                lower.substring(PREFIX.length()), decoded(request.getHeader(name)));
                    }
                });
        byte[] body = Bodies.bytes(request);
        if (body.length > 0) {
            event.set("data", StrictJson.read(body));
        }
        return event;
    }

    /** Header values are percent-encoded, as the HTTP binding says; a plus sign is a plus sign. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
