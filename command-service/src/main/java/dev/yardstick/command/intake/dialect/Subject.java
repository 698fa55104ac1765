package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.refusal.Characters;

/**
 * A record of a CRM, as we name it.
 *
 * @param record the CRM's id of a deal or an account; an activity's type and id, {@code call:17}
 */
public record Subject(Kind kind, String record) {

    /** Blanks at an id's ends are no part of it. */
    public Subject {
        record = Characters.strip(record);
    }

    /** What a record can be here. */
    public enum Kind {
        ACTIVITY,
        DEAL,
        ACCOUNT
    }

    public static Subject activity(String type, String id) {
        return new Subject(Kind.ACTIVITY, type + ":" + Characters.strip(id));
    }

    public static Subject deal(String id) {
        return new Subject(Kind.DEAL, id);
    }

    public static Subject account(String id) {
        return new Subject(Kind.ACCOUNT, id);
    }
}
