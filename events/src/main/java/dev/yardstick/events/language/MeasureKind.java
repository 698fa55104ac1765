package dev.yardstick.events.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.yardstick.events.Codes;
import dev.yardstick.events.Measure.Quantity;
import dev.yardstick.events.Measure;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a kind of measure before a clause states one, in the order in which they are
 * offered. It is called as its record is in JSON, and asks for what that record is made of.
 */
public enum MeasureKind {
    SUM(Expected.PACED, Scale.NUMBER, "{quantity}", "{quantity} of {of}{where}"),
    COUNT(Expected.PACED, Scale.NUMBER, "{of}", "count of {of}{where}"),
    DISTINCT_ACCOUNTS(
            Expected.PACED,
            Scale.NUMBER,
            "accounts",
            "accounts of {of}{, first wins only|firstWinOnly}{where}"),
    COVERAGE(Expected.PACED, Scale.PORTION, "visits", "{each} {of} each{where}{accounts}"),
    CADENCE(Expected.WINDOWS, Scale.PORTION, "{every}s", "{minimum} {of} every {every}{where}"),
    SHARE(Expected.LEVEL, Scale.RATIO, "share", "share of {of}{where} over {over}"),
    GROWTH(Expected.PACED, Scale.PORTION, "accounts", "{quantity} of {of} × {factor}{accounts}"),
    MILESTONE(
            Expected.DEADLINE,
            Scale.NONE,
            "done",
            "first {of}{where}{ by |by}{ |within}{ from |from}"),
    ACCOUNTS(Expected.LEVEL, Scale.NUMBER, "accounts", "accounts held{accounts}"),
    RATING(Expected.LEVEL, Scale.MEAN, "rating", "rating of {aspect}"),
    AGREEMENT(Expected.AT_ONCE, Scale.NONE, "agreed", "agreement");

    /**
     * How it comes about what is expected by a day: at a pace over the period, of the windows that
     * have ended, the whole target on any day, or something done from a deadline or the start on.
     */
    public enum Expected {
        PACED,
        WINDOWS,
        LEVEL,
        DEADLINE,
        AT_ONCE
    }

    /**
     * What a target is: none, so many of the unit, a share of windows or of accounts, or a ratio or
     * a mean, which rise and fall.
     */
    public enum Scale {
        NONE,
        NUMBER,
        PORTION,
        RATIO,
        MEAN
    }

    private static final Map<Class<?>, MeasureKind> BY_TYPE =
            Stream.of(values()).collect(Collectors.toMap(kind -> kind.type, kind -> kind));
    private static final Pattern NAMED = Pattern.compile("\\{(?:([^|}]+)\\|)?(\\w+)}");

    private final String code = Codes.of(this);
    private final Class<?> type;
    private final Expected expected;
    private final Scale scale;
    private final String unit;
    private final String words;
    private final List<Parameter> parameters;

    /**
     * Describes a kind. In its unit, and in words for a measure, a parameter in braces stands for
     * what is stated; what stands ahead of it there is said where anything is.
     */
    MeasureKind(Expected expected, Scale scale, String unit, String words) {
        this.type = named().filter(t -> t.name().equals(code)).findFirst().orElseThrow().value();
        this.expected = expected;
        this.scale = scale;
        this.unit = unit;
        this.words = words;
        this.parameters = Parameter.of(type);
    }

    private static Stream<JsonSubTypes.Type> named() {
        return Stream.of(Measure.class.getAnnotation(JsonSubTypes.class).value());
    }

    /** The kind of a measure. */
    public static MeasureKind of(Measure measure) {
        return Objects.requireNonNull(BY_TYPE.get(measure.getClass()));
    }

    /** The kind with a code; null: there is none. */
    public static @Nullable MeasureKind find(String code) {
        return Stream.of(values()).filter(kind -> kind.code.equals(code)).findFirst().orElse(null);
    }

    /** The codes of all kinds, in the order in which the measures are stated. */
    public static List<String> codes() {
        return named().map(JsonSubTypes.Type::name).toList();
    }

    /** The stable name, such as {@code distinct-accounts}. */
    public String code() {
        return code;
    }

    /** What it asks for, in the order in which it is read. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** How it comes about what is expected. */
    public Expected expected() {
        return expected;
    }

    /** Whether its target spreads over the period at a pace. */
    public boolean isPaced() {
        return expected == Expected.PACED;
    }

    /** Whether there is an honest forecast: it comes in bit by bit, and stays. */
    public boolean isForetold() {
        return isPaced() || expected == Expected.WINDOWS;
    }

    /** What its target is. */
    public Scale scale() {
        return scale;
    }

    /** Whether a clause of this kind has a target. */
    public boolean hasTarget() {
        return scale != Scale.NONE;
    }

    /** Whether its target is said as a percentage. */
    public boolean isPercentage() {
        return scale == Scale.PORTION || scale == Scale.RATIO;
    }

    /** Whether what is delivered rises and falls. */
    public boolean isAverage() {
        return scale == Scale.RATIO || scale == Scale.MEAN;
    }

    /** The unit of what a measure of this kind delivers; {@code amount} is money. */
    public String unit(Measure measure) {
        return told(unit, measure);
    }

    /** Whether a measure of this kind delivers money. */
    public boolean isMoney(Measure measure) {
        return unit(measure).equals(Quantity.AMOUNT.code());
    }

    /** How a measure of this kind measures, without the wording of an agreement. */
    public String words(Measure measure) {
        return told(words, measure);
    }

    private String told(String text, Measure measure) {
        return NAMED.matcher(text)
                .replaceAll(named -> {
                    String value = parameter(named.group(2)).words(measure);
                    String ahead = named.group(1) == null ? "" : named.group(1);
                    return value == null ? "" : Matcher.quoteReplacement(ahead + value);
                });
    }

    private Parameter parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** What is usual in a new clause, by path; a span is a number of its {@code unit}. */
    public Map<String, String> usual() {
        return switch (this) {
            case SUM, GROWTH -> Map.of("measure.of", "deal-won", "measure.quantity", "amount");
            case COUNT -> Map.of("measure.of", "call");
            case DISTINCT_ACCOUNTS -> Map.of("measure.of", "deal-won");
            case COVERAGE -> Map.of("measure.of", "meeting");
            case CADENCE -> Map.of("measure.of", "collaboration");
            case SHARE ->
                    Map.of(
                            "measure.of", "travel",
                            "measure.quantity", "days",
                            "measure.over", Parameter.WORKING_DAYS);
            case MILESTONE ->
                    Map.of(
                            "measure.of", "deal-won",
                            "measure.unit", "days",
                            "measure.from", "hire");
            case RATING -> Map.of("topic", "conduct");
            case ACCOUNTS, AGREEMENT -> Map.of();
        };
    }

    /** A measure of this kind, of what is stated for each parameter; null: nothing. */
    public Measure measure(Function<Parameter, @Nullable Object> values) {
        Map<String, @Nullable Object> stated = new HashMap<>();
        parameters.forEach(parameter -> stated.put(parameter.name(), values.apply(parameter)));
        Stream<String> names = Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
        try {
            return (Measure)
                    type.getDeclaredConstructors()[0].newInstance(names.map(stated::get).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
