package dev.yardstick.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

class LogLineTest {

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "deal/%2Fcrm/7",
                    "a \"quoted\" text",
                    "back\\slash",
                    "line\nbreak\ttab\u0001\u001f",
                    "\u007f\u0080\u2028",
                    "Inès Moreau",
                    "\uD83D\uDE00",
                    "half \uD83D of one",
                    "</script>");

    /** As it was hashed, signed and shipped ever since: byte for byte. */
    @Test
    void aLineIsWhatAJsonWriterMakesOfIt() {
        for (String text : TEXTS) {
            for (Instant at :
                    List.of(
                            Instant.parse("2026-03-01T10:00:00Z"),
                            Instant.parse("2026-03-01T10:00:00.100Z"),
                            Instant.parse("2026-03-01T10:00:00.123456Z"))) {
                LogLine line =
                        new LogLine(
                                7,
                                at,
                                "deal/" + text,
                                3,
                                text,
                                2,
                                new UUID(1, 2),
                                ("{\"more\":\"Inès " + "\uD83D\uDE00" + "\"}")
                                        .getBytes(StandardCharsets.UTF_8),
                                new Metadata("crm:" + text, text, text, "c"));
                assertThat(line.toJson()).isEqualTo(written(line));
            }
        }
    }

    private static byte[] written(LogLine line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JsonMapper.shared().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("position", line.position());
            out.writeStringProperty("recordedAt", line.recordedAt().toString());
            out.writeStringProperty("stream", line.stream());
            out.writeNumberProperty("sequence", line.sequence());
            out.writeStringProperty("type", line.type());
            out.writeNumberProperty("revision", line.revision());
            out.writeStringProperty("id", line.id().toString());
            out.writeName("data");
            out.writeRawValue(new String(line.data(), StandardCharsets.UTF_8));
            out.writeName("metadata");
            out.writePOJO(line.metadata());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
