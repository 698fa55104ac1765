package dev.yardstick.command;

import dev.yardstick.runtime.service.ServiceConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Starts the command service; its settings are in {@code command-service.yml} and documented in
 * docs/operations.md.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(ServiceConfiguration.class)
public class CommandService {

    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service in this process, as {@link ServiceConfiguration#start} says. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceConfiguration.start(CommandService.class, "command-service", args);
    }
}
