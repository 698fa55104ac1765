package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;

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
        byte[] whole = Csv.of("x").row("1").more(null).download("x").getBody();
        byte[] part = Csv.of("x").row("1").more("17").download("x").getBody();
        assertThat(new String(Objects.requireNonNull(whole), StandardCharsets.UTF_8))
                .endsWith("x\r\n1\r\n");
        assertThat(new String(Objects.requireNonNull(part), StandardCharsets.UTF_8))
                .contains("x\r\n1\r\n\"there are more rows: ");
    }

    private static String rows(@Nullable Object... cells) {
        byte[] file = Objects.requireNonNull(Csv.of("x").row(cells).download("x").getBody());
        return new String(file, StandardCharsets.UTF_8)
                .substring("\uFEFFx\r\n".length())
                .stripTrailing();
    }
}
