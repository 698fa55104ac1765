package dev.yardstick.runtime.identity;

import dev.yardstick.runtime.Destinations;
import dev.yardstick.runtime.OutgoingCalls;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For a service to import: the provider, where the settings name one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityConfiguration {

    /** Whoever runs the service named its host: that may lie inside. */
    @Bean
    @ConditionalOnProperty("yardstick.identity.issuer")
    IdentityProvider identityProvider(IdentitySettings settings, Destinations destinations) {
        String host = URI.create(String.valueOf(settings.issuer())).getHost();
        return new IdentityProvider(settings, new OutgoingCalls(destinations.with(host)));
    }
}
