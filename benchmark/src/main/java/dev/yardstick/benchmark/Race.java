package dev.yardstick.benchmark;

import java.util.List;
import java.util.stream.Stream;

/** Yardstick against a raw limit, in turns in one run. */
interface Race {

    /**
     * Runs it.
     *
     * @param quick with little data and few rounds: to see that it works, not how fast it is
     * @return a line of the table for each ratio
     */
    List<Ratio> run(boolean quick) throws Exception;

    /** The same with so many events, where a race grows to a number of them. */
    default Race upTo(int events) {
        return this;
    }

    /** This one, and then another under the same name. */
    default Race and(Race other) {
        return quick -> Stream.concat(run(quick).stream(), other.run(quick).stream()).toList();
    }
}
