package dev.yardstick.command.intake.message;

import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.Event;
import dev.yardstick.events.codec.EventCodec;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the log has of a record. */
@Component
public record RecordedEvents(LogReader log, EventCodec codec) {

    /** All events of a stream, in the order of their recording. */
    public List<Event> events(String stream) {
        return log.stream(stream, 0).stream().map(line -> codec.read(line)).toList();
    }
}
