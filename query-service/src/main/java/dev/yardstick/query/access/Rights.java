package dev.yardstick.query.access;

import dev.yardstick.query.timeline.RepStory;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * Whom a caller may read about: a manager bound to a person her reps of today, a rep herself;
 * managers without a person, auditors and admins everybody.
 */
@Component
public class Rights {

    private final Clock clock;
    private final AccessLog accesses;

    Rights(Clock clock, AccessLog accesses) {
        this.clock = clock;
        this.accesses = accesses;
    }

    /**
     * Lets the caller read about a rep.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public void requireRead(RepStory rep) {
        if (!mayRead(rep)) {
            throw new AccessDeniedException("not for this caller");
        }
        accesses.note(List.of(rep.id()));
    }

    /** Whether the caller may read about a rep. */
    public boolean mayRead(RepStory rep) {
        Caller caller = Caller.current();
        String person = caller.person();
        return switch (caller.role()) {
            case "admin", "auditor" -> true;
            case "manager" ->
                    person == null || person.equals(rep.place(LocalDate.now(clock)).manager());
            case "rep" -> rep.id().equals(person);
            default -> false;
        };
    }

    /**
     * Lets the caller read about everybody at once, which auditors and admins may.
     *
     * @param reps the ids of all of them
     * @throws AccessDeniedException when the caller may not
     */
    public void requireReadAll(Collection<String> reps) {
        if (!List.of("admin", "auditor").contains(Caller.current().role())) {
            throw new AccessDeniedException("not for this caller");
        }
        accesses.note(reps);
    }

    /** Tells whom of those who may be read about the answer shows. */
    public void reading(List<RepStory> reps) {
        accesses.note(reps.stream().map(RepStory::id).toList());
    }

    /**
     * For whom the caller may say what she is told: herself, or anybody as an admin; null where she
     * names nobody and her token neither.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public @Nullable String requireSelf(@Nullable String asked) {
        Caller caller = Caller.current();
        String person = asked == null ? caller.person() : asked;
        if (person != null && !person.equals(caller.person()) && !caller.role().equals("admin")) {
            throw new AccessDeniedException("not for this caller");
        }
        return person;
    }

    /** Tells that the answer is about these reps, whom the caller may read about. */
    public void readingOf(Collection<String> reps) {
        accesses.note(reps);
    }

    /**
     * Lets the caller read about a manager: herself, or anybody who may read about everybody.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public void requireManager(String manager) {
        Caller caller = Caller.current();
        String person = caller.person();
        boolean may =
                switch (caller.role()) {
                    case "admin", "auditor" -> true;
                    case "manager" -> person == null || person.equals(manager);
                    default -> false;
                };
        if (!may) {
            throw new AccessDeniedException("not for this caller");
        }
    }
}
