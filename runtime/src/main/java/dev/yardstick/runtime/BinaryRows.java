package dev.yardstick.runtime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows as PostgreSQL takes them fastest, by {@code copy … from stdin (format binary)}: each value
 * in its column's own binary form, so each method is for one type. Used once, by one thread.
 */
public final class BinaryRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final int PART = 1 << 16;

    private final List<InputStream> full = new ArrayList<>();
    private ByteBuffer rows = ByteBuffer.allocate(PART);

    public BinaryRows() {
        rows.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row of so many values. */
    public BinaryRows row(int values) {
        room(Short.BYTES).putShort((short) values);
        return this;
    }

    /** A {@code bigint}. */
    public BinaryRows int8(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    /** A {@code bigint}, or nothing. */
    public BinaryRows int8(@Nullable Long value) {
        return value == null ? nothing() : int8(value.longValue());
    }

    /** An {@code int}, or nothing. */
    public BinaryRows int4(@Nullable Integer value) {
        if (value == null) {
            return nothing();
        }
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    /** A {@code smallint}. */
    public BinaryRows int2(int value) {
        room(Integer.BYTES + Short.BYTES).putInt(Short.BYTES).putShort((short) value);
        return this;
    }

    /** A {@code boolean}. */
    public BinaryRows bool(boolean value) {
        room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A {@code text}, or nothing. */
    public BinaryRows text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code bytea}. */
    public BinaryRows bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /** A {@code uuid}. */
    public BinaryRows uuid(UUID value) {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    /** A {@code timestamptz}, which has microseconds. */
    public BinaryRows time(Instant value) {
        return int8(EPOCH.until(value, ChronoUnit.MICROS));
    }

    private BinaryRows nothing() {
        room(Integer.BYTES).putInt(-1);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (rows.remaining() < bytes) {
            full.add(written());
            rows = ByteBuffer.allocate(Math.max(bytes, PART));
        }
        return rows;
    }

    private InputStream written() {
        return new ByteArrayInputStream(rows.array(), 0, rows.position());
    }

    /** All of them; afterwards there can be no more. */
    public InputStream end() {
        room(Short.BYTES).putShort((short) -1);
        full.add(written());
        return new SequenceInputStream(Collections.enumeration(full));
    }
}
