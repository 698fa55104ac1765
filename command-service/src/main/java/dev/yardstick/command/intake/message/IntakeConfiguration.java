package dev.yardstick.command.intake.message;

import dev.yardstick.command.axon.CommandHandlerSource;
import dev.yardstick.command.activity.Activity;
import dev.yardstick.command.deal.Deal;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.codec.EventCodec;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Axon know the handler of batches. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    CommandHandlerSource crmRecorder(LogReader log, EventCodec codec) {
        return axon ->
                new CrmRecorder(
                        log, codec, axon.repository(Deal.class), axon.repository(Activity.class));
    }
}
