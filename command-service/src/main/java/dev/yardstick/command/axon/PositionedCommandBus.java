package dev.yardstick.command.axon;

import dev.yardstick.command.log.LogStorageEngine;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Says in a result's metadata which position of the log the command reached. An interceptor could
 * not: a unit of work appends when it commits, after all of them have returned.
 */
public final class PositionedCommandBus extends SimpleCommandBus {

    /** The position of the command's last event; not there when it recorded none. */
    static final String POSITION = "position";

    public PositionedCommandBus() {
        super(builder());
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        Map<String, Long> reached = new HashMap<>();
        super.<C, R>handle(
                command,
                message -> {
                    CurrentUnitOfWork.get()
                            .afterCommit(unit ->
                                    LogStorageEngine.appended(unit)
                                            .ifPresent(last -> reached.put(POSITION, last)));
                    return handler.handle(message);
                },
                (sent, result) -> callback.onResult(sent, result.andMetaData(reached)));
    }
}
