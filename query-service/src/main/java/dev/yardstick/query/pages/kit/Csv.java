package dev.yardstick.query.pages.kit;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A table as a file for spreadsheets: UTF-8 with the mark by which they know it, days as ISO 8601,
 * numbers with a decimal point. A text that a spreadsheet would take for a formula is kept from it
 * by an apostrophe.
 */
public final class Csv {

    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String FORMULA = "=+-@\t\r\n";

    private static final String MORE =
            "there are more rows: ask for a shorter time, or make an export";

    private final List<List<String>> rows = new ArrayList<>();

    private Csv(List<String> header) {
        rows.add(header);
    }

    /** A table with the names of its columns, which are the same in every language. */
    public static Csv of(String... header) {
        return new Csv(List.of(header));
    }

    /** Adds a row; null is an empty cell. */
    public Csv row(@Nullable Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : safe(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    /** Adds a row with some of its cells, by the names of their columns. */
    public Csv some(Map<String, ?> cells) {
        return row(rows.getFirst().stream().map(cells::get).toArray());
    }

    /**
     * Says in a last row that the file ends before the table does.
     *
     * @param next where it would go on; null: it is whole
     */
    public Csv more(@Nullable String next) {
        if (next != null) {
            rows.add(List.of(MORE));
        }
        return this;
    }

    private static String safe(String text) {
        boolean formula =
                !text.isEmpty()
                        && FORMULA.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    /** The file as an answer; its name without the ending. */
    public ResponseEntity<byte[]> download(String name) {
        StringBuilder text = new StringBuilder("\uFEFF");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecords(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .contentType(TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
