package dev.yardstick.events.refusal;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Characters that texts from outside should not have: those that nobody sees, which spreadsheets
 * and web pages leave at the ends of ids and names, where they would make two records of one; and
 * those that no database text can hold.
 */
public final class Characters {

    private Characters() {}

    /** Whether a database text can hold a text. */
    public static boolean areStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF);
    }

    /** The path of the first text or name in a JSON value that no database text can hold. */
    public static Optional<String> findUnstorable(JsonNode value) {
        return findUnstorable(value, "");
    }

    private static Optional<String> findUnstorable(JsonNode value, String path) {
        if (value.isString()) {
            return areStorable(value.stringValue())
                    ? Optional.empty()
                    : Optional.of(path.isEmpty() ? "$" : path);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Optional<String> found = findUnstorable(value.get(i), path + "[" + i + "]");
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            Optional<String> found =
                    areStorable(field.getKey())
                            ? findUnstorable(field.getValue(), name)
                            : Optional.of(shown(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The text without blanks at its ends, the unseen ones included. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isUnseen(c);
    }

    /** Whether a character leaves no trace on a screen, or the trace of a plain blank. */
    private static boolean isUnseen(char c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR -> c != ' ';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The text with unseen characters escaped, as in {@code D5\u00A0}, for a message. */
    public static String shown(String text) {
        if (text.chars().noneMatch(c -> isUnseen((char) c) || isHidden((char) c))) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (isUnseen(c) || isHidden(c)) {
                shown.append(String.format("\\u%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    /** Control characters but those that lay out a text, and half a character. */
    private static boolean isHidden(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }
}
