package dev.yardstick.benchmark;

import dev.yardstick.benchmark.limit.RawInsert;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/**
 * Deals over HTTP against a raw multi-row insert of the very same rows into the same PostgreSQL: R6
 * until the read model shows them, R7 until the log has them.
 *
 * @param visible whether it is R6
 */
record IntakeRace(boolean visible) implements Race {

    @Override
    public List<Ratio> run(boolean quick) throws Exception {
        int deals = quick ? 2_000 : 100_000;
        int rounds = quick ? 1 : 3;
        Rounds measured = new Rounds(rounds);
        try (Scene scene = Scene.open();
                Connection log = scene.log()) {
            // Once more than is counted: what runs for the first time is not what is asked about.
            for (int round = 0; round <= rounds; round++) {
                DealSender sender = scene.sender();
                List<byte[]> streams = sender.streams(round, deals);
                long before = RawInsert.head(log);
                long start = System.nanoTime();
                long reached = sender.send(streams, deals);
                long logged = System.nanoTime();
                sender.awaitVisible(reached);
                long shown = System.nanoTime();
                List<Map<String, Object>> rows = RawInsert.rows(log, before);
                if (rows.size() != deals) {
                    throw new IllegalStateException(rows.size() + " rows of " + deals + " deals");
                }
                long raw = RawInsert.insert(log, rows);
                if (round > 0) {
                    measured.add(
                            Rounds.perSecond(deals, (visible ? shown : logged) - start),
                            Rounds.perSecond(deals, raw));
                }
            }
        }
        return List.of(
                visible
                        ? new Ratio(
                                "R6",
                                "intake over HTTP until it is visible / a raw multi-row insert of"
                                        + " the same rows",
                                measured.ratio(),
                                0.25,
                                false,
                                true,
                                measured.said("visible", "raw insert"))
                        : new Ratio(
                                "R7",
                                "intake over HTTP until it is in the log / a raw multi-row insert"
                                        + " of the same rows",
                                measured.ratio(),
                                0.35,
                                false,
                                true,
                                measured.said("in the log", "raw insert")));
    }
}
