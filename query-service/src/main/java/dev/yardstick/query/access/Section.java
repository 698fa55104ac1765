package dev.yardstick.query.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the pages, in the order of the menu, and who may open and change them: what is not
 * listed here is denied. Whom a caller may read about is decided in {@link Rights}, and what she
 * may change by command-service, to which her own token is handed on.
 */
public enum Section {
    TEAMS("/teams", List.of("manager", "auditor", "admin"), List.of()),
    REPS("/reps", List.of("manager", "rep", "auditor", "admin"), List.of("manager", "admin")),
    EXPECTATIONS(
            "/expectations",
            List.of("manager", "rep", "auditor", "admin"),
            List.of("manager", "rep", "admin")),
    CONVERSATIONS(
            "/conversations",
            List.of("manager", "rep", "auditor", "admin"),
            List.of("manager", "admin")),
    AUDIT("/audit", List.of("auditor", "admin"), List.of("auditor", "admin")),
    OPERATIONS(
            "/operations", List.of("operator", "auditor", "admin"), List.of("operator", "admin")),
    PEOPLE("/people", List.of("manager", "auditor", "admin"), List.of("manager", "admin")),
    ACCOUNTS("/accounts", List.of("manager", "auditor", "admin"), List.of("manager", "admin")),
    CONNECTIONS(
            "/connections", List.of("operator", "auditor", "admin"), List.of("operator", "admin")),
    SETTINGS(
            "/settings",
            List.of("manager", "rep", "auditor", "admin"),
            List.of("manager", "rep", "admin"));

    private final String path;
    private final List<String> readers;
    private final List<String> writers;

    Section(String path, List<String> readers, List<String> writers) {
        this.path = path;
        this.readers = readers;
        this.writers = writers;
    }

    /** Its first page; its others lie below. */
    public String path() {
        return path;
    }

    /** Whether a role may open it. */
    public boolean isOpenTo(String role) {
        return readers.contains(role);
    }

    /** Whether a role may change something there. */
    public boolean isChangedBy(String role) {
        return writers.contains(role);
    }

    /** As {@link dev.yardstick.runtime.access.Grants} reads them. */
    Stream<String> grants() {
        String paths = " " + path + " " + path + "/**";
        Stream<String> reading = Stream.of("GET " + String.join(",", readers) + paths);
        return writers.isEmpty()
                ? reading
                : Stream.concat(reading, Stream.of("POST " + String.join(",", writers) + paths));
    }
}
