package dev.yardstick.acceptance.browser;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Follows the links of all pages that somebody can reach from the start, as her browser would, and
 * notes each that does not lead where it says. Of links that stand at the same place of the same
 * page and lead to the same page about something else it follows a few; where another crawl did so
 * already, as many as it takes to see a page with each two of its parameters at once.
 */
final class Crawl {

    private static final int HOPS = 5;

    /** Of these parameters each value is another page; of all others one is like another. */
    private static final Set<String> TELLING =
            Set.of("format", "table", "state", "grain", "sort", "kind", "due", "dismissed");

    private static final List<String> OF_A_MOMENT =
            List.of(
                    "/teams/{team}",
                    "/reps/{rep}",
                    "/reps/{rep}/history",
                    "/reps/{rep}/compare",
                    "/reps/{rep}/replay",
                    "/reps/{rep}/clauses/{clause}");

    /** A link: where it leads, and where it stands. */
    private record Link(String to, String from, String place) {}

    /** A page with what it is made of. */
    private record Shown(String address, Document page) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI pages;
    private final String who;
    private final Map<String, Integer> alike;
    private final int most;
    private final String cookie;
    private final Deque<Link> ahead = new ArrayDeque<>();
    private final Set<String> pairs = new HashSet<>();
    private final Map<String, Set<String>> idsOf = new HashMap<>();
    private final SortedMap<String, String> byRoute = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * Begins at the start page.
     *
     * @param who for what it says of faults
     * @param token whose pages
     * @param alike the links that were found by those who see the same pages, by page, place and
     *     what they change of its address; it adds its own
     * @param most how many of the links that are alike it follows
     */
    Crawl(
            URI pages,
            String who,
            String token,
            String language,
            Map<String, Integer> alike,
            int most) {
        this.alike = alike;
        this.most = most;
        this.pages = pages;
        this.who = who + " (" + language + ")";
        this.cookie = Api.session(pages, token) + "; yardstick_language=" + language;
        ahead.add(new Link("/", "", ""));
    }

    /** Follows all there is, then the same pages of another moment. */
    Crawl follow(String on, long knownAt) {
        followAhead();
        for (String route : OF_A_MOMENT) {
            String known = byRoute.get(route);
            if (known != null) {
                String plain = known.replaceAll("[?&](on|knownAt)=[^&]*", "");
                String more = "on=" + on + "&knownAt=" + knownAt;
                ahead.add(new Link(plain + (plain.contains("?") ? "&" : "?") + more, "", more));
                ahead.add(new Link(plain + (plain.contains("?") ? "&" : "?") + "on=" + on, "", on));
            }
        }
        followAhead();
        return this;
    }

    /** Adds what did not lead where it says, and the routes of the pages that were reached. */
    void tell(List<String> wrong, Set<String> reached) {
        wrong.addAll(faults);
        reached.addAll(byRoute.keySet());
    }

    private void followAhead() {
        while (!ahead.isEmpty()) {
            Link link = ahead.remove();
            String address = link.to().replaceFirst("#.*", "");
            if (!idsOf.containsKey(address)) {
                idsOf.put(address, Set.of());
                open(address, link);
            }
            int fragment = link.to().indexOf('#');
            if (fragment >= 0 && !idsOf.get(address).contains(link.to().substring(fragment + 1))) {
                faults.add(who + " " + link.to() + " on " + link.from() + ": no such place there");
            }
        }
    }

    private void open(String address, Link link) {
        String at = address;
        for (int hop = 0; hop < HOPS; hop++) {
            HttpResponse<String> answer = get(at);
            if (answer.statusCode() == 302) {
                at = answer.headers().firstValue("Location").orElse("");
                if (!at.startsWith("/sign-in")) {
                    continue;
                }
            }
            if (answer.statusCode() != 200) {
                faults.add(
                        "%s %s on %s at %s: %d %s"
                                .formatted(
                                        who,
                                        address,
                                        link.from(),
                                        link.place(),
                                        answer.statusCode(),
                                        Jsoup.parse(answer.body()).select("main").text()));
            } else if (answer.headers().firstValue("Content-Type").orElse("").contains("html")) {
                read(address, new Shown(at, Jsoup.parse(answer.body())));
            }
            return;
        }
        faults.add(who + " " + address + " on " + link.from() + ": redirected for ever");
    }

    private void read(String address, Shown shown) {
        Document page = shown.page();
        Reading.faults(page)
                .forEach(text ->
                        faults.add(who + " " + shown.address() + ": no word for people: " + text));
        byRoute.putIfAbsent(Routes.of(path(shown.address())), shown.address());
        idsOf.put(
                address, page.select("[id]").stream().map(Element::id).collect(Collectors.toSet()));
        for (Element link : page.select("[href], [src]")) {
            add(shown, link, link.attr(link.hasAttr("href") ? "href" : "src"));
        }
        for (Element form : page.select("form")) {
            String action = form.attr("action");
            if (form.attr("method").equalsIgnoreCase("post")) {
                posts(shown, action);
                form.select("[formaction]").forEach(by -> posts(shown, by.attr("formaction")));
            } else {
                add(shown, form, action + "?" + typed(form));
            }
        }
    }

    private void posts(Shown shown, String action) {
        if (!Routes.takesForms(path(action))) {
            faults.add(who + " " + action + " on " + shown.address() + ": nothing takes this form");
        }
    }

    /** The fields of a form as they stand in it. */
    static String typed(Element form) {
        return form.select("input[name], select[name], textarea[name]").stream()
                .filter(field ->
                        !List.of("checkbox", "radio").contains(field.attr("type"))
                                || field.hasAttr("checked"))
                .map(field ->
                        field.attr("name")
                                + "="
                                + URLEncoder.encode(value(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String value(Element field) {
        if (field.normalName().equals("select")) {
            Element chosen = field.selectFirst("option[selected]");
            Element first = chosen == null ? field.selectFirst("option") : chosen;
            return first == null ? "" : first.attr("value");
        }
        return field.normalName().equals("textarea") ? field.text() : field.attr("value");
    }

    private void add(Shown shown, Element element, String to) {
        String path = path(shown.address());
        String address =
                to.startsWith("#") ? shown.address() + to : to.startsWith("?") ? path + to : to;
        if (!address.startsWith("/") || address.startsWith("//")) {
            faults.add(who + " " + to + " on " + shown.address() + ": leads elsewhere");
            return;
        }
        String place = place(element);
        boolean then = shown.address().matches(".*[?&](on|knownAt)=[^&].*");
        // The same menu stands on every page.
        boolean everywhere = element.closest("header.top, footer") != null;
        String change = Routes.of(path(address)) + difference(shown.address(), address);
        String kind = (everywhere ? "" : Routes.of(path) + then) + " " + place + " " + change;
        boolean some = alike.merge(kind, 1, Integer::sum) <= most;
        if (pairs.addAll(pairs(address)) || some) {
            ahead.add(new Link(address, shown.address(), place));
        }
    }

    private static String place(Element element) {
        List<String> steps = new ArrayList<>();
        for (Element e = element; e != null && !e.normalName().equals("body"); e = e.parent()) {
            steps.addFirst(e.normalName() + e.classNames().stream().sorted().toList());
        }
        return String.join(">", steps);
    }

    /** The parameters that only one of two addresses has. */
    private static Set<String> difference(String one, String other) {
        Set<String> either = new TreeSet<>(parameters(one));
        either.addAll(parameters(other));
        either.removeIf(name -> parameters(one).contains(name) == parameters(other).contains(name));
        return either;
    }

    /** A page's route with each two of the parameters that its address has. */
    private static Set<String> pairs(String address) {
        String route = Routes.of(path(address)) + (address.indexOf('#') < 0 ? "" : "#");
        Set<String> names = parameters(address);
        Set<String> pairs = new HashSet<>(Set.of(route));
        for (String one : names) {
            names.forEach(other -> pairs.add(route + "?" + one + "&" + other));
        }
        return pairs;
    }

    /** The names of those that are given, with their values where those tell. */
    private static Set<String> parameters(String address) {
        int query = address.indexOf('?');
        return query < 0
                ? Set.of()
                : Arrays.stream(address.substring(query + 1).replaceFirst("#.*", "").split("&"))
                        .map(parameter -> parameter.split("=", 2))
                        .filter(parameter -> parameter.length == 2 && !parameter[1].isEmpty())
                        .map(p -> TELLING.contains(p[0]) ? p[0] + "=" + p[1] : p[0])
                        .collect(Collectors.toSet());
    }

    private static String path(String address) {
        return address.replaceFirst("[?#].*", "");
    }

    private HttpResponse<String> get(String address) {
        try {
            return http.send(
                    HttpRequest.newBuilder(pages.resolve(address))
                            .header("Accept", "text/html,*/*;q=0.8")
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
