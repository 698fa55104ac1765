package dev.yardstick.query.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.known.Change.Note;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final Note ALL = new Note(10, 3, 10);

    @Test
    void whatCameInOrderContinuesWhatWasRead() {
        Change read = new Change(ALL, new Note(20, 5, 10));
        assertThat(new Change(ALL, new Note(30, 8, 10)).continues(read)).isTrue();
        assertThat(new Change(ALL, new Note(30, 8, 25)).continues(read)).isFalse();
        assertThat(new Change(new Note(25, 6, 10), new Note(30, 8, 10)).continues(read)).isFalse();
    }

    /** Its notes may be older than those of the tables that were read. */
    @Test
    void otherTablesContinueNothing() {
        Change read = new Change(ALL, new Note(20, 5, 10));
        assertThat(new Change(new Note(12, 3, 12), new Note(15, 5, 12)).continues(read)).isFalse();
        Change none = new Change(Note.NEVER, new Note(20, 5, 10));
        assertThat(new Change(Note.NEVER, new Note(15, 5, 12)).continues(none)).isFalse();
    }
}
