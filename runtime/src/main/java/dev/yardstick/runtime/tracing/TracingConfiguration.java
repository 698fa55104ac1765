package dev.yardstick.runtime.tracing;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the service's traces. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingSettings.class)
public class TracingConfiguration {

    @Bean
    Traces traces(TracingSettings settings, @Value("${spring.application.name}") String service) {
        return settings.endpoint().isBlank()
                ? Traces.off()
                : Traces.to(settings.endpoint(), settings.share(), service);
    }
}
