package dev.yardstick.command.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A C2SP signed note: a text, a blank line, and a line for each signature.
 *
 * @param text what is signed, its last newline included
 * @param signatures one at least
 */
public record Note(String text, List<Signature> signatures) {

    private static final String DASH = "— ";
    private static final int MOST_SIGNATURES = 64;
    private static final int KEY_ID_LENGTH = 4;

    /**
     * A signature line.
     *
     * @param name of the key
     * @param blob the key's id in four bytes, and the signature
     */
    public record Signature(String name, byte[] blob) {

        String line() {
            return DASH + name + " " + Base64.getEncoder().encodeToString(blob);
        }

        /** The key's id. */
        byte[] keyId() {
            return Arrays.copyOf(blob, KEY_ID_LENGTH);
        }

        /** The signature itself. */
        byte[] signature() {
            return Arrays.copyOfRange(blob, KEY_ID_LENGTH, blob.length);
        }
    }

    /**
     * Reads a note.
     *
     * @throws BadNoteException naming the line that is not right
     */
    public static Note parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new BadNoteException(
                    "a signed note is a text, a blank line, and signature lines, each ending in a"
                            + " newline");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new BadNoteException("a signed note has no control characters but newlines");
        }
        String text = note.substring(0, blank + 1);
        int line = (int) text.lines().count() + 1;
        List<Signature> signatures = new ArrayList<>();
        for (String written : note.substring(blank + 2).lines().toList()) {
            line++;
            signatures.add(signature(written, line));
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new BadNoteException(
                    "a signed note has 1 to %s signature lines, this one %s",
                    MOST_SIGNATURES, signatures.size());
        }
        return new Note(text, List.copyOf(signatures));
    }

    private static Signature signature(String line, int number) {
        if (line.startsWith(DASH)) {
            String[] parts = line.substring(DASH.length()).split(" ", -1);
            if (parts.length == 2 && isKeyName(parts[0])) {
                try {
                    byte[] blob = Base64.getDecoder().decode(parts[1]);
                    Signature signature = new Signature(parts[0], blob);
                    // Base64 has more than one way to write the same bytes.
                    if (blob.length > KEY_ID_LENGTH && signature.line().equals(line)) {
                        return signature;
                    }
                } catch (IllegalArgumentException e) {
                    // said below
                }
            }
        }
        throw new BadNoteException(
                "line %s must be a signature: \"— NAME BASE64\", an em dash first", number);
    }

    static boolean isKeyName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c ->
                                c == '+'
                                        || c < ' '
                                        || Character.isSpaceChar(c)
                                        || Character.isWhitespace(c));
    }

    /** The note as it is kept and handed on. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            note.append(signature.line()).append('\n');
        }
        return note.toString();
    }
}
