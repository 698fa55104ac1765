package dev.yardstick.command;

import dev.yardstick.runtime.BodiesConfiguration;
import dev.yardstick.runtime.DoorsConfiguration;
import dev.yardstick.runtime.OutgoingConfiguration;
import dev.yardstick.runtime.WorkersConfiguration;
import dev.yardstick.runtime.description.DescriptionConfiguration;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Starts the command service; its settings are in {@code command-service.yml} and documented in
 * docs/operations.md.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({
    WorkersConfiguration.class,
    DescriptionConfiguration.class,
    BodiesConfiguration.class,
    DoorsConfiguration.class,
    OutgoingConfiguration.class
})
public class CommandService {

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Starts the service in this process, beside others if need be.
     *
     * @param args settings as {@code --name=value}, which come before environment and file
     */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(CommandService.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=command-service")
                .run(args);
    }
}
