package dev.yardstick.events;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Enum constants as stable kebab-case codes. */
public final class Codes {

    private static final Map<Enum<?>, String> CODES = new ConcurrentHashMap<>();

    private static final ClassValue<List<String>> ALL =
            new ClassValue<>() {
                @Override
                protected List<String> computeValue(Class<?> type) {
                    return Arrays.stream(type.getEnumConstants())
                            .map(c -> of((Enum<?>) c))
                            .toList();
                }
            };

    private Codes() {}

    /** The code of a constant, such as {@code deal-won}. */
    public static String of(Enum<?> constant) {
        return CODES.computeIfAbsent(
                constant, c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The codes of all constants. */
    public static List<String> all(Class<?> type) {
        return ALL.get(type);
    }

    /** The constant with that code; an unknown one is an {@link IllegalArgumentException}. */
    public static <E> E parse(Class<E> type, String code) {
        int ordinal = ALL.get(type).indexOf(code);
        if (ordinal >= 0) {
            return type.getEnumConstants()[ordinal];
        }
        throw new RefusedValueException(Reason.ONE_OF.of(String.join(", ", all(type))));
    }
}
