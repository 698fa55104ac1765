package dev.yardstick.command.record;

/** What came of one event of a CRM within its stream. */
public enum Recording {
    /** It was new. */
    RECORDED,
    /** The stream has it already. */
    DUPLICATE,
    /** Its id was used before with other content. */
    ID_REUSED
}
