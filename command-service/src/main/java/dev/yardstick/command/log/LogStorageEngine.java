package dev.yardstick.command.log;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.runtime.tracing.Traces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Axon's view of the log. An aggregate's identifier is its stream's name. There are no snapshots:
 * streams are short.
 */
@Component
public record LogStorageEngine(LogAppender appender, LogReader reader, EventCodec codec)
        implements EventStorageEngine {

    /** What an event came from, in a message's metadata. */
    public static final String ORIGIN = "origin";

    /** Where a unit of work keeps the position that it reached. */
    private static final String APPENDED = LogStorageEngine.class.getName();

    /** Appends all events of a unit of work and returns when they are durable. */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<NewEvent> rows = new ArrayList<>(events.size());
        Map<Object, NewEvent.Origin> origins = new IdentityHashMap<>();
        for (EventMessage<?> event : events) {
            Metadata origin = (Metadata) Objects.requireNonNull(event.getMetaData().get(ORIGIN));
            rows.add(
                    row(
                            (DomainEventMessage<?>) event,
                            origins.computeIfAbsent(origin, o -> NewEvent.Origin.of(origin))));
        }
        UnitOfWork<?> unit = CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().root() : null;
        AppendCondition condition =
                unit == null ? null : unit.getResource(AppendCondition.RESOURCE);
        Span.current().addEvent("append");
        long position = appender.append(rows, condition);
        Span.current().addEvent("durable", Attributes.of(Traces.POSITION, position));
        if (unit != null) {
            unit.resources().put(APPENDED, position);
        }
    }

    /** The position of the last event that a unit of work appended; empty when it appended none. */
    public static Optional<Long> appended(UnitOfWork<?> unit) {
        return Optional.ofNullable(unit.getResource(APPENDED));
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        return DomainEventStream.of(
                reader.stream(stream, firstSequence).stream().map(this::message));
    }

    /** Nobody follows the log through Axon: see decision 25. */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken after, boolean mayBlock) {
        throw new UnsupportedOperationException("the log is followed by its own readers");
    }

    /** Does nothing: no snapshot is ever read. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {}

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.empty();
    }

    private NewEvent row(DomainEventMessage<?> message, NewEvent.Origin origin) {
        Event event = (Event) message.getPayload();
        EventTypes.EventType type = EventTypes.of(event);
        return new NewEvent(
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                type.name(),
                type.revision(),
                UuidCreator.getTimeOrderedEpoch(),
                codec.write(event),
                origin,
                event instanceof ExpectationEvent e ? e.rep() : null);
    }

    private DomainEventMessage<?> message(LogLine line) {
        return new GenericDomainEventMessage<>(
                line.stream().substring(0, line.stream().indexOf('/')),
                line.stream(),
                line.sequence(),
                codec.read(line),
                MetaData.with(ORIGIN, line.metadata()),
                line.id().toString(),
                line.recordedAt());
    }
}
