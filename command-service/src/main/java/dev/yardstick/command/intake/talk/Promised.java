package dev.yardstick.command.intake.talk;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.InvalidException.Fault;
import dev.yardstick.events.refusal.Reason;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is expected of a rep, and so can be spoken about with her. */
@Component
record Promised(LogReader events, EventCodec codec) {

    /**
     * What is wrong with what is to be spoken about with a rep; null: nothing.
     *
     * @param clause null: about a whole version
     */
    @Nullable Fault wrong(String rep, String expectation, @Nullable String clause) {
        Set<String> clauses = new HashSet<>();
        for (LogLine line : events.expectationsOf(rep)) {
            switch (codec.read(line)) {
                case ExpectationSet e when e.expectation().equals(expectation) ->
                        e.clauses().forEach(c -> clauses.add(c.id()));
                case ExpectationRevised e when e.expectation().equals(expectation) ->
                        e.clauses().forEach(c -> clauses.add(c.id()));
                default -> {
                    // Of another expectation, or without clauses.
                }
            }
        }
        if (clauses.isEmpty()) {
            return new Fault("expectation", Reason.EXPECTATION_OF_REP.of(rep));
        }
        return clause == null || clauses.contains(clause)
                ? null
                : new Fault("clause", Reason.CLAUSE_OF.of(expectation));
    }
}
