package dev.yardstick.events;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Enum constants as stable kebab-case codes. */
public final class Codes {

    private Codes() {}

    /** The code of a constant, such as {@code deal-won}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The codes of all constants. */
    public static List<String> all(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(c -> of((Enum<?>) c)).toList();
    }

    /** The constant with that code; an unknown one is an {@link IllegalArgumentException}. */
    public static <E> E parse(Class<E> type, String code) {
        for (E constant : type.getEnumConstants()) {
            if (of((Enum<?>) constant).equals(code)) {
                return constant;
            }
        }
        throw new RefusedValueException(Reason.ONE_OF.of(String.join(", ", all(type))));
    }
}
