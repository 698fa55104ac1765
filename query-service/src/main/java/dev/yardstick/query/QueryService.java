package dev.yardstick.query;

import dev.yardstick.runtime.service.ServiceConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Starts the query service; its settings are in {@code query-service.yml} and documented in
 * docs/operations.md.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(ServiceConfiguration.class)
public class QueryService {

    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service in this process, as {@link ServiceConfiguration#start} says. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceConfiguration.start(QueryService.class, "query-service", args);
    }
}
