package dev.yardstick.events.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
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

    /** The line without a newline, UTF-8; {@code data} stands in it unchanged. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 400);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("position", position);
            out.writeStringProperty("recordedAt", recordedAt.toString());
            out.writeStringProperty("stream", stream);
            out.writeNumberProperty("sequence", sequence);
            out.writeStringProperty("type", type);
            out.writeNumberProperty("revision", revision);
            out.writeStringProperty("id", id.toString());
            out.writeName("data");
            out.writeRawValue(new String(data, StandardCharsets.UTF_8));
            out.writeName("metadata");
            out.writePOJO(metadata);
            out.writeEndObject();
        }
        return bytes.toByteArray();
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
     * Reads a line.
     *
     * @throws UnreadableEventException when it is no such line
     */
    public static LogLine parse(byte[] line) {
        try {
            JsonNode tree = JSON.readTree(line);
            return new LogLine(
                    tree.required("position").longValue(),
                    Instant.parse(tree.required("recordedAt").stringValue()),
                    tree.required("stream").stringValue(),
                    tree.required("sequence").longValue(),
                    tree.required("type").stringValue(),
                    tree.required("revision").intValue(),
                    UUID.fromString(tree.required("id").stringValue()),
                    JSON.writeValueAsBytes(tree.required("data")),
                    JSON.treeToValue(tree.required("metadata"), Metadata.class));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException("no log line: " + e.getMessage(), e);
        }
    }
}
