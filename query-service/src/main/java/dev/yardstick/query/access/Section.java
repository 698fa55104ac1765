package dev.yardstick.query.access;

import dev.yardstick.events.Codes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the pages, in the order of the menu, and who may open and change them: what is not
 * listed here is denied. Whom a caller may read about is decided in {@link Rights}, and what she
 * may change by command-service, to which her own token is handed on.
 */
public enum Section {
    TODAY("manager,rep,admin", "manager,admin"),
    TEAMS("manager,auditor,admin", ""),
    REPS("manager,rep,auditor,admin", "manager,admin"),
    EXPECTATIONS("manager,rep,auditor,admin", "manager,rep,admin"),
    CONVERSATIONS("manager,rep,auditor,admin", "manager,admin"),
    AUDIT("auditor,admin", "auditor,admin"),
    OPERATIONS("operator,auditor,admin", "operator,admin"),
    PEOPLE("manager,auditor,admin", "manager,admin"),
    ACCOUNTS("manager,auditor,admin", "manager,admin"),
    CONNECTIONS("operator,auditor,admin", "operator,admin"),
    SETTINGS("manager,rep,auditor,admin", "manager,rep,admin");

    private final String readers;
    private final String writers;

    Section(String readers, String writers) {
        this.readers = readers;
        this.writers = writers;
    }

    /** Its first page; its others lie below. */
    public String path() {
        return "/" + Codes.of(this);
    }

    /** Whether a role may open it. */
    public boolean isOpenTo(String role) {
        return List.of(readers.split(",")).contains(role);
    }

    /** Whether there is anything for a role to see. */
    static boolean isOpenToAny(String role) {
        return Stream.of(values()).anyMatch(section -> section.isOpenTo(role));
    }

    /** Whether a role may change something there. */
    public boolean isChangedBy(String role) {
        return List.of(writers.split(",")).contains(role);
    }

    /** As {@link dev.yardstick.runtime.access.Grants} reads them. */
    Stream<String> grants() {
        String paths = " " + path() + " " + path() + "/**";
        Stream<String> reading = Stream.of("GET " + readers + paths);
        return writers.isEmpty()
                ? reading
                : Stream.concat(reading, Stream.of("POST " + writers + paths));
    }
}
