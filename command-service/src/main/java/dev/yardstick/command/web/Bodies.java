package dev.yardstick.command.web;

import dev.yardstick.command.Fields;
import dev.yardstick.command.InvalidException;
import dev.yardstick.command.StrictJson;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.JsonNode;

import java.io.IOException;

/** Reads the bodies of requests, up to a limit. */
public final class Bodies {

    /** The largest body, in bytes. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private Bodies() {}

    /** The body's bytes, at most {@value #MAX_BYTES}. */
    public static byte[] bytes(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new TooLargeException("the body must have at most " + MAX_BYTES + " bytes");
        }
        return body;
    }

    /** The body as JSON. */
    public static JsonNode json(HttpServletRequest request) throws IOException {
        return StrictJson.read(bytes(request));
    }

    static Fields fields(HttpServletRequest request) throws IOException {
        return Fields.of(json(request));
    }

    /** An id out of a path, held to the same rules as one in a body. */
    static String id(String name, String value) {
        String wrong = Fields.wrongText(value, Fields.MAX_TEXT, false);
        if (wrong != null) {
            throw new InvalidException(name, wrong);
        }
        return value;
    }
}
