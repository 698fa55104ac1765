package dev.yardstick.runtime;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that is to be made.
 *
 * @param body null: it is a GET, else a POST
 */
public record OutgoingCall(URI to, Map<String, String> headers, byte @Nullable [] body) {

    /** A GET. */
    public static OutgoingCall get(URI to) {
        return new OutgoingCall(to, Map.of(), null);
    }

    /** A POST. */
    public static OutgoingCall post(URI to, String contentType, byte[] body) {
        return new OutgoingCall(to, Map.of("Content-Type", contentType), body);
    }

    /** The same with another header. */
    public OutgoingCall header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OutgoingCall(to, more, body);
    }
}
