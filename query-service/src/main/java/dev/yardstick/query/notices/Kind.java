package dev.yardstick.query.notices;

/** What a person may be told; written as {@link dev.yardstick.events.Codes} has it. */
public enum Kind {
    /** To a rep: a version was communicated and is not answered. */
    TO_ACKNOWLEDGE,
    /** To a rep's manager: drift has become clear. */
    WARNING,
    /** To a rep's manager: the rep disputes a version. */
    DISPUTE,
    /** To a manager or a rep: what her week begins with. */
    WEEK
}
