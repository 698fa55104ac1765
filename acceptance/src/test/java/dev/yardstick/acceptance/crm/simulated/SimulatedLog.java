package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.standalone.Server;
import java.util.List;

/** A CRM's year as a server's log. */
public final class SimulatedLog {

    private SimulatedLog() {}

    /**
     * Tells a server the year of a seed.
     *
     * @param most how many events of it
     * @return the log's end
     */
    public static long tell(Server server, long seed, int most) {
        List<Told> history = History.of(seed);
        SimulatedRun run = new SimulatedRun(Api.of(server), "t" + seed + "-");
        run.make(
                Delivery.inOrder(
                        new Company(seed), history.subList(0, Math.min(most, history.size()))));
        return run.settle();
    }
}
