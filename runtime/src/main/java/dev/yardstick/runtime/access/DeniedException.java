package dev.yardstick.runtime.access;

import dev.yardstick.events.refusal.Refusal;
import org.springframework.security.access.AccessDeniedException;

/** The caller may not do this, whatever the role. */
public class DeniedException extends AccessDeniedException {

    private final transient Refusal refusal;

    /** Says why. */
    public DeniedException(Refusal refusal) {
        super(refusal.english());
        this.refusal = refusal;
    }

    /** Why not. */
    public Refusal refusal() {
        return refusal;
    }
}
