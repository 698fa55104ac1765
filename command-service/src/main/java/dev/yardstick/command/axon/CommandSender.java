package dev.yardstick.command.axon;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.Receipt;
import dev.yardstick.command.refusal.NotFoundException;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.UUID;

/**
 * Sends commands to the gateway on behalf of the caller, and says which position they reached. A
 * command that lost a race is decided upon again, on what the winner left.
 */
@Component
public class CommandSender {

    /** Then the caller is told 409: somebody changes this stream faster than we can decide. */
    private static final int MAX_TRIES = 8;

    private final CommandGateway gateway;
    private final LogReader log;

    CommandSender(CommandGateway gateway, LogReader log) {
        this.gateway = gateway;
        this.log = log;
    }

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
        for (int tries = 1; ; tries++) {
            Receipt receipt = new Receipt();
            MetaData metadata =
                    MetaData.from(
                            Map.of(
                                    "actor",
                                    actor(),
                                    "source",
                                    source,
                                    "causation",
                                    causation,
                                    "correlation",
                                    Caller.correlation(),
                                    Receipt.KEY,
                                    receipt));
            try {
                R result = gateway.sendAndWait(new GenericCommandMessage<>(command, metadata));
                Long position = receipt.position();
                return new Done<>(
                        result, position == null ? log.head() : position, position != null);
            } catch (AggregateNotFoundException e) {
                throw new NotFoundException("there is no " + e.getAggregateIdentifier());
            } catch (ConcurrencyException e) {
                if (tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Who is calling: the role and, where one is bound, the person. */
    public String actor() {
        return Caller.current().actor();
    }
}
