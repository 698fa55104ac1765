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
     * @param position the highest event that it was about
     */
    record Note(long by, long position) {

        static final Note NEVER = new Note(0, 0);
    }

    /** From which position on what was found holds. */
    public long position() {
        return Math.max(ofAll.position(), ofRep.position());
    }
}
