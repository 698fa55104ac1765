package dev.yardstick.command.log;

import dev.yardstick.command.expectation.Commitments;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.codec.LogLine;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

import java.util.List;

/** A rep's expectations as the log has them; the appender makes sure that it stays so. */
@Component
record LoggedCommitments(LogReader log, EventCodec codec) implements Commitments {

    @Override
    public List<ExpectationEvent> of(String rep) {
        List<LogLine> lines = log.expectationsOf(rep);
        long seen = lines.isEmpty() ? 0 : lines.getLast().position();
        CurrentUnitOfWork.get()
                .root()
                .resources()
                .put(AppendCondition.RESOURCE, new AppendCondition(rep, seen));
        return lines.stream().map(l -> (ExpectationEvent) codec.read(l)).toList();
    }
}
