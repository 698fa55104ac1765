package dev.yardstick.events.codec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event as the log holds it, as Kafka carries it and as an auditor gets it: a line of JSON.
 *
 * @param position the place in the log: 1, 2, 3 … without holes
 * @param recordedAt never decreases with position
 * @param sequence the place in the stream, from 0
 * @param data the event's JSON, byte for byte as it was written
 */
public record LogLine(
        long position,
        Instant recordedAt,
        String stream,
        long sequence,
        String type,
        int revision,
        UUID id,
        byte[] data,
        Metadata metadata) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ObjectReader METADATA =
            JSON.readerFor(Metadata.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The line without a newline, UTF-8; {@code data} stands in it unchanged. */
    public byte[] toJson() {
        String before =
                "{\"position\":"
                        + position
                        + ",\"recordedAt\":\""
                        + recordedAt
                        + "\",\"stream\":"
                        + quoted(stream)
                        + ",\"sequence\":"
                        + sequence
                        + ",\"type\":"
                        + quoted(type)
                        + ",\"revision\":"
                        + revision
                        + ",\"id\":\""
                        + id
                        + "\",\"data\":";
        byte[] start = before.getBytes(StandardCharsets.UTF_8);
        byte[] end = (",\"metadata\":" + json(metadata) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(start, start.length + data.length + end.length);
        System.arraycopy(data, 0, line, start.length, data.length);
        System.arraycopy(end, 0, line, start.length + data.length, end.length);
        return line;
    }

    private static String json(Metadata metadata) {
        return "{\"actor\":"
                + quoted(metadata.actor())
                + ",\"source\":"
                + quoted(metadata.source())
                + ",\"causation\":"
                + quoted(metadata.causation())
                + ",\"correlation\":"
                + quoted(metadata.correlation())
                + "}";
    }

    /** As JSON; nearly all that is in a line has nothing to escape. */
    private static String quoted(@Nullable String text) {
        if (text == null) {
            return "null"; // in the metadata of a line from elsewhere
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return new String(JSON.writeValueAsBytes(text), StandardCharsets.UTF_8);
            }
        }
        return '"' + text + '"';
    }

    /** Whether the event names a rep: as its subject, or as one who shares its credit. */
    public boolean names(String rep) {
        JsonNode tree = JSON.readTree(data);
        JsonNode report = tree.path("report");
        boolean credited = false;
        for (JsonNode credit : report.path("credits")) {
            credited |= rep.equals(credit.path("rep").stringValue(null));
        }
        return credited
                || rep.equals(tree.path("rep").stringValue(null))
                || rep.equals(report.path("rep").stringValue(null));
    }

    /**
     * Reads a line, in one pass.
     *
     * @throws UnreadableEventException when it is no such line
     */
    public static LogLine parse(byte[] line) {
        try (JsonParser in = JSON.createParser(line)) {
            return read(in, line);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException("no log line: " + e.getMessage(), e);
        }
    }

    private static LogLine read(JsonParser in, byte[] line) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        byte[] data = null;
        Metadata metadata = null;
        require(in, in.nextToken(), JsonToken.START_OBJECT);
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            switch (name) {
                case "data" -> {
                    require(in, token, JsonToken.START_OBJECT);
                    data = object(in, line);
                }
                case "metadata" -> metadata = METADATA.readValue(in);
                default -> {
                    if (token == JsonToken.VALUE_STRING) {
                        texts.put(name, in.getString());
                    } else if (token == JsonToken.VALUE_NUMBER_INT) {
                        numbers.put(name, in.getLongValue());
                    } else {
                        in.skipChildren();
                    }
                }
            }
        }
        require(in, in.currentToken(), JsonToken.END_OBJECT);
        require(in, in.nextToken(), null);
        return new LogLine(
                required("position", numbers),
                Instant.parse(required("recordedAt", texts)),
                required("stream", texts),
                required("sequence", numbers),
                required("type", texts),
                Math.toIntExact(required("revision", numbers)),
                UUID.fromString(required("id", texts)),
                required("data", data),
                required("metadata", metadata));
    }

    /** The bytes of the object that begins here, as they are. */
    private static byte[] object(JsonParser in, byte[] line) {
        long start = in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        long end = in.currentLocation().getByteOffset();
        if (start < 0 || end > line.length) {
            throw new IllegalArgumentException("not in UTF-8");
        }
        return Arrays.copyOfRange(line, (int) start, (int) end);
    }

    private static void require(
            JsonParser in, @Nullable JsonToken found, @Nullable JsonToken expected) {
        if (found != expected) {
            throw new StreamReadException(in, "found " + found + " in place of " + expected);
        }
    }

    private static <T> T required(String name, Map<String, T> found) {
        return required(name, found.get(name));
    }

    private static <T> T required(String name, @Nullable T found) {
        if (found == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return found;
    }
}
