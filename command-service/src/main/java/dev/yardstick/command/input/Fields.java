package dev.yardstick.command.input;

import dev.yardstick.events.Codes;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.events.refusal.RefusedValueException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object, collecting every fault with its path instead of stopping at
 * the first. Required fields that are missing or wrong come back as a harmless placeholder; {@link
 * #done} then throws.
 */
public final class Fields {

    /** The longest id, code or name, in characters. */
    public static final int MAX_TEXT = 300;

    private static final int MAX_FREE_TEXT = 20_000;
    private static final int MAX_INTEGER_DIGITS = 14;
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** Of a component of which nothing is asked beyond its type. */
    private record Plain(@Asked String text) {}

    private static final Asked PLAIN =
            Plain.class.getRecordComponents()[0].getAnnotation(Asked.class);

    private static final Map<Class<?>, Kind> KINDS =
            Map.of(
                    String.class,
                    new Kind(
                            (f, name, asked) -> asked.free() ? f.freeText(name) : f.text(name),
                            "",
                            Reason.GIVEN),
                    LocalDate.class,
                    new Kind((f, name, asked) -> f.date(name), LocalDate.EPOCH, Reason.DATE),
                    Currency.class,
                    new Kind(
                            (f, name, asked) ->
                                    f.parsed(name, Currency::getInstance, Reason.CURRENCY),
                            Currency.getInstance("EUR"),
                            Reason.CURRENCY),
                    ZoneId.class,
                    new Kind(
                            (f, name, asked) -> f.parsed(name, ZoneId::of, Reason.TIME_ZONE),
                            ZoneOffset.UTC,
                            Reason.TIME_ZONE),
                    int.class,
                    new Kind((f, name, asked) -> f.integer(name), 1, Reason.WHOLE_NUMBER),
                    Integer.class,
                    new Kind((f, name, asked) -> f.integer(name), 1, Reason.WHOLE_NUMBER),
                    boolean.class,
                    new Kind((f, name, asked) -> f.flag(name), false, Reason.TRUTH),
                    BigDecimal.class,
                    new Kind(
                            (f, name, asked) ->
                                    asked.nonNegative()
                                            ? f.nonNegative(name, asked.decimals())
                                            : f.decimal(name, asked.decimals()),
                            BigDecimal.ONE,
                            Reason.NUMBER),
                    UUID.class,
                    new Kind(
                            (f, name, asked) -> f.parsed(name, UUID::fromString, Reason.CURSOR),
                            new UUID(0, 0),
                            Reason.CURSOR),
                    List.class,
                    new Kind((f, name, asked) -> f.texts(name), List.of(), Reason.LIST));

    private final JsonNode object;
    private final String prefix;
    private final Faults faults;
    private final Set<String> read = new HashSet<>();

    private Fields(JsonNode object, String prefix, Faults faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
        if (!object.isObject()) {
            faults.add(new Fault(prefix.isEmpty() ? "$" : prefix, Reason.OBJECT));
        }
    }

    /** Reads a whole body. */
    public static Fields of(JsonNode body) {
        return new Fields(body, "", new Faults());
    }

    /** The path of a field of this object. */
    public String path(String field) {
        return prefix.isEmpty() ? field : prefix + "." + field;
    }

    /** Adds a fault. */
    public void fault(String field, Refusal refusal) {
        faults.add(new Fault(path(field), refusal));
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return get(field) != null;
    }

    /** Whether the field is there and a text. */
    public boolean isText(String field) {
        JsonNode value = get(field);
        return value != null && value.isString();
    }

    private @Nullable JsonNode get(String field) {
        read.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** A required field, read by one of the optional readers. */
    public <T> T required(String field, @Nullable T value, T placeholder, Refusal whereMissing) {
        if (value == null && !has(field)) {
            fault(field, whereMissing);
        }
        return value == null ? placeholder : value;
    }

    /**
     * A short text: an id, a code, a name; no control characters, at most {@value #MAX_TEXT}.
     * Blanks at its ends, the unseen ones too, are no part of it.
     */
    public @Nullable String text(String field) {
        return text(field, MAX_TEXT, false, Characters::strip);
    }

    /** A required short text that counts to its last blank, such as a password. */
    public String requiredExactText(String field) {
        return required(
                field, text(field, MAX_TEXT, false, UnaryOperator.identity()), "", Reason.GIVEN);
    }

    /** A required short text. */
    public String requiredText(String field) {
        return required(field, text(field), "", Reason.GIVEN);
    }

    /** A free text, in several lines if need be. */
    public @Nullable String freeText(String field) {
        return text(field, MAX_FREE_TEXT, true, UnaryOperator.identity());
    }

    /** A required free text. */
    public String requiredFreeText(String field) {
        return required(field, freeText(field), "", Reason.GIVEN);
    }

    private @Nullable String text(
            String field, int max, boolean lines, UnaryOperator<String> meant) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        String text = value.isString() ? meant.apply(value.stringValue()) : "";
        Refusal wrong = value.isString() ? wrongText(text, max, lines) : Reason.TEXT;
        if (wrong != null) {
            fault(field, wrong);
            return null;
        }
        return text;
    }

    /** What is wrong with a text; null when nothing is. */
    public static @Nullable Refusal wrongText(String text, int max, boolean lines) {
        if (text.isBlank()) {
            return Reason.BLANK;
        }
        if (text.length() > max) {
            return Reason.CHARACTERS.of(max);
        }
        return hasControl(text, lines) || !Characters.areStorable(text) ? Reason.CONTROL : null;
    }

    private static boolean hasControl(String text, boolean lines) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && !(lines && (c == '\n' || c == '\r' || c == '\t'))) {
                return true;
            }
        }
        return false;
    }

    /** Anything that a parser takes, whose exception says what would be right. */
    public <T> @Nullable T parsed(String field, Function<String, T> parser) {
        return parsed(field, parser, null);
    }

    /** Anything that a parser takes. */
    public <T> @Nullable T parsed(
            String field, Function<String, T> parser, @Nullable Refusal right) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            fault(
                    field,
                    right == null && e instanceof RefusedValueException wrong
                            ? wrong.refusal()
                            : Objects.requireNonNullElse(right, Reason.TEXT));
            return null;
        }
    }

    /** A constant by its code. */
    public <E> @Nullable E coded(String field, Class<E> type) {
        return parsed(field, code -> Codes.parse(type, code));
    }

    /** A date, {@code yyyy-mm-dd}, from 1900 to 2999. */
    public @Nullable LocalDate date(String field) {
        LocalDate date = parsed(field, LocalDate::parse, Reason.DATE);
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            fault(field, Reason.BETWEEN.of(EARLIEST, LATEST));
            return null;
        }
        return date;
    }

    /** A required date. */
    public LocalDate requiredDate(String field) {
        return required(field, date(field), LocalDate.EPOCH, Reason.DATE);
    }

    /** A currency's code, ISO 4217. */
    public @Nullable String currency(String field) {
        Currency currency = parsed(field, Currency::getInstance, Reason.CURRENCY);
        return currency == null ? null : currency.getCurrencyCode();
    }

    /**
     * A number, given as a JSON number or a text, without trailing zeros.
     *
     * @param decimals the most it may have
     */
    public @Nullable BigDecimal decimal(String field, int decimals) {
        JsonNode value = get(field);
        return value == null ? null : number(field, value, decimals);
    }

    private @Nullable BigDecimal number(String field, JsonNode value, int decimals) {
        BigDecimal number;
        try {
            number = Decimals.of(value);
        } catch (Decimals.WrongNumberException e) {
            fault(field, e.refusal());
            return null;
        }
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (number.scale() > decimals) {
            fault(field, Reason.DECIMALS.of(decimals));
            return null;
        }
        if ((long) number.precision() - number.scale() > MAX_INTEGER_DIGITS) {
            fault(field, Reason.DIGITS.of(MAX_INTEGER_DIGITS));
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** A number that is zero or more. */
    public @Nullable BigDecimal nonNegative(String field, int decimals) {
        return nonNegative(field, decimal(field, decimals));
    }

    private @Nullable BigDecimal nonNegative(String field, @Nullable BigDecimal number) {
        if (number != null && number.signum() < 0) {
            fault(field, Reason.NOT_NEGATIVE);
            return null;
        }
        return number;
    }

    /** A list of numbers that are zero or more; empty where it is wrong or not there. */
    public List<BigDecimal> nonNegatives(String field, int decimals) {
        JsonNode value = get(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            fault(field, Reason.NUMBERS);
            return List.of();
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (JsonNode item : value) {
            String path = field + "[" + numbers.size() + "]";
            BigDecimal number = nonNegative(path, number(path, item, decimals));
            numbers.add(number == null ? BigDecimal.ZERO : number);
        }
        return numbers;
    }

    /** A whole number. */
    public @Nullable Integer integer(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            fault(field, Reason.WHOLE_NUMBER);
            return null;
        }
        return value.intValue();
    }

    /** True or false; false when it is not there. */
    public boolean flag(String field) {
        JsonNode value = get(field);
        if (value != null && !value.isBoolean()) {
            fault(field, Reason.TRUTH);
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** A list of short texts, or a single one. */
    public @Nullable List<String> texts(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            String text = item.isString() ? Characters.strip(item.stringValue()) : "";
            Refusal wrong = item.isString() ? wrongText(text, MAX_TEXT, false) : Reason.TEXT;
            if (wrong != null) {
                fault(value.isArray() ? field + "[" + texts.size() + "]" : field, wrong);
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** A nested object; null when it is not there. */
    public @Nullable Fields object(String field) {
        JsonNode value = get(field);
        return value == null ? null : new Fields(value, path(field), faults);
    }

    /**
     * What an object holds, by name; empty when it is not there.
     *
     * @param value reads one of its fields
     */
    public <T extends @Nullable Object> SortedMap<String, T> entries(
            String field, BiFunction<Fields, String, T> value) {
        SortedMap<String, T> entries = new TreeMap<>();
        Fields object = object(field);
        if (object != null) {
            new TreeSet<>(object.rest().keySet())
                    .forEach(name -> entries.put(name, value.apply(object, name)));
        }
        return entries;
    }

    /** An object, or the objects of a list; empty when it is not there. */
    public List<Fields> objectOrObjects(String field) {
        JsonNode value = get(field);
        if (value == null || value.isArray()) {
            List<Fields> several = objects(field);
            return several == null ? List.of() : several;
        }
        return List.of(new Fields(value, path(field), faults));
    }

    /** The objects of a list; null when it is not there. */
    public @Nullable List<Fields> objects(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            fault(field, Reason.LIST);
            return null;
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : value) {
            objects.add(new Fields(item, path(field) + "[" + objects.size() + "]", faults));
        }
        return objects;
    }

    /**
     * Reads what a record asks for, in the order of its components, and refuses all else. A
     * component that may be null may be left out; what is described as a choice is held to it.
     */
    public <T extends Record> T read(Class<T> form) {
        Object[] values = Stream.of(form.getRecordComponents()).map(this::value).toArray();
        T read;
        try {
            Constructor<?> made = form.getDeclaredConstructors()[0];
            made.setAccessible(true);
            read = form.cast(made.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (read instanceof Checked checked) {
            checked.check(this);
        }
        refuseUnknown();
        return read;
    }

    /** What is read from fields that must go together. */
    public interface Checked {

        /** Adds a fault for each that does not; what is missing is a placeholder. */
        void check(Fields fields);
    }

    private @Nullable Object value(RecordComponent component) {
        String field = component.getName();
        Asked asked = Objects.requireNonNullElse(component.getAnnotation(Asked.class), PLAIN);
        Kind kind =
                Objects.requireNonNullElseGet(
                        KINDS.get(component.getType()), () -> nested(component.getType()));
        Object value = kind.reader().read(this, field, asked);
        Schema described = component.getAccessor().getAnnotation(Schema.class);
        List<String> choice = described == null ? List.of() : List.of(described.allowableValues());
        if (value instanceof String text && !choice.isEmpty() && !choice.contains(text)) {
            fault(field, Reason.ONE_OF.of(String.join(", ", choice)));
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return value;
        }
        Reason missing = asked.missing() == Reason.FAILED ? kind.missing() : asked.missing();
        return required(field, value, kind.placeholder(), missing);
    }

    private static Kind nested(Class<?> type) {
        return new Kind(
                (fields, field, asked) -> {
                    Fields object = fields.object(field);
                    return object == null ? null : object.read(type.asSubclass(Record.class));
                },
                type,
                Reason.OBJECT);
    }

    /** How a type is read, what stands for what is missing, and what is said of that. */
    private record Kind(Reader reader, Object placeholder, Reason missing) {}

    /** Reads a field. */
    private interface Reader {
        @Nullable Object read(Fields fields, String field, Asked asked);
    }

    /** The names and values of this object, as they are. */
    public Map<String, JsonNode> rest() {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!read.contains(field.getKey())) {
                rest.put(field.getKey(), field.getValue());
            }
        }
        return rest;
    }

    /** Refuses fields that nobody asked for. */
    public void refuseUnknown() {
        rest().keySet()
                .forEach(field ->
                        fault(
                                field,
                                Reason.UNKNOWN.of(
                                        String.join(", ", read.stream().sorted().toList()))));
    }

    /** How many faults there are so far, in the whole body. */
    public int faults() {
        return faults.count();
    }

    /**
     * To be called when all is read of a body in which nothing else may be.
     *
     * @throws InvalidException when anything was wrong
     */
    public void finish() {
        refuseUnknown();
        done();
    }

    /**
     * To be called when all is read.
     *
     * @throws InvalidException when anything was wrong
     */
    public void done() {
        faults.done();
    }
}
