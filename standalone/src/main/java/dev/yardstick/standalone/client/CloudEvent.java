package dev.yardstick.standalone.client;

import dev.yardstick.events.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A canonical CRM event, see "HTTP" in the documentation of the API.
 *
 * @param id unique within its record and the same at every run, which makes sending idempotent
 * @param subject the CRM's id of the record that the event is about
 * @param time the CRM's version of the record, an instant in ISO format; newer wins
 * @param data in the order in which it is written
 */
public record CloudEvent(
        String id, String source, String type, String subject, String time, Map<String, ?> data) {

    private static final int ID_DIGITS = 32;

    /** The event as JSON on one line: the same bytes for the same event. */
    public String toJson() {
        Map<String, Object> event =
                JsonFields.of(
                        "specversion", "1.0",
                        "id", id,
                        "source", source,
                        "type", type,
                        "subject", subject,
                        "time", time,
                        "datacontenttype", "application/json",
                        "data", data);
        return JsonMapper.shared().writeValueAsString(event);
    }

    /**
     * This event with an id made of all it says: the same for the same content and time, whoever
     * computes it. The server lets the greater id win between events of the same time, so the
     * revision stands first.
     *
     * @param revision from 1 to 9999
     */
    public CloudEvent identified(int revision) {
        CloudEvent unnamed = new CloudEvent("", source, type, subject, time, data);
        byte[] hash = Sha256.of(unnamed.toJson().getBytes(StandardCharsets.UTF_8));
        String digits = HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        String named = String.format(Locale.ROOT, "%04d-%s", revision, digits);
        return new CloudEvent(named, source, type, subject, time, data);
    }
}
