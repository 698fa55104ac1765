package dev.yardstick.runtime;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** For a service to import: its workers tell how they are. */
@Configuration(proxyBeanMethods = false)
public class WorkersConfiguration {

    @Bean
    WorkersHealth workersHealthIndicator(List<Worker> workers) {
        return new WorkersHealth(workers);
    }
}
