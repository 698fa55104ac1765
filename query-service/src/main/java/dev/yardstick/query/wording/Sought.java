package dev.yardstick.query.wording;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to find something: the words of it, whatever their accents, case and order.
 *
 * @param words none: nothing was typed
 */
public record Sought(List<String> words) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** How well a text fits: the lower the better. */
    private static final int BEGINS = 0;

    private static final int BEGINS_WORDS = 1;
    private static final int WITHIN = 2;

    /** That it does not fit. */
    public static final int NOT = 3;

    /** Reads it. */
    public static Sought of(@Nullable String typed) {
        return new Sought(
                Stream.of(GAPS.split(plain(typed == null ? "" : typed)))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** A text without accents, in small letters, so that it need not be done for each search. */
    public static String plain(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** How well a {@link #plain} text fits, from 0; {@link #NOT}: a word is not in it. */
    public int rank(String plain) {
        int rank = words.isEmpty() || plain.startsWith(words.getFirst()) ? BEGINS : BEGINS_WORDS;
        for (String word : words) {
            int at = plain.indexOf(word);
            if (at < 0) {
                return NOT;
            }
            while (at > 0 && Character.isLetterOrDigit(plain.charAt(at - 1))) {
                at = plain.indexOf(word, at + 1);
            }
            if (at < 0) {
                rank = WITHIN;
            }
        }
        return rank;
    }

    /** Whether each word is in a {@link #plain} text. */
    public boolean isIn(String plain) {
        return rank(plain) < NOT;
    }

    /** How many characters were typed, without gaps. */
    public int length() {
        return words.stream().mapToInt(String::length).sum();
    }
}
