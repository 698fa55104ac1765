package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.simulated.Company;
import dev.yardstick.acceptance.simulated.Delivery;
import dev.yardstick.acceptance.simulated.History;
import dev.yardstick.acceptance.simulated.Told;
import dev.yardstick.standalone.Server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A CRM's year told twice: once in order, and once late, early, repeatedly, respelt, broken off,
 * with nonsense in between and before anybody was known. Everything that can be read afterwards is
 * the same. Three years, or as many as {@code -Dyardstick.seeds} says.
 */
class SimulatedCrmIT {

    private static final int SEEDS = Integer.getInteger("yardstick.seeds", 3);
    private static final int MOST_CLAUSES = 15;

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = Servers.start(data);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static Server server() {
        return Objects.requireNonNull(running);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensOnTheWayTheFiguresAreThoseOfAnOrderlyDelivery(long seed)
            throws SQLException {
        List<Told> history = History.of(seed);
        SimulatedRun orderly = new SimulatedRun(Api.of(server()), "c" + seed + "-");
        orderly.make(Delivery.inOrder(new Company(seed), history));
        SimulatedRun disturbed = new SimulatedRun(Api.of(server()), "d" + seed + "-");
        disturbed.make(Delivery.disturbed(new Company(seed), history, seed));
        disturbed.settle();
        disturbed.make(Delivery.again(history));

        Picture expected = picture(orderly);
        Picture actual = picture(disturbed);

        assertThat(expected.differencesTo(actual)).as("differences of seed %d", seed).isEmpty();
        assertThat(actual.events()).as("events of seed %d", seed).isEqualTo(history.size());
        somethingHappened(history, orderly, disturbed, actual);
        System.out.printf(
                "seed %d: %d events, %d duplicates, %d parked, %d refused, %d values the same%n",
                seed,
                history.size(),
                disturbed.duplicates(),
                disturbed.parked(),
                disturbed.refused(),
                actual.size());
    }

    private static Picture picture(SimulatedRun run) throws SQLException {
        return Picture.of(run.prefix(), server(), run.settle());
    }

    /** The comparison means something only if there is something to compare. */
    private static void somethingHappened(
            List<Told> history, SimulatedRun orderly, SimulatedRun disturbed, Picture picture) {
        assertThat(orderly.duplicates() + orderly.parked() + orderly.refused()).isZero();
        assertThat(disturbed.duplicates()).isGreaterThan(history.size());
        assertThat(disturbed.parked()).isGreaterThan(20);
        assertThat(disturbed.refused()).isGreaterThan(20);
        assertThat(history)
                .filteredOn(told -> told.type().endsWith(".retracted"))
                .hasSizeGreaterThan(20);
        assertThat(picture.deliveredClauses()).hasSizeGreaterThanOrEqualTo(MOST_CLAUSES);
    }
}
