package dev.yardstick.query.pages.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Section;
import dev.yardstick.runtime.access.DeniedException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /**
     * An entry of the menu.
     *
     * @param key what leads there after a g; null: nothing does
     */
    public record Entry(String code, String path, boolean current, @Nullable String key) {}

    /**
     * The menu of a role.
     *
     * @param places where she goes every day
     * @param more what she opens now and then, behind one word; empty: nothing
     * @param word of that: messages {@code layout.menu.WORD}
     */
    public record Menu(List<Entry> places, String word, List<Entry> more) {}

    private static final Map<String, String> PATHS =
            Map.ofEntries(
                    Map.entry("own", "/expectations"),
                    Map.entry("team", "/teams"),
                    Map.entry("templates", "/settings#templates"),
                    Map.entry("rates", "/settings#rates"),
                    Map.entry("notices", "/settings/notices"),
                    Map.entry("tokens", "/settings/tokens"),
                    Map.entry("access", "/settings/access"),
                    Map.entry("oneself", "/settings/sign-in"),
                    Map.entry("expect", "/expectations/new"),
                    Map.entry("log", "/conversations/new"),
                    Map.entry("plan", "/conversations/plan"),
                    Map.entry("hire", "/people/new"));

    /** The same letters in every language: they are where fingers find them. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "today", "t",
                    "team", "m",
                    "expectations", "e",
                    "own", "e",
                    "conversations", "c",
                    "year", "y",
                    "audit", "a",
                    "operations", "o",
                    "people", "p",
                    "connections", "k");

    /** The menu of the caller: what her role may open, and nothing else. */
    public Menu menu() {
        return switch (Caller.current().role()) {
            case "manager" ->
                    menu(
                            "today team expectations conversations",
                            "setup",
                            "people accounts templates rates notices");
            case "rep" -> menu("today year own conversations", "setup", "");
            case "auditor" ->
                    menu(
                            "audit",
                            "lookup",
                            "team reps expectations conversations people accounts operations"
                                    + " connections settings tokens");
            case "operator" -> menu("operations connections", "setup", "");
            case "admin" ->
                    menu(
                            "today team expectations conversations audit operations",
                            "setup",
                            "people accounts connections templates rates notices access tokens");
            default -> menu("", "setup", "");
        };
    }

    /** Whether there is anything for the caller to find but the few pages of her menu. */
    public boolean finds() {
        return Caller.isSignedIn() && !Caller.current().role().equals("operator");
    }

    /** Every page that one opens by its name: those of the menu, and what is begun anew. */
    public List<Entry> places() {
        Menu menu = menu();
        boolean writes = !Caller.current().role().equals("rep");
        String begun =
                (writes && mayChange("expectations") ? "expect " : "")
                        + (writes && mayChange("conversations") ? "log plan " : "")
                        + (writes && mayChange("people") ? "hire " : "");
        return Stream.of(menu.places(), menu.more(), entries(begun + "oneself"))
                .flatMap(List::stream)
                .toList();
    }

    /** A rep's own. */
    private static String year() {
        String person = Caller.current().person();
        return person == null ? "/reps" : "/reps/" + UriUtils.encodePathSegment(person, UTF_8);
    }

    private static Menu menu(String places, String word, String more) {
        return new Menu(entries(places), word, entries(more));
    }

    private static List<Entry> entries(String codes) {
        String here = path();
        return codes.isEmpty()
                ? List.of()
                : Arrays.stream(codes.split(" "))
                        .map(code -> {
                            String path =
                                    code.equals("year")
                                            ? year()
                                            : PATHS.getOrDefault(code, "/" + code);
                            return new Entry(
                                    code,
                                    path,
                                    here.equals(path)
                                            || here.startsWith(path + "/")
                                            || code.equals("team") && here.startsWith("/reps/"),
                                    KEYS.get(code));
                        })
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
    public static String path() {
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
        return changed(changed(with("cursor", null), "sort", by), "order", null);
    }

    /** The same the other way round. */
    public String reversed(String by) {
        return changed(sorted(by), "order", "descending");
    }

    /** This page as of now, with all that is known. */
    public String now() {
        return changed(with("on", null), "knownAt", null);
    }

    /**
     * This page as it is shown now: whoever opens it later sees the same.
     *
     * @param on the day judged
     * @param position up to which everything is known
     */
    public String seen(LocalDate on, long position) {
        return changed(with("on", on), "knownAt", position);
    }

    /** The same where two moments are compared. */
    public String seen(LocalDate on, long then, long now) {
        return changed(seen(on, then), "and", now);
    }

    private static String changed(
            String address, String name, @Nullable Object value, String... without) {
        UriComponentsBuilder uri =
                UriComponentsBuilder.fromUriString(address).replaceQueryParam(name);
        for (String left : without) {
            uri.replaceQueryParam(left);
        }
        if (value != null) {
            uri.queryParam(name, UriUtils.encode(value.toString(), UTF_8));
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
