package dev.yardstick.standalone.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of text in UTF-8 strictly. What is wrong is added to the problems. */
public final class TextFile {

    /** Files are read whole; one larger than this is not what it should be. */
    private static final long MOST_BYTES = 256L << 20;

    private TextFile() {}

    /** Adds a problem for each file that is not there. */
    public static void require(Path directory, List<Problem> problems, String... files) {
        for (String file : files) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                problems.add(new Problem(file, 0, 0, "is missing in " + directory));
            }
        }
    }

    /** The whole text; null where it cannot be read. */
    static @Nullable String read(Path directory, String file, List<Problem> problems) {
        Path path = directory.resolve(file);
        try {
            if (Files.size(path) > MOST_BYTES) {
                problems.add(new Problem(file, 0, 0, "is larger than 256 MiB"));
                return null;
            }
            return decode(file, Files.readAllBytes(path), problems);
        } catch (IOException unreadable) {
            problems.add(new Problem(file, 0, 0, "cannot be read: " + unreadable.getMessage()));
            return null;
        }
    }

    private static @Nullable String decode(String file, byte[] bytes, List<Problem> problems) {
        CharBuffer read = CharBuffer.allocate(bytes.length);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes), read, true);
        String text = read.flip().toString();
        if (!result.isError()) {
            return text;
        }
        problems.add(
                problem(file, text, text.length(), "is no valid UTF-8; save the file as UTF-8"));
        return null;
    }

    /** What is wrong at a place in a file's text. */
    static Problem problem(String file, String text, int offset, String message) {
        int column = 1 + offset - lineStart(text, offset);
        return new Problem(file, 1 + lineEnds(text, 0, offset), column, message);
    }

    /**
     * How many lines end from one place in a text up to another, as all programs end them: with a
     * line feed, a carriage return, or both.
     */
    static int lineEnds(String text, int from, int to) {
        int ends = 0;
        for (int at = from; at < to; at++) {
            if (isEnd(text, at)) {
                ends++;
            }
        }
        return ends;
    }

    /** Where the line begins in which a place lies. */
    static int lineStart(String text, int offset) {
        int start = Math.min(offset, text.length());
        while (start > 0 && !isEnd(text, start - 1)) {
            start--;
        }
        return start;
    }

    private static boolean isEnd(String text, int at) {
        char c = text.charAt(at);
        boolean followed = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return c == '\n' || c == '\r' && !followed;
    }
}
