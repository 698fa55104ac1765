package dev.yardstick.standalone.csv;

import dev.yardstick.events.refusal.Characters;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a file of records strictly: UTF-8, every record with every column, and each record
 * remembers where it stands. What is wrong is added to the problems, and the rows read are then
 * good for looking for further problems only.
 */
public final class TextTable {

    final String file;
    private final Shape shape;
    final String text;
    final List<Problem> problems;
    private int countedTo;
    private int countedLine = 1;

    private TextTable(String file, Shape shape, String text, List<Problem> problems) {
        this.file = file;
        this.shape = shape;
        this.text = text;
        this.problems = problems;
    }

    /**
     * How a file is written.
     *
     * @param needed the columns that have to be there
     * @param columns all that are there, as soon as the first line is read
     * @param quoted whether cells may be quoted and the first line names the columns
     * @param free as people's own programs write it: perhaps with a byte order mark, and with more
     *     columns than are needed, in any order
     */
    public record Shape(
            List<String> needed,
            List<String> columns,
            char delimiter,
            boolean quoted,
            boolean free) {

        /** Tabs between the cells, no quotes, no header; the columns with blanks between them. */
        public static Shape tabs(String columns) {
            List<String> all = List.of(columns.split(" "));
            return new Shape(all, all, '\t', false, false);
        }

        /** Commas between the cells, quotes where needed, and the columns' names as first line. */
        public static Shape commas(String columns) {
            List<String> all = List.of(columns.split(" "));
            return new Shape(all, all, ',', true, false);
        }

        static Shape named(List<String> needed, char delimiter) {
            return new Shape(needed, needed, delimiter, true, true);
        }

        Shape headedBy(CSVRecord names) {
            List<String> named = names.stream().map(Characters::strip).toList();
            return new Shape(needed, named, delimiter, quoted, free);
        }
    }

    /** All records of a file, as far as they can be read. */
    public static List<Row> read(Path directory, String file, Shape shape, List<Problem> problems) {
        String text = TextFile.read(directory, file, problems);
        if (text == null) {
            return List.of();
        }
        if (text.startsWith("\uFEFF") && shape.free()) {
            return new TextTable(file, shape, text.substring(1), problems).rows();
        }
        if (text.startsWith("\uFEFF")) {
            problems.add(
                    new Problem(
                            file, 1, 1, "starts with a byte order mark; save it as plain UTF-8"));
            return List.of();
        }
        return new TextTable(file, shape, text, problems).rows();
    }

    private List<Row> rows() {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(shape.delimiter())
                        .setQuote(shape.quoted() ? '"' : null)
                        .setIgnoreEmptyLines(true)
                        .get();
        List<Row> rows = new ArrayList<>();
        Shape written = shape;
        int end = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                CSVRecord cells = records.next();
                int start = skipEmptyLines((int) cells.getCharacterPosition());
                if (rows.isEmpty() && shape.free()) {
                    written = shape.headedBy(cells);
                }
                Row row = new Row(this, written, start, lineAt(start), cells, null);
                if (!row.isComplete()) {
                    row.wrongCount();
                }
                rows.add(row);
                end = start;
            }
        } catch (IOException | UncheckedIOException malformed) {
            quoteProblem(end);
        }
        if (rows.isEmpty() && problems.stream().noneMatch(p -> p.file().equals(file))) {
            problems.add(new Problem(file, 1, 1, "is empty; expected " + columns()));
        }
        if (shape.free() && !rows.isEmpty()) {
            rows.removeFirst();
            if (!namesAllNeeded(written)) {
                return List.of();
            }
        } else if (shape.quoted() && !rows.isEmpty()) {
            checkHeader(rows.removeFirst());
        }
        rows.removeIf(row -> !row.isComplete());
        return rows;
    }

    private boolean namesAllNeeded(Shape header) {
        int before = problems.size();
        for (String column : header.needed()) {
            long times = header.columns().stream().filter(column::equals).count();
            if (times != 1) {
                String wrong = times == 0 ? "has no column \"" : "has more than one column \"";
                String named = String.join(", ", header.columns());
                problemAt(0, wrong + column + "\"; the first line names " + named);
            }
        }
        return problems.size() == before;
    }

    private void checkHeader(Row header) {
        if (header.isComplete()) {
            for (String column : shape.columns()) {
                String name = header.text(column);
                if (!name.equals(column)) {
                    header.problem(
                            column,
                            "the first line must name the columns %s: expected %s here, not \"%s\""
                                    .formatted(columns(), column, name));
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
        countedLine += TextFile.lineEnds(text, countedTo, offset);
        countedTo = offset;
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
                cellStarts = c == shape.delimiter() || c == '\n' || c == '\r';
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
        problems.add(TextFile.problem(file, text, offset, message));
    }
}
