package dev.yardstick.query;

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
 * Starts the query service; its settings are in {@code query-service.yml} and documented in
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
public class QueryService {

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Starts the service in this process, beside others if need be.
     *
     * @param args settings as {@code --name=value}, which come before environment and file
     */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(QueryService.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=query-service")
                .run(args);
    }
}
