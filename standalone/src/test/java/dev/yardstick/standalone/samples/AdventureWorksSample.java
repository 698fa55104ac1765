package dev.yardstick.standalone.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A small invented company in the format of the AdventureWorks files: tabs without header, CRLF but
 * for Employee.csv, logins that are not all ASCII. The same at every run.
 */
public final class AdventureWorksSample {

    private static final String CRLF = "\r\n";
    private static final List<LocalDate> CALENDAR =
            List.of(
                    LocalDate.parse("2021-02-28"),
                    LocalDate.parse("2021-05-31"),
                    LocalDate.parse("2021-08-31"),
                    LocalDate.parse("2021-12-01"));
    private static final LocalDate END = LocalDate.parse("2022-02-28");

    private final Random random = new Random(7);
    private final List<Period> periods = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();

    /** What a quota's timeline must show on its last day; {@code to} belongs to the period. */
    public record Period(
            String rep, LocalDate from, LocalDate to, BigDecimal quota, BigDecimal delivered) {}

    private record Order(int id, LocalDate date, int person, BigDecimal subTotal) {}

    private AdventureWorksSample() {}

    /** Writes all files into a directory. */
    public static AdventureWorksSample write(Path directory) throws IOException {
        AdventureWorksSample sample = new AdventureWorksSample();
        sample.writeFiles(directory);
        return sample;
    }

    /** The quotas with what was sold in their periods, computed without the importer. */
    public List<Period> periods() {
        return periods;
    }

    /** The number of orders. */
    public int orders() {
        return orders.size();
    }

    private void writeFiles(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("Employee.csv"),
                """
                1\tsample-works\\ada0\tChief Executive Officer\t2015-01-14
                901\tsample-works\\ruben0\tNorth Sales Manager\t2020-11-02
                902\tsample-works\\zoë1\tSales Representative\t2021-02-28
                903\tsample-works\\mirja12\tSales Representative\t2021-02-28
                904\tsample-works\\okan0\tSales Representative\t2021-08-31
                905\tsample-works\\lise3\tSales Representative\t2021-02-28
                """);
        lines(
                directory,
                "SalesPerson.csv",
                List.of(
                        "901\t\t\t0\t0\t1.5\t0",
                        "902\t1\t9000\t100\t0.01\t2\t1",
                        "903\t2\t9000\t100\t0.01\t2\t1",
                        "904\t3\t9000\t100\t0.01\t2\t1",
                        "905\t3\t9000\t100\t0.01\t2\t1"));
        lines(
                directory,
                "SalesTerritory.csv",
                List.of(
                        "1\tFjords\tNO\tEurope\t1\t1\t0\t0",
                        "2\tLow Lands\tNL\tEurope\t1\t1\t0\t0",
                        "3\tIslands\tIS\tEurope\t1\t1\t0\t0"));
        lines(
                directory,
                "SalesTerritoryHistory.csv",
                List.of(
                        "902\t2\t2021-02-28 00:00:00\t2021-05-30 00:00:00",
                        "902\t1\t2021-05-31 00:00:00\t",
                        "903\t2\t2021-02-28 00:00:00\t2021-09-29 00:00:00",
                        "904\t3\t2021-08-31 00:00:00\t",
                        "905\t2\t2021-02-28 00:00:00\t"));
        takeOrders();
        quotas(directory);
        StringBuilder rows =
                new StringBuilder("SalesOrderID,OrderDate,SalesPersonID,SubTotal,TotalDue" + CRLF);
        for (Order order : orders) {
            rows.append(
                            "%d,%s,%d,%s,%s"
                                    .formatted(
                                            order.id(),
                                            order.date(),
                                            order.person(),
                                            order.subTotal().toPlainString(),
                                            order.subTotal().add(BigDecimal.ONE).toPlainString()))
                    .append(CRLF);
        }
        Files.writeString(directory.resolve("orders.csv"), rows, UTF_8);
    }

    /**
     * Random days, and the first and last days of the periods, where an error by one would show.
     */
    private void takeOrders() {
        for (int person = 901; person <= 905; person++) {
            LocalDate first = person == 904 ? CALENDAR.get(2) : CALENDAR.get(0);
            int days = (int) (END.toEpochDay() - first.toEpochDay());
            for (int i = 0; i < 12; i++) {
                order(person, first.plusDays(random.nextInt(days)));
            }
            for (LocalDate day : CALENDAR) {
                if (!day.isBefore(first)) {
                    order(person, day);
                }
                if (day.isAfter(first)) {
                    order(person, day.minusDays(1));
                }
            }
            order(person, END.minusDays(1));
        }
        orders.sort(Comparator.comparing(Order::date).thenComparingInt(Order::id));
    }

    private void order(int person, LocalDate date) {
        BigDecimal subTotal =
                BigDecimal.valueOf(random.nextInt(40_000_000), 4).stripTrailingZeros();
        orders.add(new Order(50_000 + orders.size(), date, person, subTotal));
    }

    private void quotas(Path directory) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int person = 901; person <= 905; person++) {
            for (int i = person == 904 ? 2 : 0; i < CALENDAR.size(); i++) {
                LocalDate from = CALENDAR.get(i);
                LocalDate next = i + 1 < CALENDAR.size() ? CALENDAR.get(i + 1) : END.plusDays(1);
                BigDecimal quota = BigDecimal.valueOf(1000L * (1 + random.nextInt(20)));
                rows.add("%d\t%s 00:00:00\t%s".formatted(person, from, quota));
                int id = person;
                BigDecimal delivered =
                        orders.stream()
                                .filter(o -> o.person() == id)
                                .filter(o -> !o.date().isBefore(from) && o.date().isBefore(next))
                                .map(Order::subTotal)
                                .reduce(BigDecimal.ZERO, BigDecimal::add);
                periods.add(
                        new Period(String.valueOf(id), from, next.minusDays(1), quota, delivered));
            }
        }
        lines(directory, "SalesPersonQuotaHistory.csv", rows);
    }

    /** Every file ends its rows with an id of the row and a date that nobody needs. */
    private static void lines(Path directory, String file, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            text.append(row)
                    .append("\t{00000000-0000-0000-0000-000000000000}\t2020-12-28 00:00:00")
                    .append(CRLF);
        }
        Files.writeString(directory.resolve(file), text, UTF_8);
    }
}
