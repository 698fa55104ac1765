package dev.yardstick.command;

import dev.yardstick.command.axon.CommandHandlerSource;

import dev.yardstick.command.account.Account;
import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.company.Fixed;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.expectation.Commitments;
import dev.yardstick.command.expectation.Expectation;
import dev.yardstick.command.intake.message.IntakeActs;
import dev.yardstick.command.log.LogStorageEngine;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;

import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Axon, put together by hand: which aggregates there are, which log they live in, and what a
 * command's metadata hands on to its events. Aggregates take no locks and a unit of work holds no
 * transaction: the log's check of sequences is the guard.
 */
@Configuration(proxyBeanMethods = false)
class CommandHandling {

    /** What events inherit from the command that caused them. */
    private static final List<String> HANDED_ON =
            List.of("actor", "source", "causation", "correlation");

    private static final List<Class<?>> AGGREGATES =
            List.of(
                    Rep.class,
                    Account.class,
                    Expectation.class,
                    Fixed.class,
                    IntakeActs.class,
                    Activity.class,
                    Deal.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "shutdown")
    org.axonframework.config.Configuration axon(
            LogStorageEngine engine,
            Reps reps,
            Commitments commitments,
            List<CommandHandlerSource> handlers) {
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false)
                        .configureEmbeddedEventStore(c -> engine)
                        .configureCommandBus(CommandHandling::bus)
                        .configureCorrelationDataProviders(
                                c -> List.<CorrelationDataProvider>of(CommandHandling::handOn))
                        .registerComponent(Reps.class, c -> reps)
                        .registerComponent(Commitments.class, c -> commitments);
        AGGREGATES.forEach(aggregate -> configurer.configureAggregate(aggregate(aggregate)));
        handlers.forEach(source -> configurer.registerCommandHandler(source::handler));
        org.axonframework.config.Configuration axon = configurer.buildConfiguration();
        axon.start();
        return axon;
    }

    @Bean
    CommandGateway commandGateway(org.axonframework.config.Configuration axon) {
        return axon.commandGateway();
    }

    private static SimpleCommandBus bus(org.axonframework.config.Configuration axon) {
        SimpleCommandBus bus =
                SimpleCommandBus.builder()
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .build();
        bus.registerHandlerInterceptor(
                new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    private static <A> AggregateConfigurer<A> aggregate(Class<A> type) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureLockFactory(c -> NullLockFactory.INSTANCE);
    }

    private static Map<String, ?> handOn(org.axonframework.messaging.Message<?> command) {
        return command.getMetaData().subset(HANDED_ON.toArray(String[]::new));
    }
}
