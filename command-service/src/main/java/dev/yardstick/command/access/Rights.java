package dev.yardstick.command.access;

import dev.yardstick.command.account.Accounts;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.runtime.access.DeniedException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * What a caller may change: managers without a person and admins everything, a manager bound to a
 * person what is about her reps of today, a rep her own answers. A rep's today is her own day.
 * About a day that has passed a bound manager states something only where the rep was hers from
 * then on.
 */
@Component
public record Rights(Reps reps, Accounts accounts, Clock clock) {

    private static final String NOBODY = "";

    /**
     * Lets the caller change what is known of a rep.
     *
     * @throws AccessDeniedException when the rep is not hers
     */
    public void requireChange(String rep) {
        String manager = boundManager();
        if (manager != null) {
            find(rep, manager);
        }
    }

    private Rep find(String rep, String manager) {
        Rep known = reps.find(rep);
        if (!known.isKnown() || !manager.equals(known.manager(known.day(clock.instant())))) {
            throw denied(
                    rep.equals(NOBODY)
                            ? Reason.OWNED_BY_NOBODY
                            : Reason.OTHER_TEAM.of(rep, manager));
        }
        return known;
    }

    /**
     * Lets the caller state something about a rep that counts from a day on.
     *
     * @param field what names the day in the call
     * @param day null: of no day
     * @throws AccessDeniedException when the rep is not hers, or will not be on that day
     * @throws InvalidException when she became hers later than that day
     */
    public void requireChange(String rep, String field, @Nullable LocalDate day) {
        String manager = boundManager();
        if (manager == null) {
            return;
        }
        Rep known = find(rep, manager);
        LocalDate today = known.day(clock.instant());
        if (day == null || known.isManagedBy(manager, day, today)) {
            return;
        }
        if (day.isAfter(today)) {
            throw denied(Reason.OTHER_TEAM_ON.of(rep, manager, day));
        }
        throw new InvalidException(
                field, Reason.HERS_LATER.of(known.managedSince(manager, today), rep, manager));
    }

    /** Lets the caller hire or change a rep: a bound manager into her own team only. */
    public void requireRep(String rep, @Nullable String manager, LocalDate on, LocalDate hiredOn) {
        String caller = boundManager();
        if (caller == null) {
            return;
        }
        if (!caller.equals(manager)) {
            throw denied(Reason.ONLY_MANAGER_OF_ALL_PLACES);
        }
        Rep known = reps.find(rep);
        if (known.isKnown()) {
            requireChange(rep, "on", on);
            requireChange(rep, "hiredOn", known.changedByHire(hiredOn));
        }
    }

    /**
     * Lets the caller state an account as of a day: a bound manager where it is, was since that day
     * and will be owned by her reps alone. An account that nobody owns is the company's.
     */
    public void requireAccount(String account, @Nullable String owner, LocalDate on) {
        if (boundManager() == null) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Set<String> owners = new HashSet<>(accounts.find(account).owners(on, today));
        owners.add(owner == null ? NOBODY : owner);
        owners.forEach(this::requireChange);
        owners.forEach(rep -> requireChange(rep, "on", on));
    }

    /** Lets nobody act who is bound to one person's team. */
    public void requireUnbound() {
        if (boundManager() != null) {
            throw denied(Reason.ONLY_MANAGER_OF_ALL);
        }
    }

    /**
     * Lets the rep answer, or whoever may change what is known of her.
     *
     * @return who reports the answer, when it is not the rep
     */
    public @Nullable String requireAnswer(String rep) {
        Caller caller = Caller.current();
        if (!caller.role().equals("rep")) {
            requireChange(rep);
            return caller.actor();
        }
        if (!caller.is(rep)) {
            throw denied(Reason.OTHERS_EXPECTATION.of(caller.actor()));
        }
        return null;
    }

    /** The person to whose reps the caller is bound; null: she may change everything. */
    private static @Nullable String boundManager() {
        Caller caller = Caller.current();
        return switch (caller.role()) {
            case "admin" -> null;
            case "manager" -> caller.person();
            default -> throw denied(Reason.ONLY_MANAGERS);
        };
    }

    private static DeniedException denied(Refusal why) {
        return new DeniedException(why);
    }
}
