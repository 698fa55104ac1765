package dev.yardstick.command.intake.canonical;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values of headers as CloudEvents' bindings write them. What is written otherwise is an {@link
 * IllegalArgumentException} that says what would be right.
 */
final class HeaderValues {

    private HeaderValues() {}

    /**
     * The HTTP binding's (3.1.3.2): perhaps in double quotes, then percent-encoded UTF-8. A plus
     * sign is a plus sign.
     */
    static String http(String header) {
        boolean quoted = header.startsWith("\"");
        String value = quoted ? unquoted(header) : header;
        if (!quoted && header.indexOf('"') >= 0) {
            throw new RefusedValueException(Reason.QUOTATION_MARK);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' || c > '~') {
                throw new RefusedValueException(Reason.ONLY_ASCII);
            }
            if (c == '%') {
                bytes.write(escaped(value, at));
                at += 2;
            } else {
                bytes.write(c);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static String unquoted(String header) {
        StringBuilder value = new StringBuilder();
        int at = 1;
        for (; at < header.length() && header.charAt(at) != '"'; at++) {
            if (header.charAt(at) == '\\' && at + 1 < header.length()) {
                at++;
            }
            value.append(header.charAt(at));
        }
        if (at != header.length() - 1) {
            throw new RefusedValueException(Reason.QUOTES_CLOSED);
        }
        return value.toString();
    }

    private static int escaped(String value, int at) {
        if (at + 2 >= value.length()
                || !HexFormat.isHexDigit(value.charAt(at + 1))
                || !HexFormat.isHexDigit(value.charAt(at + 2))) {
            throw new RefusedValueException(Reason.HEXADECIMAL);
        }
        return HexFormat.fromHexDigits(value, at + 1, at + 3);
    }

    /** The Kafka binding's: UTF-8, nothing else. */
    static String kafka(byte @Nullable [] header) {
        if (header == null) {
            throw new RefusedValueException(Reason.VALUE);
        }
        return utf8(header);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedValueException(Reason.UTF_8);
        }
    }
}
