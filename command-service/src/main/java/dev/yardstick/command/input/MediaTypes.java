package dev.yardstick.command.input;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ResponseStatusException;

/** What a media type says, whatever the case of its letters and whatever parameters it has. */
public final class MediaTypes {

    private MediaTypes() {}

    /** What is wrong with a type as that of JSON in UTF-8; null when nothing is. */
    public static @Nullable Refusal wrongJson(String text) {
        MimeType type;
        try {
            type = MimeTypeUtils.parseMimeType(text);
        } catch (InvalidMimeTypeException e) {
            return Reason.JSON_TYPE;
        }
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        boolean json = subtype.equals("json") || subtype.endsWith("+json");
        return json && type.isConcrete() ? wrongCharset(type) : Reason.JSON_TYPE;
    }

    private static @Nullable Refusal wrongCharset(MimeType type) {
        Charset charset = type.getCharset();
        return charset == null
                        || charset.equals(StandardCharsets.UTF_8)
                        || charset.equals(StandardCharsets.US_ASCII)
                ? null
                : Reason.CHARSET.of(charset.name());
    }

    /** Whether a type is another one, parameters aside. */
    public static boolean is(String text, String other) {
        try {
            return MimeTypeUtils.parseMimeType(text)
                    .equalsTypeAndSubtype(MimeTypeUtils.parseMimeType(other));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }

    /**
     * Refuses a body that says it is in other characters than UTF-8.
     *
     * @param contentType of the body; null where it has none
     */
    public static void requireUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        Refusal wrong;
        try {
            wrong = wrongCharset(MimeTypeUtils.parseMimeType(contentType));
        } catch (InvalidMimeTypeException e) {
            wrong = Reason.MEDIA_TYPE;
        }
        if (wrong != null) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, Reason.CONTENT_TYPE.of(wrong).english());
        }
    }
}
