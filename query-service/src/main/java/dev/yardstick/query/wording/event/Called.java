package dev.yardstick.query.wording.event;

import java.util.function.UnaryOperator;

/**
 * How the sentences of events call people and accounts, by their ids.
 *
 * @param person a rep, or whoever leads one
 */
public record Called(UnaryOperator<String> person, UnaryOperator<String> account) {

    /** By their ids, which stay when names change. */
    public static final Called BY_ID =
            new Called(UnaryOperator.identity(), UnaryOperator.identity());
}
