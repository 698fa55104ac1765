package dev.yardstick.benchmark.limit;

import java.math.BigDecimal;
import java.util.List;

/** Somebody else's way to keep deals and to tell a rep's sums. */
public interface Peer extends AutoCloseable {

    /** Deals of a unit of work or of a transaction, where several of them share one. */
    int TOGETHER = 1_000;

    /** Keeps deals, as many together as one transaction takes; returns when they are durable. */
    void append(List<DealWon> deals) throws Exception;

    /** What all deals of a rep amount to, month by month; asked over a connection of its own. */
    Sums sums() throws Exception;

    /** Asks for the sums of one rep at a time; for one thread. */
    interface Sums extends AutoCloseable {

        /** One for each month with a deal, in order. */
        List<BigDecimal> of(String rep) throws Exception;
    }
}
