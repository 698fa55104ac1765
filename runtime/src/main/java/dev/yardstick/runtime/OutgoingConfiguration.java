package dev.yardstick.runtime;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** For a service to import: the one way to call addresses that somebody entered. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutgoingSettings.class)
public class OutgoingConfiguration {

    private static final String ONCE = "yardstick.notices.allow-private-addresses";
    private static final String ALLOWED = "yardstick.outgoing.allowed-hosts";

    @Bean
    Destinations destinations(OutgoingSettings settings, Environment environment) {
        if (environment.getProperty(ONCE, Boolean.class, false)) {
            LoggerFactory.getLogger(OutgoingConfiguration.class)
                    .warn("{} allows nothing any more: name the hosts in {}", ONCE, ALLOWED);
        }
        return new Destinations(settings.allowedHosts(), SystemDefaultDnsResolver.INSTANCE);
    }

    @Bean
    OutgoingCalls outgoingCalls(Destinations destinations) {
        return new OutgoingCalls(destinations);
    }
}
