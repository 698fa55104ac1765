package dev.yardstick.command.input;

import dev.yardstick.events.refusal.Reason;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is asked of a field of a body, beyond what its type says and that it may be left out. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Asked {

    /** Whether a text may be long, and have several lines. */
    boolean free() default false;

    /** The most decimals of a number. */
    int decimals() default 8;

    /** Whether a number must not be below zero. */
    boolean nonNegative() default false;

    /** What would be right where there is nothing; {@code FAILED}: what its type says. */
    Reason missing() default Reason.FAILED;
}
