package dev.yardstick.standalone.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yardstick.standalone.samples.AdventureWorks;
import dev.yardstick.standalone.samples.AdventureWorksSample;
import dev.yardstick.standalone.samples.MavenCrm;
import dev.yardstick.standalone.samples.MavenCrmSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong file is named with line and column, and with what would be right. */
class WrongFilesTest {

    @TempDir Path directory;

    @Nested
    class OfAdventureWorks {

        @BeforeEach
        void write() throws IOException {
            AdventureWorksSample.write(directory);
        }

        @Test
        void aMissingFileIsNamed() throws IOException {
            Files.delete(directory.resolve("orders.csv"));
            assertThat(wrong()).containsExactly("orders.csv: is missing in " + directory);
        }

        @Test
        void allMissingFilesAreNamedAtOnce() {
            directory = directory.resolve("elsewhere");
            assertThat(wrong()).hasSize(6);
        }

        @Test
        void anEmptyFileIsNamed() throws IOException {
            rewrite("orders.csv", "");
            assertThat(wrong()).singleElement().asString().startsWith("orders.csv:1:1: is empty;");
        }

        @Test
        void aWrongHeaderIsShownWhereItDiffers() throws IOException {
            replace("orders.csv", "OrderDate,", "Ordered,");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("orders.csv:1:14: OrderDate ")
                    .endsWith("expected OrderDate here, not \"Ordered\"");
        }

        @Test
        void aMissingColumnIsCounted() throws IOException {
            replaceLine("SalesTerritoryHistory.csv", 2, "902\t1\t2021-05-31 00:00:00");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("SalesTerritoryHistory.csv:2:1: expected 6 columns")
                    .endsWith("found 3");
        }

        @Test
        void aColumnTooManyIsPointedAt() throws IOException {
            replaceLine("orders.csv", 3, "49001,2021-03-01,902,1.5,2.5,9");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("orders.csv:3:30: expected 5 columns");
        }

        @Test
        void aWrongDateIsShownWithARightOne() throws IOException {
            replaceLine("orders.csv", 4, "49002,31.03.2021,902,1.5,2.5");
            assertThat(wrong())
                    .containsExactly(
                            "orders.csv:4:7: OrderDate must be a date such as 2013-05-30, not"
                                    + " \"31.03.2021\"");
        }

        @Test
        void aDayThatDoesNotExistIsNoDate() throws IOException {
            replaceLine("SalesPersonQuotaHistory.csv", 1, "901\t2021-02-30 00:00:00\t9\t{}\t");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("SalesPersonQuotaHistory.csv:1:5: QuotaDate must be a date");
        }

        @Test
        void aWrongNumberIsShownWithARightOne() throws IOException {
            replaceLine("orders.csv", 4, "49002,2021-03-31,902,\"1,5\",2.5");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("orders.csv:4:22: SubTotal must be an amount such as 1294.2529");
        }

        @Test
        void moneyHasAtMostFourDecimals() throws IOException {
            replaceLine("orders.csv", 4, "49002,2021-03-31,902,1.00005,2.5");
            assertThat(wrong()).singleElement().asString().startsWith("orders.csv:4:22: SubTotal");
        }

        @Test
        void aQuotaOfNothingIsRefused() throws IOException {
            replaceLine("SalesPersonQuotaHistory.csv", 1, "901\t2021-02-28 00:00:00\t0\t{}\t");
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("SalesPersonQuotaHistory.csv:1:25: SalesQuota must be above 0");
        }

        @Test
        void anUnknownSalesPersonIsNamed() throws IOException {
            replaceLine("orders.csv", 4, "49002,2021-03-31,999,1.5,2.5");
            assertThat(wrong())
                    .containsExactly(
                            "orders.csv:4:18: SalesPersonID 999 is no salesperson in"
                                    + " SalesPerson.csv");
        }

        @Test
        void aSalespersonMustBeAnEmployee() throws IOException {
            replaceLine("Employee.csv", 3, "802\tsample-works\\zoë1\tx\t2021-02-28");
            assertThat(wrong())
                    .containsExactly(
                            "SalesPerson.csv:2:1: BusinessEntityID 902 has no row in Employee.csv");
        }

        @Test
        void theSameOrderTwiceNamesBothLines() throws IOException {
            String second = Files.readAllLines(directory.resolve("orders.csv")).get(1);
            replaceLine("orders.csv", 5, second);
            assertThat(wrong())
                    .singleElement()
                    .asString()
                    .startsWith("orders.csv:5:1: SalesOrderID ")
                    .endsWith("stands in line 2 already");
        }

        @Test
        void overlappingTerritoriesAreRefused() throws IOException {
            replaceLine(
                    "SalesTerritoryHistory.csv",
                    2,
                    "902\t1\t2021-05-30 00:00:00\t\t{}\t2021-01-01");
            assertThat(wrong())
                    .containsExactly(
                            "SalesTerritoryHistory.csv:2:7: StartDate overlaps the territory held"
                                    + " from 2021-02-28");
        }

        @Test
        void bytesThatAreNoUtf8AreFound() throws IOException {
            byte[] bytes = Files.readAllBytes(directory.resolve("Employee.csv"));
            Files.write(
                    directory.resolve("Employee.csv"),
                    new String(bytes, UTF_8).getBytes(ISO_8859_1));
            assertThat(wrong())
                    .containsExactly(
                            "Employee.csv:3:20: is no valid UTF-8; save the file as UTF-8");
        }

        @Test
        void aByteOrderMarkIsRefused() throws IOException {
            rewrite("orders.csv", "\uFEFF" + Files.readString(directory.resolve("orders.csv")));
            assertThat(wrong())
                    .containsExactly(
                            "orders.csv:1:1: starts with a byte order mark; save it as plain"
                                    + " UTF-8");
        }

        @Test
        void anUnclosedQuoteIsFoundWhereItOpens() throws IOException {
            replaceLine("orders.csv", 4, "49002,\"2021-03-31,902,1.5,2.5");
            assertThat(wrong())
                    .containsExactly("orders.csv:4:7: the quote that opens here is never closed");
        }

        @Test
        void aQuoteWithinQuotesMustBeDoubled() throws IOException {
            replaceLine("orders.csv", 4, "49002,\"2021\"03-31\",902,1.5,2.5");
            assertThat(wrong())
                    .containsExactly(
                            "orders.csv:4:12: a quote inside a quoted cell must be doubled");
        }

        @Test
        void severalProblemsAreListedUpToTen() throws IOException {
            String orders = Files.readString(directory.resolve("orders.csv"));
            AtomicInteger unknown = new AtomicInteger(7_000);
            rewrite(
                    "orders.csv",
                    Pattern.compile(",90\\d,")
                            .matcher(orders)
                            .replaceAll(m -> "," + unknown.incrementAndGet() + ","));
            assertThat(wrong())
                    .hasSize(11)
                    .last()
                    .asString()
                    .isEqualTo("and " + (orders.lines().count() - 1 - 10) + " more");
        }

        private List<String> wrong() {
            return catchThrowableOfType(
                            WrongFilesException.class, () -> AdventureWorks.read(directory))
                    .report();
        }
    }

    @Nested
    class OfMavenCrm {

        private static final String PIPELINE = "sales_pipeline.csv";

        @BeforeEach
        void write() throws IOException {
            MavenCrmSample.write(directory);
        }

        @Test
        void anUnknownAgentIsNamed() throws IOException {
            replaceLine(PIPELINE, 2, "A1,Nobody Here,AX Lite,,Won,2021-01-01,2021-01-02,5");
            assertThat(wrong())
                    .containsExactly(
                            "sales_pipeline.csv:2:4: sales_agent \"Nobody Here\" is not in"
                                    + " sales_teams.csv");
        }

        @Test
        void anUnknownAccountProductAndStageAreNamed() throws IOException {
            replaceLine(PIPELINE, 2, "A1,Ida Holm,AX,Nowhere,Dead,2021-01-01,2021-01-02,5");
            assertThat(wrong())
                    .containsExactly(
                            "sales_pipeline.csv:2:13: product \"AX\" is not in products.csv",
                            "sales_pipeline.csv:2:16: account \"Nowhere\" is not in accounts.csv",
                            "sales_pipeline.csv:2:24: deal_stage must be Prospecting, Engaging,"
                                    + " Won or Lost, not \"Dead\"");
        }

        @Test
        void aWonDealNeedsItsDatesAndItsValue() throws IOException {
            replaceLine(PIPELINE, 2, "A1,Ida Holm,AX Lite,,Won,,,");
            assertThat(wrong())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).startsWith("sales_pipeline.csv:2:"));
        }

        @Test
        void aDealIsNotClosedBeforeItWasOpened() throws IOException {
            replaceLine(PIPELINE, 2, "A1,Ida Holm,AX Lite,,Lost,2021-02-01,2021-01-31,0");
            assertThat(wrong())
                    .containsExactly(
                            "sales_pipeline.csv:2:38: close_date must not be before the"
                                    + " engage_date 2021-02-01");
        }

        @Test
        void namesThatLeadToTheSameIdAreRefused() throws IOException {
            replaceLine("accounts.csv", 2, "TIDE water,retail,1990,1.5,9,Oslo,");
            replaceLine("accounts.csv", 3, "tide-water,retail,1990,1.5,9,Oslo,");
            assertThat(wrong())
                    .containsExactly(
                            "accounts.csv:3:1: account \"tide-water\" stands in line 2 already");
        }

        private List<String> wrong() {
            return catchThrowableOfType(WrongFilesException.class, () -> MavenCrm.read(directory))
                    .report();
        }
    }

    private void rewrite(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text, UTF_8);
    }

    private void replace(String file, String from, String to) throws IOException {
        rewrite(file, Files.readString(directory.resolve(file)).replace(from, to));
    }

    private void replaceLine(String file, int line, String text) throws IOException {
        String end = file.equals("Employee.csv") ? "\n" : "\r\n";
        List<String> lines = new ArrayList<>(Files.readAllLines(directory.resolve(file)));
        lines.set(line - 1, text);
        rewrite(file, String.join(end, lines) + end);
    }
}
