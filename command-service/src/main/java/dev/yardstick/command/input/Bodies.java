package dev.yardstick.command.input;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of requests, whose size is bounded before they come here. */
public final class Bodies {

    /** The largest answer of a CRM, in bytes. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private Bodies() {}

    /** The body's bytes. */
    public static byte[] bytes(HttpServletRequest request) throws IOException {
        MediaTypes.requireUtf8(request.getContentType());
        return request.getInputStream().readAllBytes();
    }

    /**
     * The body as JSON.
     *
     * @throws InvalidException when it holds what no database text can
     */
    public static JsonNode json(HttpServletRequest request) throws IOException {
        JsonNode body = anyJson(request);
        Optional<String> unstorable = Characters.findUnstorable(body);
        if (unstorable.isPresent()) {
            throw new InvalidException(unstorable.get(), Reason.UNSTORABLE);
        }
        return body;
    }

    /** The body as JSON, which holds what a CRM told: what is wrong with that is told by item. */
    public static JsonNode anyJson(HttpServletRequest request) throws IOException {
        return StrictJson.read(bytes(request));
    }

    public static Fields fields(HttpServletRequest request) throws IOException {
        return Fields.of(json(request));
    }

    /** An id out of a path, held to the same rules as one in a body. */
    public static String id(String name, String value) {
        String id = Characters.strip(value);
        Refusal wrong = Fields.wrongText(id, Fields.MAX_TEXT, false);
        if (wrong != null) {
            throw new InvalidException(name, wrong);
        }
        return id;
    }
}
