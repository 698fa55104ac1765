package dev.yardstick.query.history;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of history.properties in one language, with numbers as it writes them. */
final class EventWording {

    private static final int MAX_DECIMALS = 8;

    private final Locale locale;
    private final ResourceBundle bundle;

    /** In Dutch where that is preferred, else in English. */
    EventWording(Locale asked) {
        this.locale = asked.getLanguage().equals("nl") ? asked : Locale.ENGLISH;
        this.bundle =
                ResourceBundle.getBundle(
                        "history",
                        locale.getLanguage().equals("nl") ? Locale.of("nl") : Locale.ROOT,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A sentence with its places filled in. */
    String say(String key, @Nullable Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? bundle.getString("none") : String.valueOf(values[i]);
        }
        return new MessageFormat(bundle.getString(key), locale).format(texts);
    }

    /** The word for a code; the code itself where there is none. */
    String word(String group, String code) {
        String key = group + "." + code;
        return bundle.containsKey(key) ? bundle.getString(key) : code;
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

    /** Parts in a row; what stands for none where there is none. */
    String list(List<String> parts, String none) {
        return parts.isEmpty() ? bundle.getString(none) : String.join(", ", parts);
    }
}
