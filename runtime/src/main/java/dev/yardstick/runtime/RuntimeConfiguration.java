package dev.yardstick.runtime;

import dev.yardstick.runtime.tracing.Traces;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * For a service to import: its workers tell how they are; what it is sent takes a bounded part of
 * its memory; what happens at its doors is noted, and costs nothing; and there is one way to call
 * addresses that somebody entered.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutgoingSettings.class, KafkaSettings.class, Drain.Settings.class})
@Import({Routes.class, Leads.class})
public class RuntimeConfiguration implements WebMvcConfigurer {

    /** Of what is refused, so much is read still: else the sender is cut off from the answer. */
    private static final int MAX_SWALLOWED_BYTES = 128 * 1024 * 1024;

    private static final Duration SUMMED_UP_EVERY = Duration.ofSeconds(10);
    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);
    private static final String ONCE = "yardstick.notices.allow-private-addresses";
    private static final String ALLOWED = "yardstick.outgoing.allowed-hosts";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    WorkersHealth workersHealthIndicator(List<Worker> workers) {
        return new WorkersHealth(workers);
    }

    @Bean
    Worker metricsWorker(List<Asked> gauges) {
        return Worker.of(
                "metrics",
                () -> {
                    gauges.forEach(Asked::ask);
                    return ASKED_EVERY;
                });
    }

    @Bean
    Drain drain(Drain.Settings settings) {
        return new Drain(settings);
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit(new BodyBudget(Runtime.getRuntime().maxMemory()));
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> formLimits() {
        return server ->
                server.addConnectorCustomizers(connector -> {
                    connector.setMaxPostSize(BodyBudget.MAX_BYTES);
                    connector.setMaxParameterCount(BodyBudget.MAX_PARAMETERS);
                    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                        http.setMaxSwallowSize(MAX_SWALLOWED_BYTES);
                    }
                });
    }

    /** What is wrong with a form is answered as its page or call answers. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                        new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request,
                                    HttpServletResponse response,
                                    Object handler) {
                                if (handler instanceof HandlerMethod
                                        && request.getDispatcherType() != DispatcherType.ERROR) {
                                    BodyLimit.handled(request);
                                }
                                return true;
                            }
                        })
                .order(Ordered.HIGHEST_PRECEDENCE);
    }

    /**
     * The service's security log.
     *
     * @param file {@code yardstick.security-log}: where to; empty: standard output
     */
    @Bean
    SecurityLog securityLog(
            @Value("${spring.application.name}") String service,
            @Value("${yardstick.security-log:}") String file,
            Clock clock) {
        @Nullable Path path = file.isBlank() ? null : Path.of(file);
        return new SecurityLog(service, path, clock);
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
    FilterRegistrationBean<OutermostFilter> outermostFilter(Traces traces) {
        FilterRegistrationBean<OutermostFilter> filter =
                new FilterRegistrationBean<>(new OutermostFilter(traces));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    Destinations destinations(OutgoingSettings settings, Environment environment) {
        if (environment.getProperty(ONCE, Boolean.class, false)) {
            LoggerFactory.getLogger(RuntimeConfiguration.class)
                    .warn("{} allows nothing any more: name the hosts in {}", ONCE, ALLOWED);
        }
        return new Destinations(settings.allowedHosts(), SystemDefaultDnsResolver.INSTANCE);
    }

    @Bean
    OutgoingCalls outgoingCalls(Destinations destinations) {
        return new OutgoingCalls(destinations);
    }
}
