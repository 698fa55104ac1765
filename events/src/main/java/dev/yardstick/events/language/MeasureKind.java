package dev.yardstick.events.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.yardstick.events.Codes;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Measure.Quantity;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
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
    SUM(
            Expected.PACED,
            Scale.NUMBER,
            "{quantity}",
            "{quantity} of {of}{where}",
            new Said("an amount, hours or days added up", "een bedrag, uren of dagen bij elkaar"),
            new Said(
                    "[direction] [target] in [measure.quantity] of [measure.of]",
                    "[direction] [target] aan [measure.quantity] van [measure.of]"),
            new Said(
                    "Delivered adds up what each fact below states, in the expectation's currency, times the rep's share of the credit.",
                    "Geleverd telt op wat elk feit hieronder zegt, in de munt van de verwachting, maal het aandeel van de verkoper."),
            new Reading(
                    "",
                    new Said(
                            "[direction] [target] in [measure.of]",
                            "[direction] [target] aan [measure.of]"))),
    COUNT(
            Expected.PACED,
            Scale.NUMBER,
            "{of}",
            "count of {of}{where}",
            new Said("a number of things done", "een aantal dat gedaan is"),
            new Said("[direction] [target] [measure.of]", "[direction] [target] [measure.of]"),
            new Said(
                    "Delivered is the number of facts below, each times the rep's share of the credit.",
                    "Geleverd is het aantal feiten hieronder, elk maal het aandeel van de verkoper.")),
    DISTINCT_ACCOUNTS(
            Expected.PACED,
            Scale.NUMBER,
            "accounts",
            "accounts of {of}{, first wins only|firstWinOnly}{where}",
            new Said("a number of different accounts", "een aantal verschillende klanten"),
            new Said(
                    "[direction] [target] different accounts among [measure.of], [measure.firstWinOnly]",
                    "[direction] [target] verschillende klanten bij [measure.of], [measure.firstWinOnly]"),
            new Said(
                    "Delivered is the number of different accounts: the first fact of each counts.",
                    "Geleverd is het aantal verschillende klanten: het eerste feit van elk telt.")),
    COVERAGE(
            Expected.PACED,
            Scale.PORTION,
            "visits",
            "{each} {of} each{where}{accounts}",
            new Said("visits to each account", "bezoeken aan elke klant"),
            new Said(
                    "[direction] [target] % of this: [measure.each] [measure.of] with each of the accounts held",
                    "[direction] [target] % hiervan: [measure.each] [measure.of] met elke klant in beheer"),
            new Said(
                    "Delivered is the number of facts with the accounts to be seen, up to so many with each.",
                    "Geleverd is het aantal feiten met de klanten die gezien moeten worden, tot zoveel met elk.")),
    CADENCE(
            Expected.WINDOWS,
            Scale.PORTION,
            "{every}s",
            "{minimum} {of} every {every}{where}",
            new Said("something every week or month", "iets elke week of maand"),
            new Said(
                    "in [direction] [target] % of all [measure.every]: [measure.minimum] or more [measure.of]",
                    "in [direction] [target] % van alle [measure.every]: [measure.minimum] of meer [measure.of]"),
            new Said(
                    "Delivered is the number of weeks or months, of those that have ended, in which there were enough facts: the fact that completes one counts.",
                    "Geleverd is het aantal weken of maanden, van die voorbij zijn, met genoeg feiten: het feit dat er een volmaakt, telt.")),
    SHARE(
            Expected.LEVEL,
            Scale.RATIO,
            "share",
            "share of {of}{where} over {over}",
            new Said("a share of time or of deals", "een aandeel van tijd of van deals"),
            new Said(
                    "[direction] [target] % of [measure.over]: [measure.of], counted by [measure.quantity]",
                    "[direction] [target] % van [measure.over]: [measure.of], geteld naar [measure.quantity]"),
            new Said(
                    "Delivered is what the facts state, divided by the base.",
                    "Geleverd is wat de feiten zeggen, gedeeld door de basis.")),
    GROWTH(
            Expected.PACED,
            Scale.PORTION,
            "accounts",
            "{quantity} of {of} × {factor}{accounts}",
            new Said("accounts that grow", "klanten die groeien"),
            new Said(
                    "[direction] [target] % of the accounts held reach [measure.factor] times the [measure.quantity] of [measure.of] of the year before",
                    "[direction] [target] % van de klanten in beheer haalt [measure.factor] maal de [measure.quantity] van [measure.of] van het jaar ervoor"),
            new Said(
                    "Delivered is the number of accounts that reached what they needed: their sum last year times the factor.",
                    "Geleverd is het aantal klanten dat haalde wat nodig was: de som van vorig jaar maal de factor."),
            new Reading(
                    "factor",
                    new Said(
                            "[direction] [target] % of the accounts held reach [measure.factor] times the [measure.quantity] of [measure.of] of the year before",
                            "[direction] [target] % van de klanten in beheer haalt [measure.factor] maal de [measure.quantity] van [measure.of] van het jaar ervoor")),
            new Reading(
                    "",
                    new Said(
                            "[direction] [target] % of the accounts held reach the [measure.quantity] of [measure.of] of the year before",
                            "[direction] [target] % van de klanten in beheer haalt de [measure.quantity] van [measure.of] van het jaar ervoor"))),
    MILESTONE(
            Expected.DEADLINE,
            Scale.NONE,
            "done",
            "first {of}{where}{ by |by}{ |within}{ from |from}",
            new Said("a first success in time", "een eerste succes op tijd"),
            new Said(
                    "The first of [measure.of] by [measure.by] , or instead within [measure.within] [measure.unit] from [measure.from] [measure.course]",
                    "De eerste van [measure.of] uiterlijk [measure.by] , of anders binnen [measure.within] [measure.unit] vanaf [measure.from] [measure.course]"),
            new Said(
                    "Delivered is 1 as soon as the first fact lies in its time.",
                    "Geleverd is 1 zodra het eerste feit binnen de tijd ligt."),
            new Reading(
                    "by",
                    new Said(
                            "the first of [measure.of] by [measure.by]",
                            "de eerste van [measure.of] uiterlijk [measure.by]")),
            new Reading(
                    "",
                    new Said(
                            "the first of [measure.of] within [measure.within] [measure.unit] from [measure.from]",
                            "de eerste van [measure.of] binnen [measure.within] [measure.unit] vanaf [measure.from]"))),
    ACCOUNTS(
            Expected.LEVEL,
            Scale.NUMBER,
            "accounts",
            "accounts held{accounts}",
            new Said("a number of accounts held", "een aantal klanten in beheer"),
            new Said(
                    "[direction] [target] accounts held", "[direction] [target] klanten in beheer"),
            new Said(
                    "Delivered is the number of accounts held on the day.",
                    "Geleverd is het aantal klanten op die dag.")),
    RATING(
            Expected.LEVEL,
            Scale.MEAN,
            "rating",
            "rating of {aspect}",
            new Said("a rating", "een beoordeling"),
            new Said(
                    "[direction] [target] on average in assessments of [measure.aspect]",
                    "[direction] [target] gemiddeld in beoordelingen van [measure.aspect]"),
            new Said(
                    "Delivered is the average of the ratings, weighed by credit.",
                    "Geleverd is het gemiddelde van de beoordelingen, gewogen naar aandeel.")),
    AGREEMENT(
            Expected.AT_ONCE,
            Scale.NONE,
            "agreed",
            "agreement",
            new Said("an agreement in words", "een afspraak in woorden"),
            new Said("[measure.text]", "[measure.text]"),
            new Said(
                    "Delivered is 1 while the version in force is acknowledged by the rep.",
                    "Geleverd is 1 zolang de verkoper met de geldende versie instemt."));

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

    /** The same in every language of the pages. */
    private record Said(String english, String dutch) {

        private String in(Locale language) {
            return language.getLanguage().equals("nl") ? dutch : english;
        }
    }

    /** A sentence to read, for measures that state a parameter; empty: for any. */
    private record Reading(String parameter, Said said) {}

    private static final Map<Class<?>, MeasureKind> BY_TYPE =
            Stream.of(values()).collect(Collectors.toMap(kind -> kind.type, kind -> kind));
    private static final Pattern NAMED = Pattern.compile("\\{(?:([^|}]+)\\|)?(\\w+)}");

    private final String code = Codes.of(this);
    private final Class<?> type;
    private final Expected expected;
    private final Scale scale;
    private final String unit;
    private final String words;
    private final Said offered;
    private final Said sentence;
    private final Said delivered;
    private final List<Reading> readings;
    private final List<Parameter> parameters;

    /**
     * Describes a kind. In its unit, and in words for a measure, a parameter in braces stands for
     * what is stated; what stands ahead of it there is said where anything is. In its sentence
     * stand the fields of a form, in brackets.
     *
     * @param offered as what somebody chooses it
     * @param sentence to fill in
     * @param delivered how what is delivered comes about
     * @param readings its sentences to read, the first that is meant; none: the one to fill in
     */
    MeasureKind(
            Expected expected,
            Scale scale,
            String unit,
            String words,
            Said offered,
            Said sentence,
            Said delivered,
            Reading... readings) {
        this.type = named().filter(t -> t.name().equals(code)).findFirst().orElseThrow().value();
        this.expected = expected;
        this.scale = scale;
        this.unit = unit;
        this.words = words;
        this.offered = offered;
        this.sentence = sentence;
        this.delivered = delivered;
        this.readings = List.of(readings);
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

    /** As what it is offered to whoever writes a clause. */
    public String offered(Locale language) {
        return offered.in(language);
    }

    /** The sentence to fill in, with the fields of its form in brackets. */
    public String sentence(Locale language) {
        return sentence.in(language);
    }

    /**
     * The sentence to read, which may say less, where the parameters with these names are stated.
     */
    public String reading(Predicate<String> isStated, Locale language) {
        return readings.stream()
                .filter(r -> r.parameter().isEmpty() || isStated.test(r.parameter()))
                .findFirst()
                .map(Reading::said)
                .orElse(sentence)
                .in(language);
    }

    /** How what is delivered comes about. */
    public String delivered(Locale language) {
        return delivered.in(language);
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
