package dev.yardstick.runtime;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a database refuses for what it is, and would refuse for ever, from all that passes.
 */
public final class DatabaseRefusal {

    /**
     * Classes of SQL states: data that cannot be, data that breaks a constraint, and data beyond
     * the limits of the database, such as a text too long for an index.
     */
    private static final List<String> CLASSES = List.of("22", "23", "54");

    private DatabaseRefusal() {}

    /** Whether a database that is there refused what it was given. */
    public static boolean isOne(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null && CLASSES.stream().anyMatch(state::startsWith)) {
                return true;
            }
        }
        return false;
    }
}
