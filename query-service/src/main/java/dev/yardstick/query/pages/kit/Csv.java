package dev.yardstick.query.pages.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;

/**
 * A table as a file for spreadsheets: UTF-8 with the mark by which they know it, days as ISO 8601,
 * numbers with a decimal point, lists with spaces. Its columns have the same names in every
 * language. A text that a spreadsheet would take for a formula is kept from it by an apostrophe.
 *
 * @param <T> what a row is about
 */
public final class Csv<T> {

    /** What a spreadsheet is good for; the rest is asked for by a shorter time, or in an export. */
    public static final int MOST = 10_000;

    /** However many rows there are. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String FORMULA = "=+-@\t\r\n";
    private static final String MORE =
            "there are more rows: ask for a shorter time, or make an export";

    private final Map<String, Function<? super T, ? extends @Nullable Object>> columns =
            new LinkedHashMap<>();

    /** A table with a column for each component of a record. */
    public static <R extends Record> Csv<R> of(Class<R> type) {
        Csv<R> csv = new Csv<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            ReflectionUtils.makeAccessible(accessor);
            csv.column(component.getName(), row -> ReflectionUtils.invokeMethod(accessor, row));
        }
        return csv;
    }

    /** Adds a column, or says what else stands in it; null is an empty cell. */
    public Csv<T> column(String name, Function<? super T, ? extends @Nullable Object> cell) {
        columns.put(name, cell);
        return this;
    }

    /** Adds columns about a part of what a row is about, empty where that has no such part. */
    public <P> Csv<T> part(
            Function<? super T, ? extends @Nullable P> part, UnaryOperator<Csv<P>> more) {
        more.apply(new Csv<>())
                .columns
                .forEach((name, cell) ->
                        column(
                                name,
                                row -> {
                                    P found = part.apply(row);
                                    return found == null ? null : cell.apply(found);
                                }));
        return this;
    }

    /** The file with these rows as an answer; its name without the ending. */
    public ResponseEntity<byte[]> download(String name, Iterable<? extends T> rows) {
        StringBuilder text = begun();
        print(text, rows);
        return file(name, text);
    }

    /**
     * The file with rows that are read page by page.
     *
     * @param most a file of more rows says in its last one that it ends before the table does
     * @param pages a page by where the one before ended; null: the first
     * @param next where a page ends; null: it is the last
     */
    public <P> ResponseEntity<byte[]> download(
            String name,
            int most,
            Function<@Nullable String, P> pages,
            Function<P, List<T>> items,
            Function<P, @Nullable String> next) {
        StringBuilder text = begun();
        int rows = 0;
        @Nullable String cursor = null;
        do {
            P page = pages.apply(cursor);
            print(text, items.apply(page));
            rows += items.apply(page).size();
            cursor = next.apply(page);
        } while (cursor != null && rows < most);
        if (cursor != null) {
            print(text, MORE);
        }
        return file(name, text);
    }

    private StringBuilder begun() {
        StringBuilder text = new StringBuilder("\uFEFF");
        print(text, columns.keySet().toArray());
        return text;
    }

    private void print(StringBuilder text, Iterable<? extends T> rows) {
        for (T row : rows) {
            print(text, columns.values().stream().map(cell -> safe(cell.apply(row))).toArray());
        }
    }

    private static void print(StringBuilder text, Object... cells) {
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String safe(@Nullable Object cell) {
        String text =
                cell instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                        : Objects.toString(cell, "");
        boolean formula =
                !text.isEmpty()
                        && FORMULA.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    private static ResponseEntity<byte[]> file(String name, StringBuilder text) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
