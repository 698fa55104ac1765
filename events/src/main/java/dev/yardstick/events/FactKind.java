package dev.yardstick.events;

/** What a fact can be: one of nine activities, or what became of a deal. */
public enum FactKind implements Coded {
    CALL,
    MEETING,
    LEAD,
    COLLABORATION,
    TRAVEL,
    PAPERWORK,
    TRAINING,
    COACHING,
    ASSESSMENT,
    DEAL_OPENED,
    DEAL_WON,
    DEAL_LOST;

    /** The kind with that code; an unknown one is an {@link IllegalArgumentException}. */
    public static FactKind of(String code) {
        return Codes.parse(FactKind.class, code);
    }
}
