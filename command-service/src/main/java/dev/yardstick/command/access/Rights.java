package dev.yardstick.command.access;

import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;

/**
 * Whom a caller may touch: a manager bound to a person her own reps, a rep herself; managers
 * without a person and admins everybody.
 */
@Component
public class Rights {

    private final Reps reps;
    private final Clock clock;

    Rights(Reps reps, Clock clock) {
        this.reps = reps;
        this.clock = clock;
    }

    /**
     * Lets a manager decide about a rep.
     *
     * @throws AccessDeniedException when the rep is not hers
     */
    public void requireManagerOf(String rep) {
        Caller caller = Caller.current();
        if (!isBoundManager(caller)) {
            return;
        }
        Rep known = reps.find(rep);
        if (!known.isKnown() || !caller.is(orNobody(known.manager(LocalDate.now(clock))))) {
            throw new AccessDeniedException("not a rep of " + caller.actor());
        }
    }

    /** Lets a manager hire into her own team only. */
    public void requireSelfAsManager(@Nullable String manager) {
        Caller caller = Caller.current();
        if (isBoundManager(caller) && !caller.is(orNobody(manager))) {
            throw new AccessDeniedException("not the team of " + caller.actor());
        }
    }

    /** Lets nobody act who is bound to one person's team. */
    public void requireUnbound() {
        if (isBoundManager(Caller.current())) {
            throw new AccessDeniedException("only a manager of all may do this");
        }
    }

    /**
     * Lets the rep answer, or whoever may decide about her.
     *
     * @return who reports the answer, when it is not the rep
     */
    public @Nullable String answering(String rep) {
        Caller caller = Caller.current();
        if (caller.role().equals("rep")) {
            if (!caller.is(rep)) {
                throw new AccessDeniedException("not the expectation of " + caller.actor());
            }
            return null;
        }
        requireManagerOf(rep);
        return caller.actor();
    }

    private static boolean isBoundManager(Caller caller) {
        return caller.role().equals("manager") && caller.person() != null;
    }

    private static String orNobody(@Nullable String manager) {
        return manager == null ? "" : manager;
    }
}
