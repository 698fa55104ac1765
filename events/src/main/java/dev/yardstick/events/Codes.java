package dev.yardstick.events;

import dev.yardstick.events.refusal.RefusedValueException;

import dev.yardstick.events.refusal.Reason;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enum constants as stable kebab-case codes. */
final class Codes {

    private Codes() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String code) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(code)) {
                return constant;
            }
        }
        throw new RefusedValueException(
                Reason.ONE_OF.of(Arrays.stream(type.getEnumConstants()) .map(Codes::of) .collect(Collectors.joining(", "))));
    }
}
