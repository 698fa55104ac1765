package dev.yardstick.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123Z");

    /** The first test vector of RFC 8032, section 7.1. */
    private static final byte[] SEED =
            HexFormat.of()
                    .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final String PUBLIC =
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final SignerKey KEY = new SignerKey(SEED);
    private static final String NOTE = KEY.sign(20_852, Hash.OF_NOTHING, TIME).toString();

    @Test
    void theKeyIsThatOfTheRfcAndNamesItself() {
        assertThat(KEY.verifier().toString())
                .isEqualTo(VerifierKey.parse(KEY.verifier().toString() + "\n").toString())
                .startsWith("yardstick/21fe31dfa154a261+");
        assertThat(new VerifierKey(KEY.verifier().name(), HexFormat.of().parseHex(PUBLIC)))
                .hasToString(KEY.verifier().toString());
    }

    @Test
    void aSignedCheckpointIsReadBackAsItWas() {
        assertThat(NOTE)
                .startsWith(
                        """
                        yardstick/21fe31dfa154a261
                        20852
                        47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
                        time 2026-01-31T12:00:00.123Z

                        — yardstick/21fe31dfa154a261\
                        """);
        assertThat(KEY.verifier().open(NOTE))
                .isEqualTo(new Checkpoint(KEY.verifier().name(), 20_852, Hash.OF_NOTHING, TIME));
    }

    /** The example of the specification, signed by others' software. */
    @Test
    void aNoteOfOthersIsRead() {
        VerifierKey key =
                VerifierKey.parse(
                        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        String note =
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """;
        assertThatThrownBy(() -> key.open(note))
                .isInstanceOf(BadNoteException.class)
                .hasMessageContaining("four lines");
        assertThatThrownBy(() -> key.open(note.replace("answer", "cause")))
                .hasMessageContaining("does not fit");
    }

    @Test
    void everyCharacterCounts() {
        for (int i = 0; i < NOTE.length(); i++) {
            char other = NOTE.charAt(i) == '1' ? '2' : '1';
            String bent = NOTE.substring(0, i) + other + NOTE.substring(i + 1);
            assertThat(opens(bent)).as("character %d", i).isFalse();
            String shorter = NOTE.substring(0, i) + NOTE.substring(i + 1);
            assertThat(opens(shorter)).as("without character %d", i).isFalse();
        }
    }

    private static boolean opens(String note) {
        try {
            KEY.verifier().open(note);
            return true;
        } catch (BadNoteException e) {
            return false;
        }
    }

    @Test
    void anotherKeysSignatureIsNotEnough() {
        SignerKey other = new SignerKey(new byte[32]);
        assertThatThrownBy(() -> other.verifier().open(NOTE))
                .isInstanceOf(BadNoteException.class)
                .hasMessageContaining("not signed by the key " + other.verifier().name())
                .hasMessageContaining(KEY.verifier().name());
    }

    @Test
    void aWitnesssSignatureBesidesDoesNotMatter() {
        String witnessed = NOTE + "— witness.example/kim c2lnbmF0dXJl\n";
        assertThat(KEY.verifier().open(witnessed).size()).isEqualTo(20_852);
    }

    @Test
    void whatIsWrongIsSaidByLine() {
        assertBad("yardstick/x\n-1\n", "four lines");
        String root = Hash.OF_NOTHING + "\n";
        assertBad("\n1\n" + root + "time 2026-01-31T12:00:00Z\n", "line 1");
        assertBad("a\n01\n" + root + "time 2026-01-31T12:00:00Z\n", "line 2");
        assertBad("a\n-1\n" + root + "time 2026-01-31T12:00:00Z\n", "line 2");
        assertBad("a\n1\nAAAA\ntime 2026-01-31T12:00:00Z\n", "line 3");
        assertBad("a\n1\n" + root + "2026-01-31T12:00:00Z\n", "line 4");
        assertBad("a\n1\n" + root + "time yesterday\n", "line 4");
        assertBad("a\r\n1\n" + root + "time 2026-01-31T12:00:00Z\n", "newline");
        assertThatThrownBy(() -> Note.parse("a\n\nb\n")).hasMessageContaining("line 3");
        assertThatThrownBy(() -> Note.parse("a\n")).hasMessageContaining("blank line");
        assertThatThrownBy(() -> VerifierKey.parse("yardstick"))
                .hasMessageContaining("NAME+ID+KEY");
        String key = KEY.verifier().toString();
        assertThatThrownBy(() -> VerifierKey.parse("other" + key)).hasMessageContaining("id");
    }

    private static void assertBad(String text, String message) {
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(BadNoteException.class)
                .hasMessageContaining(message);
    }
}
