package dev.yardstick.standalone.csv;

import java.util.HashMap;
import java.util.Map;

/** Finds what may stand only once in a file. */
public final class Duplicates {

    private final Map<String, Origin> seen = new HashMap<>();

    /** Adds a problem at the cell where the key was seen before. */
    public void check(Row row, String column, String key) {
        Origin first = seen.putIfAbsent(key, row.origin());
        if (first != null) {
            row.problem(column, "\"" + key + "\" stands in line " + first.line() + " already");
        }
    }
}
