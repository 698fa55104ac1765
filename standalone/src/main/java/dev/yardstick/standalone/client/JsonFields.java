package dev.yardstick.standalone.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects that are written in the order in which they were stated, at every run. */
public final class JsonFields {

    private JsonFields() {}

    /** An object that may be added to; names and values alternate. */
    public static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
