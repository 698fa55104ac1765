package dev.yardstick.query.access;

import dev.yardstick.events.oversight.Oversight;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.runtime.access.DeniedException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * What a caller may read: a manager bound to a person about those for whom she answers today, a rep
 * about herself; managers without a person, auditors and admins about everybody. What was known
 * earlier is read by who may read it now. A rep's today is her own day; an account is read by who
 * may read about the rep who owns it today.
 */
@Component
public record Rights(Scopes scopes, AccessLog accesses) {

    /**
     * Lets the caller read about a rep.
     *
     * @param rep as known now
     * @throws AccessDeniedException when the caller may not
     */
    public void requireRead(RepStory rep) {
        if (!readable().test(rep)) {
            throw new DeniedException(Reason.CALLER);
        }
        accesses.note(List.of(rep.id()));
    }

    /**
     * About which reps, as known now, the caller may read. Call it within the transaction of the
     * reading.
     */
    public Predicate<RepStory> readable() {
        Caller caller = Caller.current();
        String person = caller.person();
        if (mayReadAll()) {
            return rep -> true;
        }
        if (person == null) {
            return rep -> false;
        }
        return switch (caller.role()) {
            case "manager" -> {
                Oversight oversight = scopes.now();
                yield rep -> oversight.ground(person, rep.id(), scopes.today(rep)) != null;
            }
            case "rep" -> rep -> rep.id().equals(person);
            default -> rep -> false;
        };
    }

    /**
     * Whose names the caller may see: of those about whom she may read; an operator, who maps a
     * CRM's owners to them, the names of all and nothing else.
     */
    public Predicate<RepStory> named() {
        return Caller.current().role().equals("operator") ? rep -> true : readable();
    }

    /** The person as whom a manager reads; null: the caller may read about everybody. */
    public @Nullable String boundManager() {
        return mayReadAll() ? null : Caller.current().person();
    }

    /** Whether the caller may read about everybody, so that nobody has to be looked up. */
    public boolean mayReadAll() {
        Caller caller = Caller.current();
        return switch (caller.role()) {
            case "admin", "auditor" -> true;
            case "manager" -> caller.person() == null;
            default -> false;
        };
    }

    /**
     * Whether an account is one of a rep's.
     *
     * @param account as known now
     * @param rep as known now, about whom the caller may read
     */
    public boolean isOwner(RepStory rep, AccountStory account) {
        return rep.id().equals(account.ownership(scopes.today(rep)).owner());
    }

    /**
     * Lets the caller read about everybody at once, which auditors and admins may.
     *
     * @param reps the ids of all of them
     * @throws AccessDeniedException when the caller may not
     */
    public void requireReadAll(Collection<String> reps) {
        if (!List.of("admin", "auditor").contains(Caller.current().role())) {
            throw new DeniedException(Reason.CALLER);
        }
        accesses.note(reps);
    }

    /** Tells whom of those who may be read about the answer shows. */
    public void reading(List<RepStory> reps) {
        accesses.note(reps.stream().map(RepStory::id).toList());
    }

    /** Tells whom an answer shows that is chosen once the reading is done. */
    public void shown(Stream<String> reps) {
        accesses.recorded(() -> {
            Set<String> shown = reps.collect(Collectors.toSet());
            accesses.note(shown);
            return shown;
        });
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
            throw new DeniedException(Reason.CALLER);
        }
        return person;
    }

    /** Tells that the answer is about these reps, whom the caller may read about. */
    public void readingOf(Collection<String> reps) {
        accesses.note(reps);
    }

    /**
     * Lets the caller read about a manager: herself, whoever leads her or stands in for one of
     * these, or may read about everybody. Call it within the transaction of the reading.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public void requireManager(String manager) {
        Caller caller = Caller.current();
        String person = caller.person();
        boolean hers =
                caller.role().equals("manager")
                        && person != null
                        && scopes.now().isOrLeads(person, manager, scopes.today(manager));
        if (!hers && !mayReadAll()) {
            throw new DeniedException(Reason.CALLER);
        }
    }
}
