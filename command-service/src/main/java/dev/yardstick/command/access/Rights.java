package dev.yardstick.command.access;

import dev.yardstick.command.account.Accounts;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.oversight.Oversight;
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
 * person what is about those for whom she answers today, a rep her own answers. A rep's today is
 * her own day. About a day that has passed a bound manager states something only where the rep was
 * hers from then on.
 */
@Component
public record Rights(Reps reps, Accounts accounts, Oversight.Source source, Clock clock) {

    private static final String NOBODY = "";

    /**
     * Lets the caller change what is known of a rep.
     *
     * @throws AccessDeniedException when the rep is not hers
     */
    public void requireChange(String rep) {
        String manager = boundManager();
        if (manager != null) {
            find(rep, manager, new Oversight(source));
        }
    }

    private LocalDate find(String rep, String manager, Oversight oversight) {
        Rep known = reps.find(rep);
        if (known.isKnown()) {
            LocalDate today = known.day(clock.instant());
            if (oversight.ground(manager, rep, today) != null) {
                return today;
            }
        }
        throw denied(
                rep.equals(NOBODY) ? Reason.OWNED_BY_NOBODY : Reason.OTHER_TEAM.of(rep, manager));
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
        Oversight oversight = new Oversight(source);
        LocalDate today = find(rep, manager, oversight);
        if (day == null || oversight.answers(manager, rep, day, today)) {
            return;
        }
        if (day.isAfter(today)) {
            throw denied(Reason.OTHER_TEAM_ON.of(rep, manager, day));
        }
        throw new InvalidException(
                field, Reason.HERS_LATER.of(oversight.since(manager, rep, today), rep, manager));
    }

    /** Lets the caller hire or change a rep: a bound manager to those alone whom she leads. */
    public void requireRep(String rep, @Nullable String manager, LocalDate on, LocalDate hiredOn) {
        String caller = boundManager();
        if (caller == null) {
            return;
        }
        if (manager == null || !new Oversight(source).isOrLeads(caller, manager, today())) {
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
        Set<String> owners = new HashSet<>(accounts.find(account).owners(on, today()));
        owners.add(owner == null ? NOBODY : owner);
        owners.forEach(this::requireChange);
        owners.forEach(rep -> requireChange(rep, "on", on));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Lets the caller say who stands in for a manager: a bound one for herself alone. */
    public void requireDeputy(String manager) {
        String caller = boundManager();
        if (caller != null && !caller.equals(manager)) {
            throw denied(Reason.ONLY_HERSELF_APPOINTS.of(manager));
        }
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
