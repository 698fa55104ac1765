package dev.yardstick.runtime.problem;

import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.databind.JsonNode;

/**
 * For a service to import: refuses, by their names, what no database text can hold, before anything
 * is looked for with it: parts of the address, fields of a form, and those of a body.
 */
@Configuration(proxyBeanMethods = false)
public class StorableParameters implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .excludePathPatterns("/error")
                .order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables) {
            variables.forEach(
                    (name, value) -> require(String.valueOf(name), String.valueOf(value)));
        }
        if (!isReadByApi(request, method)) {
            request.getParameterMap()
                    .forEach((name, values) -> {
                        require(Characters.shown(name), name);
                        Arrays.stream(values).forEach(value -> require(name, value));
                    });
        }
        return true;
    }

    /** Parameters are not asked for where that would read a body which is no form for the API. */
    private static boolean isReadByApi(HttpServletRequest request, HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class)
                && request.getMethod().equals("POST")
                && String.valueOf(request.getContentType())
                        .regionMatches(
                                true,
                                0,
                                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                0,
                                MediaType.APPLICATION_FORM_URLENCODED_VALUE.length());
    }

    private static void require(String name, String value) {
        if (!Characters.areStorable(value)) {
            throw new InvalidException(name, Reason.UNSTORABLE);
        }
    }

    /** The same of bodies. */
    @ControllerAdvice
    static class Bodies extends RequestBodyAdviceAdapter {

        @Override
        public boolean supports(
                MethodParameter parameter,
                Type type,
                Class<? extends HttpMessageConverter<?>> converter) {
            return JsonNode.class.equals(type);
        }

        @Override
        public Object afterBodyRead(
                Object body,
                HttpInputMessage message,
                MethodParameter parameter,
                Type type,
                Class<? extends HttpMessageConverter<?>> converter) {
            Characters.findUnstorable((JsonNode) body)
                    .ifPresent(path -> {
                        throw new InvalidException(path, Reason.UNSTORABLE);
                    });
            return body;
        }
    }
}
