package dev.yardstick.query.known;

/**
 * What changed last of what is known of a rep: two readings that find the same found the same rows.
 *
 * @param ofAll the transaction that changed what counts for every rep; 0: none did
 * @param ofRep the one that changed what is hers; 0: none did
 * @param position the highest event that either was about
 */
public record Change(long ofAll, long ofRep, long position) {}
