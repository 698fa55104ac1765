package dev.yardstick.standalone.csv;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        int line = 1 + LineEnds.count(text, 0, text.length());
        int column = 1 + text.length() - LineEnds.lineStart(text, text.length());
        problems.add(new Problem(file, line, column, "is no valid UTF-8; save the file as UTF-8"));
        return null;
    }
}
