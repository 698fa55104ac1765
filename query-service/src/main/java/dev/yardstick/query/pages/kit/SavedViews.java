package dev.yardstick.query.pages.kit;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.OwnPath;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the caller asked of a page (filters, columns, order) and keeps under a name. Templates call
 * it {@code savedViews}.
 */
@Controller("savedViews")
public record SavedViews(JdbcClient jdbc) {

    /** The pages that have views; what is kept of a team is there for each. */
    private static final List<String> PAGES = List.of("team", "log", "readings", "parked");

    private static final int MOST = 20;
    private static final int LONGEST = 60;

    /** What of an address is not what was asked for. */
    private static final List<String> LEFT_OUT =
            List.of("cursor", "after", "done", "lang", "format");

    private static final String OWN = " where role = ? and person = ? and page = ?";

    private static final String FIND =
            "select name, query from saved_view" + OWN + " order by name";

    /** Adds none beyond the most there may be; one that is there is replaced. */
    private static final String SAVE =
            """
            insert into saved_view (role, person, page, name, query)
            select o.role, o.person, o.page, n.name, n.query
            from (values (?, ?, ?)) o (role, person, page), (values (?, ?)) n (name, query)
            where ? > (select count(*) from saved_view v
                where v.role = o.role and v.person = o.person and v.page = o.page and v.name <> n.name)
            on conflict (role, person, page, name) do update set query = excluded.query
            """;

    private static final String REMOVE = "delete from saved_view" + OWN + " and name = ?";

    private static final String FORGET = "delete from saved_view where person = ?";

    /**
     * Something asked of a page.
     *
     * @param query what follows the path, with its question mark
     */
    public record View(String name, String query) {}

    /** The caller's, of a page. */
    public List<View> of(String page) {
        return jdbc.sql(FIND).params(owned(page)).query(View.class).list();
    }

    /** Whether an address asks for anything that can be kept. */
    public boolean isAsked(String address) {
        return !asked(address).isEmpty();
    }

    /** What an address asks for, with a question mark before it; empty: nothing. */
    private static String asked(String address) {
        UriComponents parts = UriComponentsBuilder.fromUriString(address).build();
        UriComponentsBuilder asked = UriComponentsBuilder.newInstance();
        parts.getQueryParams()
                .forEach((name, values) ->
                        values.stream()
                                .filter(value -> value != null && !value.isEmpty())
                                .filter(value -> !LEFT_OUT.contains(name))
                                .forEach(value -> asked.queryParam(name, value)));
        return asked.build().toUriString();
    }

    private static List<Object> owned(String page, Object... more) {
        Caller caller = Caller.current();
        return Stream.concat(
                        Stream.of(
                                caller.role(),
                                Objects.requireNonNullElse(caller.person(), ""),
                                page),
                        Stream.of(more))
                .toList();
    }

    /** Keeps what an address of the page asks for, and goes back to it. */
    @PostMapping("/views")
    String save(@RequestParam String page, @RequestParam String name, @RequestParam String to) {
        String called = name.strip();
        if (!PAGES.contains(page)) {
            throw new InvalidException("page", Reason.ONE_OF.of(String.join(", ", PAGES)));
        }
        if (called.isEmpty()) {
            throw new InvalidException("name", Reason.GIVEN);
        }
        if (called.length() > LONGEST) {
            throw new InvalidException("name", Reason.CHARACTERS.of(LONGEST));
        }
        String asked = asked(back(to));
        if (asked.isEmpty()) {
            throw new InvalidException("to", Reason.GIVEN);
        }
        if (jdbc.sql(SAVE).params(owned(page, called, asked, MOST)).update() == 0) {
            throw new InvalidException("name", Reason.SAVED_VIEWS.of(MOST));
        }
        return back(to, "view-saved");
    }

    @PostMapping("/views/removal")
    String remove(@RequestParam String page, @RequestParam String name, @RequestParam String to) {
        jdbc.sql(REMOVE).params(owned(page, name)).update();
        return back(to, "view-removed");
    }

    private static String back(String to) {
        return Objects.requireNonNullElse(OwnPath.of(to), "/");
    }

    private static String back(String to, String done) {
        return "redirect:"
                + UriComponentsBuilder.fromUriString(back(to))
                        .replaceQueryParam("after")
                        .replaceQueryParam("done", done)
                        .build();
    }

    @EventListener
    void forget(RepErased erased) {
        jdbc.sql(FORGET).param(erased.rep()).update();
    }
}
