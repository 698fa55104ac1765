package dev.yardstick.query.application;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.access.Caller;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the caller asked of a page (filters, columns, order) and keeps under a name. Templates call
 * it {@code savedViews}.
 */
@Component
public record SavedViews(JdbcClient jdbc) {

    /** So many of a page are kept for each caller. */
    public static final int MOST = 20;

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

    /**
     * Keeps one.
     *
     * @return whether there is room for it
     */
    public boolean save(String page, View view) {
        return jdbc.sql(SAVE).params(owned(page, view.name(), view.query(), MOST)).update() == 1;
    }

    /** Forgets one, if it is there. */
    public void remove(String page, String name) {
        jdbc.sql(REMOVE).params(owned(page, name)).update();
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

    @EventListener
    void forget(RepErased erased) {
        jdbc.sql(FORGET).param(erased.rep()).update();
    }
}
