package dev.yardstick.runtime.service;

import dev.yardstick.runtime.RuntimeConfiguration;
import dev.yardstick.runtime.access.TokensConfiguration;
import dev.yardstick.runtime.description.DescriptionConfiguration;
import dev.yardstick.runtime.identity.IdentityConfiguration;
import dev.yardstick.runtime.problem.StorableParameters;
import dev.yardstick.runtime.tracing.TracingConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** For a service to import: all that every service has. */
@Configuration(proxyBeanMethods = false)
@Import({
    RuntimeConfiguration.class,
    TokensConfiguration.class,
    IdentityConfiguration.class,
    StorableParameters.class,
    DescriptionConfiguration.class,
    TracingConfiguration.class
})
public class ServiceConfiguration {

    @Bean
    FlywayMigrationStrategy migrations() {
        return new Migrations();
    }

    /**
     * Starts a service in this process, beside others if need be.
     *
     * @param name of its file of settings, without the ending
     * @param args settings as {@code --name=value}, which come before environment and file
     */
    public static ConfigurableApplicationContext start(
            Class<?> service, String name, String... args) {
        return new SpringApplicationBuilder(service)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=" + name)
                .run(args);
    }
}
