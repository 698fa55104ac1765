package dev.yardstick.query.pages.kit;

import dev.yardstick.query.wording.TypedNumber;

import dev.yardstick.events.Decimals;

import org.springframework.context.i18n.LocaleContextHolder;

import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * What command-service says in English of what it refuses, in the language of the page. A sentence
 * that no bundle has stays as it is.
 */
final class Refusals {

    private static final String BUNDLE = "messages/refusals";

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}\\.\\d{1,15}");

    private record Sentence(String key, MessageFormat english) {}

    private final List<Sentence> sentences = new ArrayList<>();

    Refusals() {
        ResourceBundle english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
        for (String key : english.keySet()) {
            sentences.add(
                    new Sentence(key, new MessageFormat(english.getString(key), Locale.ROOT)));
        }
        // The most exact first: "must be a text, since …" before "must be {0} or more".
        sentences.sort(
                Comparator.comparing((Sentence s) -> s.english().toPattern().length()).reversed());
    }

    /** A number that is given as an example is one that can be typed here. */
    private static Object[] inWords(Object[] values) {
        return Arrays.stream(values)
                .map(value ->
                        DECIMAL.matcher(String.valueOf(value)).matches()
                                ? TypedNumber.written(Decimals.of(value.toString()))
                                : value)
                .toArray();
    }

    /** A sentence in the language of the page. */
    String told(String sentence) {
        Locale locale = LocaleContextHolder.getLocale();
        if (locale.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
            return sentence;
        }
        for (Sentence known : sentences) {
            ParsePosition end = new ParsePosition(0);
            MessageFormat english = (MessageFormat) known.english().clone();
            Object[] values = english.parse(sentence, end);
            if (values != null && end.getIndex() == sentence.length()) {
                String own = ResourceBundle.getBundle(BUNDLE, locale).getString(known.key());
                return new MessageFormat(own, locale).format(inWords(values));
            }
        }
        return sentence;
    }
}
