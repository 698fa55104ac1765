package dev.yardstick.command.axon;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogStorageEngine;
import dev.yardstick.events.codec.Metadata;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.stereotype.Component;

/** Sends commands to the gateway on behalf of the caller, and says which position they reached. */
@Component
public record CommandSender(CommandGateway gateway, LogReader log, Traces traces) {

    /**
     * What came of a command.
     *
     * @param position everything up to it holds the command's effects
     * @param recorded whether anything new was recorded
     */
    public record Done<R>(R result, long position, boolean recorded) {}

    /** Sends a command whose events come from a source, a CRM's or {@code api}. */
    public <R> Done<R> send(Object command, String source) {
        return send(command, source, UUID.randomUUID().toString());
    }

    /**
     * Sends a command.
     *
     * @param causation the command's id, which its events carry
     */
    public <R> Done<R> send(Object command, String source, String causation) {
        Metadata origin = new Metadata(actor(), source, causation, Caller.correlation());
        CommandResultMessage<? extends R> result = decided(command, origin);
        if (result.isExceptional()) {
            throw asRefused(result.exceptionResult());
        }
        return result.getMetaData().get(PositionedCommandBus.POSITION) instanceof Long position
                ? new Done<>(result.getPayload(), position, true)
                : new Done<>(result.getPayload(), log.head(), false);
    }

    private <R> CommandResultMessage<? extends R> decided(Object command, Metadata origin) {
        SpanContext request = Span.current().getSpanContext();
        Span span =
                traces.begin(
                        command.getClass().getSimpleName(),
                        SpanKind.INTERNAL,
                        Optional.of(request).filter(SpanContext::isValid));
        try (Scope current = span.makeCurrent()) {
            FutureCallback<Object, R> answer = new FutureCallback<>();
            gateway.send(
                    new GenericCommandMessage<>(
                            command, MetaData.with(LogStorageEngine.ORIGIN, origin)),
                    answer);
            CommandResultMessage<? extends R> result = answer.getResult();
            if (result.getMetaData().get(PositionedCommandBus.POSITION) instanceof Long position) {
                span.setAttribute(Traces.POSITION, position);
            }
            return result;
        } finally {
            span.end();
        }
    }

    private static RuntimeException asRefused(Throwable thrown) {
        return switch (thrown) {
            case AggregateNotFoundException e ->
                    new NotFoundException(Reason.NO_SUCH.of(e.getAggregateIdentifier()));
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }

    /** Who is calling: the role and, where one is bound, the person. */
    public String actor() {
        return Caller.current().actor();
    }
}
