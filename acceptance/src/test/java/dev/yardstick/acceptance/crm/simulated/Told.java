package dev.yardstick.acceptance.crm.simulated;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event that the CRM tells.
 *
 * @param time the CRM's clock
 * @param data what it says; empty for a retraction
 */
public record Told(
        String source,
        String type,
        String subject,
        String id,
        Instant time,
        Map<String, Object> data) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_DECIMALS = 4;

    /** The record it is about: an activity and a deal may have the same subject. */
    String record() {
        return (isOfADeal() ? "deal/" : "activity/") + source + "/" + subject;
    }

    boolean isOfADeal() {
        return type.startsWith("crm.deal.");
    }

    boolean isRetraction() {
        return type.endsWith(".retracted");
    }

    /** The reps and the account that it names, which have to be known before it counts. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        data.forEach((field, value) -> {
            if (field.equals("rep")) {
                names.add("rep/" + value);
            } else if (field.equals("account")) {
                names.add("account/" + value);
            } else if (field.equals("credits") && value instanceof List<?> credits) {
                credits.forEach(credit -> names.add("rep/" + ((Map<?, ?>) credit).get("rep")));
            }
        });
        return names;
    }

    /** A CloudEvent in structured mode. */
    Map<String, Object> cloudEvent() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("type", type);
        event.put("source", source);
        event.put("subject", subject);
        event.put("id", id);
        event.put("time", time.toString());
        if (!isRetraction()) {
            event.put("data", new LinkedHashMap<>(data));
        }
        return event;
    }

    /** The event on one line. */
    String json() {
        return json(cloudEvent());
    }

    /** The same in another spelling: fields, offset and zeros differ, the meaning does not. */
    String respelt() {
        Map<String, Object> event = reversed(cloudEvent());
        event.put("time", time.atOffset(ZoneOffset.ofHours(2)).toString());
        if (!isRetraction()) {
            Map<String, Object> fields = reversed(data);
            fields.computeIfPresent(
                    "amount",
                    (field, amount) ->
                            new BigDecimal(amount.toString())
                                    .setScale(MOST_DECIMALS, RoundingMode.UNNECESSARY));
            event.put("data", fields);
        }
        return json(event);
    }

    private static Map<String, Object> reversed(Map<String, Object> fields) {
        Map<String, Object> reversed = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(fields.keySet());
        Collections.reverse(names);
        names.forEach(name -> reversed.put(name, fields.get(name)));
        return reversed;
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }
}
