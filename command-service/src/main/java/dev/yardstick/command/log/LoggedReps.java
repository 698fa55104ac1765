package dev.yardstick.command.log;

import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Streams;

import org.springframework.stereotype.Component;

/** Reps as the log has them. */
@Component
record LoggedReps(LogReader log, EventCodec codec) implements Reps {

    @Override
    public Rep find(String rep) {
        return Rep.of(
                log.stream(Streams.rep(rep), 0).stream()
                        .map(l -> (RepEvent) codec.read(l))
                        .toList());
    }
}
