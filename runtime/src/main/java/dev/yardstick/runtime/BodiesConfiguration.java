package dev.yardstick.runtime;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** For a service to import: what it is sent takes a bounded part of its memory. */
@Configuration(proxyBeanMethods = false)
public class BodiesConfiguration implements WebMvcConfigurer {

    /** Of what is refused, so much is read still: else the sender is cut off from the answer. */
    private static final int MAX_SWALLOWED_BYTES = 128 * 1024 * 1024;

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
}
