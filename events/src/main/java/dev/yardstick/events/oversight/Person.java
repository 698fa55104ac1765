package dev.yardstick.events.oversight;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rep, as far as it matters who answers for her. */
public interface Person {

    /** Team and manager on a day. */
    Place place(LocalDate day);

    /** The days from which she may be placed otherwise. */
    List<LocalDate> moves();

    /** Her last day; null: she stays. */
    @Nullable LocalDate leftOn();

    /** Whether she has left by a day. */
    default boolean isGone(LocalDate day) {
        LocalDate left = leftOn();
        return left != null && left.isBefore(day);
    }
}
