package dev.yardstick.command;

import dev.yardstick.command.account.Account;
import dev.yardstick.command.axon.PositionedCommandBus;
import dev.yardstick.command.company.Fixed;
import dev.yardstick.command.expectation.Commitments;
import dev.yardstick.command.expectation.Expectation;
import dev.yardstick.command.intake.message.CrmRecorder;
import dev.yardstick.command.intake.message.IntakeActs;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.log.LogStorageEngine;
import dev.yardstick.command.oversight.Overseen;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.command.token.AccessToken;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.oversight.Oversight;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Axon, put together by hand: which aggregates there are, which log they live in, and what a
 * command's metadata hands on to its events. Aggregates take no locks and a unit of work holds no
 * transaction: the log's check of sequences is the guard.
 */
@Configuration(proxyBeanMethods = false)
class CommandHandling {

    /** Then the caller is told 409: somebody changes this stream faster than we can decide. */
    private static final int MAX_TRIES = 8;

    private static final List<Class<?>> AGGREGATES =
            List.of(
                    Rep.class,
                    Account.class,
                    Expectation.class,
                    Fixed.class,
                    IntakeActs.class,
                    AccessToken.class,
                    Overseen.class);

    @Bean(destroyMethod = "shutdown")
    org.axonframework.config.Configuration axon(
            LogStorageEngine engine,
            Reps reps,
            Commitments commitments,
            Oversight.Source oversight,
            LogReader log,
            EventCodec codec) {
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false)
                        .configureEmbeddedEventStore(c -> engine)
                        .configureCommandBus(c -> bus())
                        .registerComponent(Reps.class, c -> reps)
                        .registerComponent(Commitments.class, c -> commitments)
                        .registerComponent(Oversight.Source.class, c -> oversight);
        AGGREGATES.forEach(aggregate -> configurer.configureAggregate(aggregate(aggregate)));
        configurer.registerCommandHandler(c -> new CrmRecorder(log, codec, c.eventBus()));
        org.axonframework.config.Configuration axon = configurer.buildConfiguration();
        axon.start();
        return axon;
    }

    @Bean
    CommandGateway commandGateway(org.axonframework.config.Configuration axon) {
        return gateway(axon.commandBus());
    }

    /** Its commands are decided upon again, at once, on what the winner of a race left. */
    static CommandGateway gateway(CommandBus bus) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler((command, lost, failures, again) -> {
                    boolean isRace = lost instanceof ConcurrencyException;
                    if (isRace && failures.size() < MAX_TRIES) {
                        again.run();
                        return true;
                    }
                    return false;
                })
                .build();
    }

    /** Its events inherit the metadata of the command that caused them. */
    static CommandBus bus() {
        CommandBus bus = new PositionedCommandBus();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(Message::getMetaData));
        return bus;
    }

    private static <A> AggregateConfigurer<A> aggregate(Class<A> type) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureLockFactory(c -> NullLockFactory.INSTANCE);
    }
}
