package dev.yardstick.standalone.csv;

import dev.yardstick.events.Decimals;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.standalone.csv.CrmMapping.Join;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file. A cell that is not what it should be adds a problem and reads as a harmless
 * value, so that one pass finds all that is wrong.
 */
public record Row(
        TextTable table,
        TextTable.Shape shape,
        int start,
        int line,
        CSVRecord cells,
        @Nullable Joined joined) {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,4})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern MIDNIGHT = Pattern.compile("[ T]00:00:00(\\.0+)?$");

    /**
     * The columns of another list.
     *
     * @param row null where that list has no such row
     */
    record Joined(Join join, @Nullable Row row) {}

    boolean isComplete() {
        return cells.size() == shape.columns().size();
    }

    public Origin origin() {
        return new Origin(table.file, line);
    }

    /**
     * The cell without blanks at its ends, those that nobody sees included; of a column of the
     * joined list what stands there, nothing where no row of it was found.
     */
    public String text(String column) {
        String theirs = theirs(column);
        if (joined != null && theirs != null) {
            return joined.row() == null ? "" : joined.row().text(theirs);
        }
        return Characters.strip(cells.get(shape.columns().indexOf(column)));
    }

    /** Whether the file itself has a column. */
    boolean has(String column) {
        return shape.columns().contains(column);
    }

    private @Nullable String theirs(String column) {
        return joined == null ? null : joined.join().columns().get(column);
    }

    /**
     * The same with the columns of a row of another list.
     *
     * @param found null where that list has no such row
     */
    Row joined(Join join, @Nullable Row found) {
        return new Row(table, shape, start, line, cells, new Joined(join, found));
    }

    public boolean isEmpty(String column) {
        return text(column).isEmpty();
    }

    /** Whether nothing stands in any cell, as in the lines that spreadsheets leave behind. */
    boolean isBlank() {
        return cells.stream().allMatch(cell -> Characters.strip(cell).isEmpty());
    }

    /** A cell that must not be blank. */
    public String required(String column) {
        String cell = text(column);
        if (cell.isEmpty()) {
            problem(column, "must not be empty");
        }
        return whole(column, cell);
    }

    /** A cell that may be empty. */
    String optional(String column) {
        return whole(column, text(column));
    }

    private String whole(String column, String cell) {
        String wrong = Notation.wrongWhole(cell);
        if (wrong != null) {
            problem(column, wrong);
        }
        return cell;
    }

    /** A whole number that serves as an id, as it stands. */
    public String number(String column) {
        String cell = text(column);
        if (!NUMBER.matcher(cell).matches()) {
            String shortened = Notation.wrongWhole(cell);
            problem(
                    column,
                    shortened == null
                            ? "must be a whole number such as 275, not \"" + cell + "\""
                            : shortened);
        }
        return cell;
    }

    /** A day, written yyyy-mm-dd and perhaps followed by midnight. */
    public LocalDate date(String column) {
        String cell = text(column);
        try {
            return LocalDate.parse(MIDNIGHT.matcher(cell).replaceFirst(""));
        } catch (DateTimeParseException wrong) {
            problem(column, "must be a date such as 2013-05-30, not \"" + cell + "\"");
            return LocalDate.EPOCH;
        }
    }

    /** An amount of money: not negative, at most four decimals. */
    public BigDecimal amount(String column) {
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
    public void problem(String column, String message) {
        String theirs = theirs(column);
        if (joined == null || theirs == null) {
            problemAt(cellStart(shape.columns().indexOf(column)), column + " " + message);
        } else if (joined.row() != null) {
            joined.row().problem(theirs, message);
        } else {
            String key = joined.join().column();
            problemAt(
                    cellStart(shape.columns().indexOf(key)),
                    "%s of the joined list %s: it has no row with this %s"
                            .formatted(column, message, key));
        }
    }

    void wrongCount() {
        int expected = shape.columns().size();
        String named = String.join(", ", shape.columns());
        problemAt(
                cells.size() > expected ? cellStart(expected) : start,
                "expected %d columns (%s), found %d".formatted(expected, named, cells.size()));
    }

    private int cellStart(int index) {
        boolean quoted = false;
        int at = start;
        for (int cell = 0; cell < index && at < table.text.length(); at++) {
            char c = table.text.charAt(at);
            if (c == '"' && shape.quoted()) {
                quoted = !quoted;
            } else if (c == shape.delimiter() && !quoted) {
                cell++;
            }
        }
        return at;
    }

    private void problemAt(int offset, String message) {
        String text = table.text;
        int column = 1 + text.codePointCount(TextFile.lineStart(text, offset), offset);
        int at = line + TextFile.lineEnds(text, start, offset);
        table.problems.add(new Problem(table.file, at, column, message));
    }
}
