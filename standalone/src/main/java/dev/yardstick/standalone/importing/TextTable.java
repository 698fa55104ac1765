package dev.yardstick.standalone.importing;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads a file of records strictly: UTF-8 without a byte order mark, every record with every
 * column, and each record remembers where it stands. What is wrong is added to the problems, and
 * the rows read are then good for looking for further problems only.
 */
final class TextTable {

    /** Files are read whole; one larger than this is not what it should be. */
    private static final long MOST_BYTES = 256L << 20;

    private final String file;
    private final Shape shape;
    private final String text;
    private final List<Problem> problems;
    private int countedTo;
    private int countedLine = 1;

    private TextTable(String file, Shape shape, String text, List<Problem> problems) {
        this.file = file;
        this.shape = shape;
        this.text = text;
        this.problems = problems;
    }

    /** How a file is written. */
    sealed interface Shape {
        List<String> columns();

        char delimiter();

        /** Tabs between the cells, no quotes, no header. */
        record Tabs(List<String> columns) implements Shape {
            @Override
            public char delimiter() {
                return '\t';
            }
        }

        /** Commas between the cells, quotes where needed, and the columns' names as first line. */
        record Commas(List<String> columns) implements Shape {
            @Override
            public char delimiter() {
                return ',';
            }
        }
    }

    /** All records of a file, as far as they can be read. */
    static List<Row> read(Path directory, String file, Shape shape, List<Problem> problems) {
        String text = text(directory, file, problems);
        if (text == null) {
            return List.of();
        }
        if (text.startsWith("\uFEFF")) {
            problems.add(
                    new Problem(
                            file, 1, 1, "starts with a byte order mark; save it as plain UTF-8"));
            return List.of();
        }
        return new TextTable(file, shape, text, problems).rows();
    }

    /** Adds a problem for each file that is not there. */
    static void requireFiles(Path directory, List<Problem> problems, String... files) {
        for (String file : files) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                problems.add(new Problem(file, 0, 0, "is missing in " + directory));
            }
        }
    }

    private static @Nullable String text(Path directory, String file, List<Problem> problems) {
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
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int column = text.length() - text.lastIndexOf('\n');
        problems.add(new Problem(file, line, column, "is no valid UTF-8; save the file as UTF-8"));
        return null;
    }

    private List<Row> rows() {
        boolean quotes = shape instanceof Shape.Commas;
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(shape.delimiter())
                        .setQuote(quotes ? '"' : null)
                        .setIgnoreEmptyLines(true)
                        .get();
        List<Row> rows = new ArrayList<>();
        int end = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                CSVRecord cells = records.next();
                int start = skipEmptyLines((int) cells.getCharacterPosition());
                rows.add(new Row(file, shape, text, start, lineAt(start), cells, problems));
                end = start;
            }
        } catch (IOException | UncheckedIOException malformed) {
            quoteProblem(end);
        }
        if (rows.isEmpty() && problems.stream().noneMatch(p -> p.file().equals(file))) {
            problems.add(new Problem(file, 1, 1, "is empty; expected " + columns()));
        }
        if (quotes && !rows.isEmpty()) {
            checkHeader(rows.removeFirst());
        }
        rows.removeIf(row -> !row.complete());
        return rows;
    }

    private void checkHeader(Row header) {
        if (header.complete()) {
            for (String column : shape.columns()) {
                String name = header.text(column);
                if (!name.equals(column)) {
                    header.problem(
                            column,
                            "the first line must name the columns "
                                    + columns()
                                    + ": expected "
                                    + column
                                    + " here, not \""
                                    + name
                                    + "\"");
                    return;
                }
            }
        }
    }

    private String columns() {
        return String.join(", ", shape.columns());
    }

    private int skipEmptyLines(int at) {
        int start = at;
        while (start < text.length()
                && (text.charAt(start) == '\r' || text.charAt(start) == '\n')) {
            start++;
        }
        return start;
    }

    /** Records come in order, so lines are counted once. */
    private int lineAt(int offset) {
        for (; countedTo < offset; countedTo++) {
            if (text.charAt(countedTo) == '\n') {
                countedLine++;
            }
        }
        return countedLine;
    }

    /** Finds the quote over which the parser stumbled, from a good record on. */
    private void quoteProblem(int from) {
        int open = -1;
        int at = from;
        for (boolean cellStarts = true; at < text.length(); at++) {
            char c = text.charAt(at);
            if (open < 0) {
                if (c == '"' && cellStarts) {
                    open = at;
                }
                cellStarts = c == shape.delimiter() || c == '\n';
            } else if (c == '"') {
                char next = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
                if (next == '"') {
                    at++;
                } else if (next == shape.delimiter() || next == '\r' || next == '\n') {
                    open = -1;
                } else {
                    problemAt(at, "a quote inside a quoted cell must be doubled");
                    return;
                }
            }
        }
        problemAt(open < 0 ? from : open, "the quote that opens here is never closed");
    }

    private void problemAt(int offset, String message) {
        int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - text.lastIndexOf('\n', offset - 1);
        problems.add(new Problem(file, line, column, message));
    }
}
