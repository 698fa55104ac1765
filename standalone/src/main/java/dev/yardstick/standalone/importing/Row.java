package dev.yardstick.standalone.importing;

import dev.yardstick.events.Decimals;

import org.apache.commons.csv.CSVRecord;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One record of a file. A cell that is not what it should be adds a problem and reads as a harmless
 * value, so that one pass finds all that is wrong.
 */
final class Row {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,4})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern MIDNIGHT = Pattern.compile("[ T]00:00:00(\\.0+)?$");

    private final String file;
    private final TextTable.Shape shape;
    private final String text;
    private final int start;
    private final int line;
    private final CSVRecord cells;
    private final List<Problem> problems;
    private final boolean complete;

    Row(
            String file,
            TextTable.Shape shape,
            String text,
            int start,
            int line,
            CSVRecord cells,
            List<Problem> problems) {
        this.file = file;
        this.shape = shape;
        this.text = text;
        this.start = start;
        this.line = line;
        this.cells = cells;
        this.problems = problems;
        this.complete = cells.size() == shape.columns().size();
        if (!complete) {
            wrongCount();
        }
    }

    boolean complete() {
        return complete;
    }

    Origin origin() {
        return new Origin(file, line);
    }

    /** The cell as it stands. */
    String text(String column) {
        return cells.get(shape.columns().indexOf(column));
    }

    boolean isEmpty(String column) {
        return text(column).isEmpty();
    }

    /** Whether nothing stands in any cell, as in the lines that spreadsheets leave behind. */
    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }

    /** A cell that must not be blank. */
    String required(String column) {
        String cell = text(column);
        if (cell.isBlank()) {
            problem(column, "must not be empty");
        }
        return cell.strip();
    }

    /** A whole number that serves as an id, as it stands. */
    String number(String column) {
        String cell = text(column);
        if (!NUMBER.matcher(cell).matches()) {
            problem(column, "must be a whole number such as 275, not \"" + cell + "\"");
        }
        return cell;
    }

    /** A day, written yyyy-mm-dd and perhaps followed by midnight. */
    LocalDate date(String column) {
        String cell = text(column);
        try {
            return LocalDate.parse(MIDNIGHT.matcher(cell).replaceFirst(""));
        } catch (DateTimeParseException wrong) {
            problem(column, "must be a date such as 2013-05-30, not \"" + cell + "\"");
            return LocalDate.EPOCH;
        }
    }

    /** An amount of money: not negative, at most four decimals. */
    BigDecimal amount(String column) {
        String cell = text(column);
        if (DECIMAL.matcher(cell).matches()) {
            return Decimals.of(cell);
        }
        problem(
                column,
                "must be an amount such as 1294.2529 (not negative, at most 4 decimals), not \""
                        + cell
                        + "\"");
        return BigDecimal.ZERO;
    }

    /** Notes what is wrong with a cell. */
    void problem(String column, String message) {
        problemAt(cellStart(shape.columns().indexOf(column)), column + " " + message);
    }

    private void wrongCount() {
        int expected = shape.columns().size();
        problemAt(
                cells.size() > expected ? cellStart(expected) : start,
                "expected "
                        + expected
                        + " columns ("
                        + String.join(", ", shape.columns())
                        + "), found "
                        + cells.size());
    }

    private int cellStart(int index) {
        boolean quoted = false;
        int at = start;
        for (int cell = 0; cell < index && at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && shape.quoted()) {
                quoted = !quoted;
            } else if (c == shape.delimiter() && !quoted) {
                cell++;
            }
        }
        return at;
    }

    private void problemAt(int offset, String message) {
        String before = text.substring(start, offset);
        int newlines = (int) before.chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int column = 1 + text.codePointCount(lineStart, offset);
        problems.add(new Problem(file, line + newlines, column, message));
    }
}
