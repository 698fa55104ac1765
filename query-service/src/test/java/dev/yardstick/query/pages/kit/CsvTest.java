package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

class CsvTest {

    @Test
    void aTextThatASpreadsheetWouldCalculateIsKeptFromIt() {
        assertThat(rows("=1+1", "+49 30", "-", "@SUM(A1)", "\tx", "=\"a\""))
                .isEqualTo("'=1+1,'+49 30,'-,'@SUM(A1),'\tx,\"'=\"\"a\"\"\"");
    }

    @Test
    void numbersAndDaysStayWhatTheyAre() {
        assertThat(rows("-12.50", "0", LocalDate.of(2026, 1, 31), null, "a, b"))
                .isEqualTo("-12.50,0,2026-01-31,,\"a, b\"");
    }

    @Test
    void aFileThatEndsBeforeItsTableSaysSo() {
        assertThat(pages(2)).isEqualTo("x\r\n1\r\n2\r\n");
        assertThat(pages(1)).startsWith("x\r\n1\r\n\"there are more rows: ").doesNotContain("2");
    }

    private static String pages(int most) {
        return text(
                new Csv<String>()
                        .column("x", text -> text)
                        .download(
                                "x",
                                most,
                                cursor -> cursor == null ? "1" : cursor,
                                List::of,
                                page -> page.equals("1") ? "2" : null));
    }

    @Test
    void aRecordHasAColumnForEachComponentAndAMissingPartEmptyCells() {
        Csv<Day> days =
                Csv.of(Day.class)
                        .column("on", day -> day.on().getYear())
                        .part(Day::note, note -> note.column("letters", String::length));
        assertThat(
                        text(
                                days.download(
                                        "x",
                                        List.of(
                                                new Day(LocalDate.EPOCH, "four"),
                                                new Day(LocalDate.EPOCH, null)))))
                .isEqualTo("on,note,letters\r\n1970,four,4\r\n1970,,\r\n");
    }

    /** A row. */
    record Day(LocalDate on, @Nullable String note) {}

    private static String rows(@Nullable Object... cells) {
        Csv<Object> csv = new Csv<>();
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            csv.column(String.valueOf(i), row -> cell);
        }
        return text(csv.download("x", List.of(""))).lines().skip(1).collect(Collectors.joining());
    }

    private static String text(ResponseEntity<byte[]> file) {
        String text = new String(Objects.requireNonNull(file.getBody()), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF");
        return text.substring(1);
    }
}
