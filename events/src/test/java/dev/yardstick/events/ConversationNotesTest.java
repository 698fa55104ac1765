package dev.yardstick.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.ConversationNotes.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationNotesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/conversation-notes");
    private static final LocalDate FOLLOW_UP = LocalDate.of(2026, 3, 16);
    private static final About WARNING =
            new About("robin-2026", "calls", null, LocalDate.of(2026, 2, 20));

    /** A released golden file never changes: it lies sealed in logs. */
    private static void isAs(String golden, ConversationNotes notes) throws IOException {
        String stored = Files.readString(GOLDEN.resolve(golden + ".json")).strip();
        assertThat(notes.write()).isEqualTo(stored);
        assertThat(ConversationNotes.read(stored)).isEqualTo(notes);
    }

    private static ConversationNotes listened(@Nullable LocalDate followUpOn) {
        return new ConversationNotes(
                List.of(WARNING), followUpOn, "We listened to two of her calls.");
    }

    @Test
    void theyAreWrittenAndReadAsTheirGoldenFilesSay() throws IOException {
        isAs("warning", listened(FOLLOW_UP));
        isAs(
                "dispute",
                new ConversationNotes(
                        List.of(new About("robin-2026", null, 2, null)), FOLLOW_UP, null));
        isAs(
                "several",
                new ConversationNotes(
                        List.of(WARNING, new About("robin-2026", "visits", null, null)),
                        FOLLOW_UP,
                        null));
    }

    @Test
    void thoseFromBeforeThereWereFollowUpsAreReadStill() throws IOException {
        isAs("before-follow-ups", listened(null));
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        assertThat(ConversationNotes.read(null)).isEqualTo(ConversationNotes.NONE);
        assertThat(ConversationNotes.read("…")).isEqualTo(ConversationNotes.NONE);
        assertThat(ConversationNotes.read("{\"later\":1}")).isEqualTo(ConversationNotes.NONE);
    }
}
