package dev.yardstick.benchmark.timeline;

import dev.yardstick.query.facts.Known;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.view.TimelineAssembler.Judged;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The standings of a rep-year, with more and more facts; JMH runs it. */
public class TimelineCost {

    static final int CLAUSES = 12;

    /** A rep-year with so many facts. */
    @State(Scope.Benchmark)
    public static class Year {

        @Param({"1250", "2500", "5000", "10000", "20000"})
        int facts;

        private Known known = RepYear.of(1, 1, 0);

        @Setup
        public void make() {
            known = RepYear.of(CLAUSES, facts, facts);
        }
    }

    /** Standings by the month, and what was done. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public List<Judged> standings(Year year) {
        return new TimelineAssembler(year.known, personal -> null).listed(RepYear.TO, false);
    }
}
