package dev.yardstick.command.expectation;

import dev.yardstick.events.ExpectationEvent;
import java.util.List;

/** What has been agreed with a rep in other expectations. */
public interface Commitments {

    /**
     * The events of all expectations of a rep, in order. The unit of work that asks will append
     * only if none was added since.
     */
    List<ExpectationEvent> of(String rep);
}
