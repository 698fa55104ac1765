package dev.yardstick.standalone.backup;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** What went wrong, and what to do about it, in words for people. */
public final class Trouble {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String FULL = "the disk takes no more";

    private Trouble() {}

    /** Of an exception; one that was put into words before is told in these. */
    public static String of(Throwable e) {
        return switch (e) {
            case DataAccessException ofSpring when ofSpring.getMostSpecificCause() != ofSpring ->
                    of(ofSpring.getMostSpecificCause());
            case SQLException sql -> of(sql);
            case AccessDeniedException denied ->
                    denied.getFile() + " may not be written or read: run it as a user who may";
            case FileSystemException file when file.getReason() == null -> file.toString();
            default -> isFull(e.getMessage()) ? full(e) : String.valueOf(e.getMessage());
        };
    }

    private static boolean isFull(@Nullable String message) {
        return message != null
                && !message.contains(FULL)
                && (message.contains("No space left")
                        || message.contains("File too large")
                        || message.contains("quota exceeded"));
    }

    private static String full(Throwable e) {
        return "%s (%s): make room there and begin again".formatted(FULL, e.getMessage());
    }

    private static String of(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String said = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        return switch (state) {
            case INSUFFICIENT_PRIVILEGE ->
                    "the database refuses it (%s): connect as the owner of both databases"
                            .formatted(said);
            case LOCK_NOT_AVAILABLE ->
                    "something else holds a table for too long (%s): begin again".formatted(said);
            default -> "the database did not do it (%s)".formatted(said);
        };
    }
}
