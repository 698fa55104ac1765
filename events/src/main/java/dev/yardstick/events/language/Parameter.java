package dev.yardstick.events.language;

import dev.yardstick.events.Codes;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Over;
import dev.yardstick.events.Personal;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of measure asks for: a component of its record, by its name, its type, and whether it
 * may be null.
 */
public record Parameter(String name, Type type, boolean isRequired, RecordComponent component) {

    /** What a share can be of, instead of facts. */
    public static final String WORKING_DAYS = "working-days";

    private static final List<String> OF_ACCOUNTS = List.of("tier", "strategy", "inherited", "id");
    private static final List<String> OF_FACTS =
            Stream.concat(FactField.codes(FactField.Type::isWord), Stream.of("shared")).toList();

    /** What a parameter is, in the order in which those of a measure are read. */
    public enum Type {
        FACTS(FactKind.class),
        CHOICE(Enum.class),
        FLAG(boolean.class),
        WHOLE(int.class),
        FACTOR(BigDecimal.class),
        WHERE(Map.class),
        ACCOUNTS(Map.class),
        OVER(Over.class),
        DATE(LocalDate.class),
        SPAN(Period.class),
        TEXT(String.class),
        START(String.class),
        FREE_TEXT(Personal.class);

        private final Class<?> component;

        Type(Class<?> component) {
            this.component = component;
        }

        /** By its class, and by its name where there are several of a class. */
        private static Type of(RecordComponent asked) {
            return switch (asked.getName()) {
                case "accounts" -> ACCOUNTS;
                case "from" -> START;
                default ->
                        Stream.of(values())
                                .filter(type -> type.component.isAssignableFrom(asked.getType()))
                                .findFirst()
                                .orElseThrow();
            };
        }

        /** Whether it is a number. */
        public boolean isNumber() {
            return this == WHOLE || this == FACTOR || this == SPAN;
        }
    }

    static List<Parameter> of(Class<?> measure) {
        return Stream.of(measure.getRecordComponents())
                .map(c ->
                        new Parameter(
                                c.getName(),
                                Type.of(c),
                                !c.getAnnotatedType().isAnnotationPresent(Nullable.class),
                                c))
                .sorted(Comparator.comparing(Parameter::type))
                .toList();
    }

    /** The parameters of all kinds, each name once. */
    public static Stream<Parameter> all() {
        return Stream.of(MeasureKind.values())
                .flatMap(kind -> kind.parameters().stream())
                .collect(Collectors.toMap(Parameter::name, p -> p, (one, same) -> one))
                .values()
                .stream();
    }

    /** What may be chosen, nothing ahead where it may be left open; empty: anything may be said. */
    public List<String> options() {
        return switch (type) {
            case FACTS -> Codes.all(FactKind.class);
            case OVER ->
                    Stream.concat(Stream.of(WORKING_DAYS), Codes.all(FactKind.class).stream())
                            .toList();
            case CHOICE ->
                    Stream.concat(
                                    isRequired ? Stream.of() : Stream.of(""),
                                    Codes.all(component.getType()).stream())
                            .toList();
            case FLAG -> List.of("", "true");
            case START -> List.of("hire", "expectation", "training");
            default -> List.of();
        };
    }

    /** What a code stands for; an unknown one is an {@link IllegalArgumentException}. */
    public Object choice(String code) {
        return Codes.parse(component.getType(), code);
    }

    /** By what facts or accounts are chosen. */
    public List<String> filters() {
        return switch (type) {
            case ACCOUNTS -> OF_ACCOUNTS;
            case WHERE, OVER ->
                    Stream.concat(OF_FACTS.stream(), OF_ACCOUNTS.stream().map("account."::concat))
                            .toList();
            default -> List.of();
        };
    }

    /** Whether a filter is true or false, and no text. */
    public static boolean isFlag(String filter) {
        return filter.endsWith("shared") || filter.endsWith("inherited");
    }

    /** What a measure states; null: nothing. */
    public @Nullable Object value(Measure measure) {
        try {
            return component.getAccessor().invoke(measure);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a measure states in words; null: nothing, or no. */
    @Nullable String words(Measure measure) {
        return switch (value(measure)) {
            case null -> null;
            case Boolean flag -> flag ? "" : null;
            case Enum<?> choice -> Codes.of(choice);
            case Map<?, ?> filters -> words(filters);
            case Over(var of, var where) ->
                    of == null ? "working days" : of.code() + (where == null ? "" : words(where));
            case Object stated -> stated.toString();
        };
    }

    private static String words(Map<?, ?> filters) {
        return filters.isEmpty()
                ? ""
                : new TreeMap<>(filters)
                        .entrySet().stream()
                                .map(f ->
                                        f.getKey()
                                                + " "
                                                + ((List<?>) f.getValue())
                                                        .stream()
                                                                .map(Object::toString)
                                                                .collect(
                                                                        Collectors.joining(" or ")))
                                .collect(Collectors.joining(", ", " (", ")"));
    }
}
