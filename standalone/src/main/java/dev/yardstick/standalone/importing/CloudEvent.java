package dev.yardstick.standalone.importing;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The event as JSON on one line: the same bytes for the same event. */
    public String toJson() {
        Map<String, Object> event =
                Fields.of(
                        "specversion",
                        "1.0",
                        "id",
                        id,
                        "source",
                        source,
                        "type",
                        type,
                        "subject",
                        subject,
                        "time",
                        time,
                        "datacontenttype",
                        "application/json",
                        "data",
                        data);
        return JSON.writeValueAsString(event);
    }
}
