package dev.yardstick.command.input;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.InvalidException.Fault;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an input: the first faults, and how many there are. Not threadsafe. */
final class Faults {

    private final List<Fault> first = new ArrayList<>();
    private int count;

    void add(Fault fault) {
        if (first.size() < InvalidException.MOST_NAMED) {
            first.add(fault);
        }
        count++;
    }

    int count() {
        return count;
    }

    /**
     * To be called when all is read.
     *
     * @throws InvalidException when anything was wrong
     */
    void done() {
        if (count > 0) {
            throw new InvalidException(first, count);
        }
    }
}
