package dev.yardstick.acceptance.crm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Signing;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A CRM's year told twice: once in order, and once late, early, repeatedly, respelt, broken off,
 * with nonsense in between and before anybody was known. Everything that can be read afterwards is
 * the same. Three years, or as many as {@code -Dyardstick.seeds} says.
 */
class SimulatedCrmIT {

    private static final int SEEDS = Integer.getInteger("yardstick.seeds", 3);
    private static final int MOST_CLAUSES = 15;

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static Server server() {
        return SERVER.get();
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

    /** Of records that are deleted and restored, as two CRMs show them, in order and in any. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatCrmsShowInAnyOrderEndsInTheSameFigures(long seed) {
        List<Shown> shown = Shown.of(seed);
        List<Shown> disturbed = new ArrayList<>(shown);
        disturbed.addAll(shown.subList(0, shown.size() / 3));
        Collections.shuffle(disturbed, new Random(seed));

        String expected = figures("o" + seed, shown);

        assertThat(figures("p" + seed, disturbed)).as("seed %d", seed).isEqualTo(expected);
        assertThat(expected)
                .containsPattern("revenue [1-9]")
                .containsPattern("opened [1-9]")
                .containsPattern("lost [1-9]")
                .containsPattern("calls [1-9]");
    }

    private static String figures(String run, List<Shown> shown) {
        Api api = Api.of(server());
        for (String rep : List.of(run + "-1", run + "-2")) {
            api.client().hire(rep);
            api.put(
                            "/api/v1/expectations/" + rep + "-2026",
                            """
                            {"rep":"%s","statement":"Trust.","from":"2026-01-01","to":"2026-12-31","currency":"EUR",
                             "clauses":[%s,%s,%s,%s]}\
                            """
                                    .formatted(
                                            rep,
                                            Scenario.revenue("100000"),
                                            counted("opened", "deal-opened"),
                                            counted("lost", "deal-lost"),
                                            counted("calls", "call")))
                    .must(200);
        }
        String owners = "\"owners\":{\"1\":\"%s-1\",\"2\":\"%s-2\"}".formatted(run, run);
        String connections = "/api/v1/crm/connections/" + run;
        api.put(connections + "p", "{\"kind\":\"pipedrive\"," + owners + "}").must(200);
        api.put(connections + "p/secrets", "{\"user\":\"u\",\"password\":\"p\"}").must(200);
        api.put(
                        connections + "t",
                        """
                        {"kind":"twenty",%s,"fields":{"owner":"assigneeId"},
                         "activities":{"task":{"kind":"call","channel":"phone"}},
                         "stages":{"CUSTOMER":"won","LOST":"lost","NEW":"NEW"}}\
                        """
                                .formatted(owners))
                .must(200);
        api.put(connections + "t/secrets", "{\"secret\":\"s\"}").must(200);
        long position = 0;
        for (Shown one : shown) {
            position = Math.max(position, deliver(api, run, one));
        }
        StringBuilder figures = new StringBuilder();
        for (String rep : List.of(run + "-1", run + "-2")) {
            api.timeline(rep, "on=2026-11-27", position)
                    .json()
                    .required("clauses")
                    .forEach(clause ->
                            figures.append(clause.required("id").stringValue())
                                    .append(' ')
                                    .append(clause.required("delivered").stringValue())
                                    .append('\n'));
        }
        return figures.toString();
    }

    private static String counted(String id, String kind) {
        return """
        {"id":"%s","topic":"other","label":"%s","title":"%s",
         "measure":{"kind":"count","of":"%s"},"target":{"atLeast":10}}\
        """
                .formatted(id, id, id, kind);
    }

    private static long deliver(Api api, String run, Shown shown) {
        String millis = String.valueOf(Instant.now().toEpochMilli());
        Map<String, String> headers =
                shown.twenty()
                        ? Map.of(
                                "X-Twenty-Webhook-Timestamp",
                                millis,
                                "X-Twenty-Webhook-Signature",
                                Signing.hex(Signing.hmac("s", millis + ":" + shown.body())))
                        : Map.of(
                                "Authorization",
                                "Basic " + Signing.base64("u:p".getBytes(StandardCharsets.UTF_8)));
        return api.webhook(
                        "/api/v1/crm/webhooks/" + run + (shown.twenty() ? "t" : "p"),
                        shown.body(),
                        headers)
                .must(202)
                .json()
                .required("position")
                .longValue();
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
