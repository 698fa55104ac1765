package dev.yardstick.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * R8: what an event takes of the disk in the log, in the read model and in Kafka together. The
 * events have 700 bytes as lines of the log, on the average; write-ahead logs, which do not grow,
 * are left out.
 */
record DiskUse() implements Race {

    private static final String SIZE =
            """
            select sum(pg_total_relation_size(oid)) from pg_class
            where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace
            """;

    private static final String LINES =
            """
            select avg(octet_length(data) + octet_length(metadata) + octet_length(stream)
                + octet_length(type) + 36 + 27 + 110) from log where stream like 'deal/%'
            """;

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int deals = quick ? 20_000 : 100_000;
        try (Scene scene = Scene.open()) {
            DealSender sender = scene.sender();
            long empty = bytes(scene);
            int rounds = 3;
            for (int round = 0; round < rounds; round++) {
                int part = deals / rounds;
                sender.awaitVisible(sender.send(sender.longStreams(round, part), part));
            }
            double kilobytes = (bytes(scene) - empty) / 1_000.0 / deals;
            return List.of(
                    new Ratio(
                            "R8",
                            "kilobytes of disk an event, of 700 bytes as a line of the log: log,"
                                    + " read model and Kafka",
                            kilobytes,
                            1.8,
                            true,
                            true,
                            String.format(
                                    Locale.ROOT,
                                    "%,d events, lines of %.0f bytes; log %.2f kB, read model %.2f"
                                            + " kB, Kafka %.2f kB",
                                    deals,
                                    ask(scene.log(), LINES),
                                    ask(scene.log(), SIZE) / 1_000 / deals,
                                    ask(scene.readModel(), SIZE) / 1_000 / deals,
                                    kafka(scene) / 1_000.0 / deals)));
        }
    }

    private static long bytes(Scene scene) throws SQLException, IOException {
        return (long) ask(scene.log(), SIZE) + (long) ask(scene.readModel(), SIZE) + kafka(scene);
    }

    private static double ask(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** The segments of the topic; their indexes are made at full length ahead. */
    private static long kafka(Scene scene) throws IOException {
        try (Stream<Path> files = Files.walk(scene.data().resolve("kafka"))) {
            return files.filter(file -> file.toString().contains("/yardstick.events-"))
                    .filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(DiskUse::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
