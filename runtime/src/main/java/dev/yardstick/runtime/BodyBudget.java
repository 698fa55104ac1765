package dev.yardstick.runtime;

import dev.yardstick.events.refusal.Reason;
import org.springframework.http.HttpStatus;

/**
 * Bounds the memory of all bodies that a service holds at a time: a quarter of the heap, and enough
 * for the largest at least. What nobody has vouched for by a token takes half of it at most, unless
 * that is less than the largest. Threadsafe.
 */
final class BodyBudget {

    /** The most bytes of one body that are held at a time, unpacked. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    /** The most values of JSON in them, about: an object counts as three. */
    static final int MAX_VALUES = 1_000_000;

    /** The most fields of a form, and parameters of an address. */
    static final int MAX_PARAMETERS = 10_000;

    /**
     * Bytes of memory that go with a byte of a body until it is dealt with: copies, as text too.
     */
    private static final int PER_BYTE = 8;

    /** Bytes of memory of a value in a tree. */
    private static final int PER_VALUE = 64;

    private static final long LARGEST = weight(MAX_BYTES, MAX_VALUES);

    private final long total;
    private final long unsignedTotal;
    private long held;
    private long unsigned;

    /**
     * A budget for a service.
     *
     * @param heap bytes
     */
    BodyBudget(long heap) {
        total = Math.max(LARGEST + LARGEST / 4, heap / 4);
        unsignedTotal = Math.max(LARGEST, total / 2);
    }

    /** Bytes of memory that a body takes, about. */
    static long weight(long bytes, long values) {
        return bytes * PER_BYTE + values * PER_VALUE;
    }

    /**
     * Takes memory.
     *
     * @throws BodyRefusedException when there is not so much left
     */
    synchronized void take(long weight, boolean signed) {
        if (held + weight > total || !signed && unsigned + weight > unsignedTotal) {
            throw new BodyRefusedException(HttpStatus.SERVICE_UNAVAILABLE, Reason.TOO_MUCH_AT_ONCE);
        }
        held += weight;
        unsigned += signed ? 0 : weight;
    }

    synchronized void give(long weight, boolean signed) {
        held -= weight;
        unsigned -= signed ? 0 : weight;
    }
}
