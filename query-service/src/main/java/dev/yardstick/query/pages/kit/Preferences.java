package dev.yardstick.query.pages.kit;

import dev.yardstick.query.access.OwnPath;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language and the theme, kept in cookies. The language is that of {@code ?lang=}, of the
 * cookie, or the first that the browser accepts.
 */
@Controller("localeResolver")
class Preferences extends AcceptHeaderLocaleResolver {

    static final String THEME = "yardstick_theme";
    static final String LANGUAGE = "yardstick_language";
    static final List<String> THEMES = List.of("light", "dark");
    static final List<String> LANGUAGES = List.of("en", "nl");

    private static final String RESOLVED = Preferences.class.getName() + ".locale";
    private static final Duration KEPT = Duration.ofDays(365);

    Preferences() {
        setSupportedLocales(LANGUAGES.stream().map(Locale::of).toList());
        setDefaultLocale(Locale.ENGLISH);
    }

    /** Keeps what was chosen, and goes back to the page it was chosen on. */
    @PostMapping("/preferences")
    String keep(
            @Nullable String theme,
            @Nullable String language,
            @RequestParam(defaultValue = "/") String to,
            HttpServletResponse response) {
        if (theme != null) {
            keep(THEME, THEMES.contains(theme) ? theme : "", response);
        }
        if (language != null && LANGUAGES.contains(language)) {
            keep(LANGUAGE, language, response);
        }
        return "redirect:" + Objects.requireNonNullElse(OwnPath.of(to), "/");
    }

    private static void keep(String name, String value, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .path("/")
                        .maxAge(value.isEmpty() ? Duration.ZERO : KEPT)
                        .build()
                        .toString());
    }

    /** Asked for with each word of a page, it is found out once. */
    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(RESOLVED) instanceof Locale known) {
            return known;
        }
        Locale locale = preferred(request);
        request.setAttribute(RESOLVED, locale);
        return locale;
    }

    private Locale preferred(HttpServletRequest request) {
        String asked = request.getParameter("lang");
        if (asked != null && LANGUAGES.contains(asked)) {
            return Locale.of(asked);
        }
        Cookie cookie = WebUtils.getCookie(request, LANGUAGE);
        if (cookie != null && LANGUAGES.contains(cookie.getValue())) {
            return Locale.of(cookie.getValue());
        }
        return super.resolveLocale(request);
    }
}
