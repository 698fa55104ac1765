package dev.yardstick.command.input;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.refusal.InvalidException;
import dev.yardstick.events.Characters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.Arrays;
import java.util.Map;

/**
 * Refuses, by their names, parts of an address that no database text can hold, before anything is
 * looked for with them.
 */
@Configuration(proxyBeanMethods = false)
class StorableParameters implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .excludePathPatterns("/error")
                .order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables) {
            variables.forEach(
                    (name, value) -> require(String.valueOf(name), String.valueOf(value)));
        }
        // Parameters are not asked for where that would read a body, which is no form here.
        if (!MediaTypes.is(
                String.valueOf(request.getContentType()),
                MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            request.getParameterMap()
                    .forEach((name, values) -> {
                        require(Characters.shown(name), name);
                        Arrays.stream(values).forEach(value -> require(name, value));
                    });
        }
        return true;
    }

    private static void require(String name, String value) {
        if (!Characters.areStorable(value)) {
            throw new InvalidException(name, Reason.UNSTORABLE);
        }
    }
}
