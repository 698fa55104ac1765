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

    /**
     * A record of an object of a CRM; all but those of two objects are activities.
     *
     * @param deals what the CRM calls the object of deals
     * @param accounts what it calls that of accounts
     */
    public static Subject of(String object, String id, String deals, String accounts) {
        return object.equals(deals)
                ? deal(id)
                : object.equals(accounts) ? account(id) : activity(object, id);
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
