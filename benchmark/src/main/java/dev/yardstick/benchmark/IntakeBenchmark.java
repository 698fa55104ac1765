package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Deals over HTTP, until the log has them and the read model shows them, against a raw multi-row
 * insert of the very same rows into the same PostgreSQL. Rounds alternate, so that both meet the
 * same machine; the ratio is what counts.
 */
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description = "Deals over HTTP against a raw multi-row insert.")
final class IntakeBenchmark implements Callable<Integer> {

    @Option(names = "--deals", description = "deals a round (default: ${DEFAULT-VALUE})")
    private int deals = 100_000;

    @Option(names = "--rounds", description = "rounds (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--senders",
            description =
                    "concurrent HTTP requests, an NDJSON stream each (default: ${DEFAULT-VALUE})")
    private int senders = 4;

    /** Events a second of one round. */
    private record Round(double logged, double visible, double raw) {}

    @Override
    public Integer call()
            throws IOException, InterruptedException, SQLException, ExecutionException {
        Path data = Files.createTempDirectory("yardstick-benchmark");
        System.out.printf(
                Locale.ROOT,
                "%d deals a round, %d senders, %d rounds; Java %s, %d processors%n",
                deals,
                senders,
                rounds,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        try (Server server = Server.start(data, 0);
                Connection log = connect(server)) {
            DealSender sender = new DealSender(server, senders);
            sender.prepare();
            round(sender, log, -1);
            List<Round> measured = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                Round round = round(sender, log, i);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: in the log %,.0f/s, visible %,.0f/s, raw insert %,.0f/s: ratio"
                                + " %.2f%n",
                        i + 1,
                        round.logged(),
                        round.visible(),
                        round.raw(),
                        round.visible() / round.raw());
                measured.add(round);
            }
            measured.sort(Comparator.comparingDouble(r -> r.visible() / r.raw()));
            Round median = measured.get(measured.size() / 2);
            System.out.printf(
                    Locale.ROOT,
                    "median: intake, log and read model included, runs at %.2f of a raw insert%n",
                    median.visible() / median.raw());
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private Round round(DealSender sender, Connection log, int round)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        int count = round < 0 ? Math.min(deals, 20_000) : deals;
        List<byte[]> streams = sender.streams(round, count);
        long before = sender.head();
        long start = System.nanoTime();
        long reached = sender.send(streams, count);
        long logged = System.nanoTime();
        sender.awaitVisible(reached);
        long visible = System.nanoTime();
        List<Map<String, Object>> rows = RawInsert.rows(log, before);
        if (rows.size() != count) {
            throw new IllegalStateException(rows.size() + " rows for " + count + " deals");
        }
        long raw = RawInsert.insert(log, rows);
        return new Round(
                perSecond(count, logged - start),
                perSecond(count, visible - start),
                perSecond(count, raw));
    }

    private static double perSecond(int count, long nanos) {
        return count * 1e9 / nanos;
    }

    private static Connection connect(Server server) throws SQLException {
        return DriverManager.getConnection(
                server.commandDatabaseUrl() + "?reWriteBatchedInserts=true",
                "yardstick",
                server.databasePassword());
    }
}
