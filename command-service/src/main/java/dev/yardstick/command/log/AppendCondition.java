package dev.yardstick.command.log;

/**
 * What a decision across streams relies on: that no expectation of a rep changed after a position.
 *
 * @param rep whose expectations were looked at
 * @param seenPosition the last position of them that was seen; 0 when there was none
 */
record AppendCondition(String rep, long seenPosition) {

    /** Where a unit of work keeps it until it appends. */
    static final String RESOURCE = AppendCondition.class.getName();
}
