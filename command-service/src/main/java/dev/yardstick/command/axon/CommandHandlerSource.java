package dev.yardstick.command.axon;

import org.axonframework.config.Configuration;

/** Gives Axon a command handler that is no aggregate. */
@FunctionalInterface
public interface CommandHandlerSource {

    /** The handler, made with Axon's own parts such as repositories. */
    Object handler(Configuration axon);
}
