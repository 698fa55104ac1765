package dev.yardstick.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** For a service to import: what happens at its doors is noted, and costs nothing. */
@Configuration(proxyBeanMethods = false)
public class DoorsConfiguration {

    private static final Duration SUMMED_UP_EVERY = Duration.ofSeconds(10);

    /**
     * The service's security log.
     *
     * @param file {@code yardstick.security-log}: where to; empty: standard output
     */
    @Bean
    SecurityLog securityLog(
            @Value("${spring.application.name}") String service,
            @Value("${yardstick.security-log:}") String file) {
        @Nullable Path path = file.isBlank() ? null : Path.of(file);
        return new SecurityLog(service, path, Clock.systemUTC());
    }

    @Bean
    Worker securityLogWorker(SecurityLog log) {
        return Worker.of(
                "security-log",
                () -> {
                    log.sumUp();
                    return SUMMED_UP_EVERY;
                });
    }

    @Bean
    FilterRegistrationBean<OutermostFilter> outermostFilter() {
        FilterRegistrationBean<OutermostFilter> filter =
                new FilterRegistrationBean<>(new OutermostFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
