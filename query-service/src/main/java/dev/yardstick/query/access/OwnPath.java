package dev.yardstick.query.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A path of ours to which a browser may be sent, whoever asked for it. */
public final class OwnPath {

    /** Longer than any address of ours, and short enough for a header. */
    private static final int MOST = 2_000;

    private OwnPath() {}

    /**
     * The path, ready for a header; null where it is none of ours. A browser reads a backslash as a
     * slash and leaves out control characters, so that both could hide another site.
     */
    public static @Nullable String of(@Nullable String path) {
        if (path == null
                || path.length() > MOST
                || !path.startsWith("/")
                || path.startsWith("//")
                || path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            return null;
        }
        return path.codePoints().mapToObj(OwnPath::encoded).collect(Collectors.joining());
    }

    /** Braces too, which a redirect would take for a variable. */
    private static String encoded(int character) {
        String text = Character.toString(character);
        return character <= ' ' || character > '~' || "{}\"<>^`|".contains(text)
                ? UriUtils.encode(text, StandardCharsets.UTF_8)
                : text;
    }

    /** The page that a browser asked for, to come back to; null where it asked for no page. */
    static @Nullable String askedFor(HttpServletRequest request) {
        String into = request.getHeader("Sec-Fetch-Dest");
        if (!request.getMethod().equals("GET") || (into != null && !into.equals("document"))) {
            return null;
        }
        String query = request.getQueryString();
        String path = request.getRequestURI();
        return of(query == null ? path : path + "?" + query);
    }
}
