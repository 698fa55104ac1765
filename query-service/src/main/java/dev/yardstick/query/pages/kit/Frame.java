package dev.yardstick.query.pages.kit;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Section;
import dev.yardstick.runtime.access.DeniedException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * What stands around each page, and follows from the request alone. Templates call it {@code
 * frame}.
 */
@Component
public final class Frame {

    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** An entry of the menu. */
    public record Entry(String code, String path, boolean current) {}

    /** The menu of the caller: what her role may open. */
    public List<Entry> entries() {
        String role = Caller.current().role();
        String here = path();
        return Arrays.stream(Section.values())
                .filter(place -> place.isOpenTo(role))
                .map(place ->
                        new Entry(
                                place.name().toLowerCase(Locale.ROOT),
                                place.path(),
                                here.equals(place.path()) || here.startsWith(place.path() + "/")))
                .toList();
    }

    /** Who is signed in: {@code manager:kim}; null: nobody. */
    public @Nullable String actor() {
        Caller caller = Caller.current();
        return caller.role().equals("none") ? null : caller.actor();
    }

    /** Whether the caller may open a place, by its name such as {@code teams}. */
    public boolean mayOpen(String place) {
        return Section.valueOf(place.toUpperCase(Locale.ROOT)).isOpenTo(Caller.current().role());
    }

    /** Whether the caller may change something at a place, by its name such as {@code people}. */
    public boolean mayChange(String place) {
        return Section.valueOf(place.toUpperCase(Locale.ROOT)).isChangedBy(Caller.current().role());
    }

    /** Whether the caller may fix what holds for the whole company; who has a team may not. */
    public boolean mayFix() {
        Caller caller = Caller.current();
        return mayChange("settings") && !caller.role().equals("rep") && caller.person() == null;
    }

    /** Lets nobody else fix it. */
    public void requireMayFix() {
        if (!mayFix()) {
            throw new DeniedException(Reason.ONLY_MANAGER_OF_ALL_FIXES);
        }
    }

    /** The theme asked for: light or dark; null: the system's. */
    public @Nullable String theme() {
        Cookie cookie = WebUtils.getCookie(request(), Preferences.THEME);
        return cookie != null && Preferences.THEMES.contains(cookie.getValue())
                ? cookie.getValue()
                : null;
    }

    /** The language of the page. */
    public String language() {
        return LocaleContextHolder.getLocale().getLanguage();
    }

    /** The path of the page. */
    public String path() {
        Object original = request().getAttribute("jakarta.servlet.error.request_uri");
        return Objects.requireNonNullElse(original, request().getRequestURI()).toString();
    }

    /** Path and query of the page, to come back to. */
    public String here() {
        String query = request().getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /**
     * This page with a parameter changed.
     *
     * @param value null: without it
     */
    public String with(String name, @Nullable Object value) {
        return changed(here(), name, value, "done", "after");
    }

    /** A table of this page as a file. */
    public String file(String table) {
        return changed(with("format", "csv"), "table", table);
    }

    /** This page from its first rows on, in another order. */
    public String sorted(String by) {
        return changed(with("cursor", null), "sort", by);
    }

    /** This page as of now, with all that is known. */
    public String now() {
        return changed(with("on", null), "knownAt", null);
    }

    private static String changed(
            String address, String name, @Nullable Object value, String... without) {
        UriComponentsBuilder uri =
                UriComponentsBuilder.fromUriString(address).replaceQueryParam(name);
        for (String left : without) {
            uri.replaceQueryParam(left);
        }
        if (value != null) {
            uri.queryParam(name, UriUtils.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return uri.build().toUriString();
    }

    /** What the address asks for by a name; null: it does not. */
    public @Nullable String asked(String name) {
        String value = request().getParameter(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The code of what was just done, for a notice: messages {@code done.CODE}; null: nothing. */
    public @Nullable String done() {
        String done = asked("done");
        return done != null && CODE.matcher(done).matches() ? done : null;
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest();
    }
}
