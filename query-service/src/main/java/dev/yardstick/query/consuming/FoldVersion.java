package dev.yardstick.query.consuming;

import dev.yardstick.runtime.service.CannotStartException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * By which version of the fold the rows are that answer. A program that folds otherwise has a
 * greater number than the rows: it rebuilds them by itself, and the number changes with the swap. A
 * program with a smaller one would add rows that do not go with the others.
 */
@Component
public final class FoldVersion {

    /**
     * Raise it whenever the same log comes to other rows than before: that is all it takes for
     * every installation to be rebuilt beside what answers.
     */
    public static final int NUMBER = 1;

    private static final String FIND = "select version from folded";

    /** Where nothing was folded yet, it will be by this version. */
    private static final String BEGIN =
            """
            update folded set version = ?
            where version < ? and not exists (select from consumed where next_offset > 0)
            """;

    private static final String WRITE = "update folded set version = ?";

    private static final String NEWER =
            "The read model was folded by a newer version of Yardstick (fold %d, this one knows up to"
                    + " %d). Start that version, or restore a backup from before it.";

    private final JdbcClient jdbc;

    /**
     * Looks by which version the rows are.
     *
     * @throws CannotStartException when it is a newer one
     */
    FoldVersion(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql(BEGIN).params(NUMBER, NUMBER).update();
        requireKnown();
    }

    /**
     * Lets nobody apply events to what a newer version has folded.
     *
     * @throws CannotStartException when it has
     */
    void requireKnown() {
        int found = find();
        if (found > NUMBER) {
            throw new CannotStartException(NEWER.formatted(found, NUMBER));
        }
    }

    /** Whether the rows are by an older version. */
    public boolean isOlder() {
        return find() < NUMBER;
    }

    private int find() {
        return jdbc.sql(FIND).query(Integer.class).single();
    }

    /** Notes that they are by this one; in the transaction that puts them in place. */
    public void write() {
        jdbc.sql(WRITE).param(NUMBER).update();
    }
}
