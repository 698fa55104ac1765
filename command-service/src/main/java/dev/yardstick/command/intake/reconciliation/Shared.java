package dev.yardstick.command.intake.reconciliation;

import java.util.HashMap;
import java.util.Map;

/** Keeps one of equal values, since records name the same reps, accounts and days over and over. */
public final class Shared {

    private static final int MAX_VALUES = 200_000;
    private static final int PER_TEXT = 40;

    private final Map<Object, Object> values = new HashMap<>();
    private long met;

    /** The value, or one that is equal to it. */
    @SuppressWarnings("unchecked") // equal values have the same type
    <T> T one(T value) {
        Object before = values.get(value);
        if (before != null) {
            return (T) before;
        }
        if (values.size() < MAX_VALUES) {
            values.put(value, value);
        }
        return own(value);
    }

    /** The value, which is not likely to come again. */
    <T> T own(T value) {
        met += PER_TEXT + (value instanceof CharSequence text ? text.length() : 0);
        return value;
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
