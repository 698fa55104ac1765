package dev.yardstick.query.wording.event;

import dev.yardstick.events.language.FactField;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sentences of history.properties in one language, with numbers as it writes them. */
final class EventWording {

    private static final int MAX_DECIMALS = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'");
    private static final Pattern PLACE = Pattern.compile("\\[([^\\[\\]]*)]|\\{([^{}]+)}");

    private final Locale locale;
    private final ResourceBundle bundle;
    private final ResourceBundle words;

    /** In Dutch where that is preferred, else in English. */
    EventWording(Locale asked) {
        this.locale = asked.getLanguage().equals("nl") ? asked : Locale.ENGLISH;
        this.bundle = read("history");
        this.words = read("messages/words");
    }

    private ResourceBundle read(String name) {
        return ResourceBundle.getBundle(
                name,
                locale.getLanguage().equals("nl") ? Locale.of("nl") : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A sentence with its numbered places filled in. */
    String say(String key, @Nullable Object... values) {
        return say(
                key,
                place -> {
                    Object value = values[Integer.parseInt(place)];
                    return value == null ? null : value.toString();
                });
    }

    /**
     * A sentence with its places filled in by name. Where there is nothing to fill in it says so;
     * what stands in brackets is left out then.
     */
    String say(String key, Function<String, @Nullable String> places) {
        return PLACE.matcher(bundle.getString(key))
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group(1) == null
                                        ? filled(found.group(2), places)
                                        : part(found.group(1), places)));
    }

    private String filled(String place, Function<String, @Nullable String> places) {
        String value = places.apply(place);
        return value == null ? bundle.getString("none") : value;
    }

    /** A part has one place. */
    private static String part(String part, Function<String, @Nullable String> places) {
        Matcher place = PLACE.matcher(part);
        String value = place.find() ? places.apply(place.group(2)) : null;
        return value == null ? "" : place.replaceFirst(Matcher.quoteReplacement(value));
    }

    /** The word for a code; the code itself where there is none. */
    String word(String group, String code) {
        String key = group + "." + code;
        return bundle.containsKey(key) ? bundle.getString(key) : code;
    }

    /** A value in the words of the pages; one of the company's own without its dashes. */
    String value(String code) {
        String key = "value." + code;
        return words.containsKey(key) ? words.getString(key) : code.replace('-', ' ');
    }

    /** The name of a field. */
    String name(FactField field) {
        return field.in(locale);
    }

    /** Money, with two decimals at least. */
    String money(BigDecimal amount) {
        return number(amount, 2);
    }

    String number(BigDecimal value) {
        return number(value, 0);
    }

    private String number(BigDecimal value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(MAX_DECIMALS);
        return format.format(value);
    }

    /** A day, such as 30 June 2026. */
    String day(LocalDate day) {
        return DAY.withLocale(locale).format(day);
    }

    /** A moment to the second, in UTC. */
    String moment(Instant at) {
        return MOMENT.withLocale(locale).format(at.atOffset(ZoneOffset.UTC));
    }

    /** Parts in a row; what stands for none where there is none. */
    String list(List<String> parts, String none) {
        return parts.isEmpty() ? bundle.getString(none) : String.join(", ", parts);
    }
}
