package dev.yardstick.query.known;

/**
 * What changed last of what is known of a rep: two readings that find the same found the same rows.
 *
 * @param ofAll of what counts for every rep
 * @param ofRep of what is hers
 */
public record Change(Note ofAll, Note ofRep) {

    /** That nothing did. */
    public static final Change NEVER = new Change(Note.NEVER, Note.NEVER);

    /**
     * That something changed.
     *
     * @param by the transaction, of which no two are alike; 0: nothing did
     * @param position the highest event that any change was about
     * @param late the last transaction that brought events at or below a position noted before
     */
    record Note(long by, long position, long late) {

        static final Note NEVER = new Note(0, 0, 0);
    }

    /** From which position on what was found holds. */
    public long position() {
        return Math.max(ofAll.position(), ofRep.position());
    }

    /**
     * Whether all that came since a change before lies above what was noted then: who read the
     * rep's facts then has to read only those above {@link #ownPosition}. Tables that a rebuild put
     * in place have other notes of what counts for every rep, or none.
     */
    public boolean continues(Change before) {
        return !ofAll.equals(Note.NEVER)
                && ofAll.equals(before.ofAll)
                && ofRep.late() <= before.ofRep.by();
    }

    /** The highest event that changed what is hers. */
    public long ownPosition() {
        return ofRep.position();
    }
}
