package dev.yardstick.command.intake.reconciliation;

import java.util.HashMap;
import java.util.Map;

/** Keeps one of equal values, since records name the same reps, accounts and days over and over. */
public final class Shared {

    private static final int MAX_VALUES = 200_000;
    private static final long MAX_BYTES = 8 * 1024 * 1024;
    private static final int PER_TEXT = 40;

    private final Map<Object, Object> values = new HashMap<>();
    private long kept;
    private long met;

    /** The value, or one that is equal to it. */
    @SuppressWarnings("unchecked") // equal values have the same type
    <T> T one(T value) {
        Object before = values.get(value);
        if (before != null) {
            return (T) before;
        }
        own(value);
        if (values.size() < MAX_VALUES && kept < MAX_BYTES) {
            values.put(value, value);
            kept += bytes(value);
        }
        return value;
    }

    /** The value, which is not likely to come again. */
    <T> T own(T value) {
        met += bytes(value);
        return value;
    }

    private static long bytes(Object value) {
        return PER_TEXT + (value instanceof CharSequence text ? text.length() : 0);
    }

    /** About how many bytes of new values were met since the count was set. */
    public long met() {
        return met;
    }

    /** Sets the count to what is still held. */
    public void met(long held) {
        met = held;
    }
}
