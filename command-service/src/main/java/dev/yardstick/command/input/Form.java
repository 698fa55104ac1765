package dev.yardstick.command.input;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A request's body, which is read when the call asks for it: what comes first, such as a right, is
 * refused first.
 *
 * @param <T> what the body is made of
 */
public record Form<T extends Record>(HttpServletRequest request, Class<T> asked) {

    /**
     * What is in the body.
     *
     * @throws dev.yardstick.events.refusal.InvalidException with every fault
     */
    public T read() throws IOException {
        Fields body = fields();
        T read = body.read(asked);
        body.done();
        return read;
    }

    /** The body's fields, where a record cannot say all that is asked of them. */
    public Fields fields() throws IOException {
        return Bodies.fields(request);
    }

    /** Lets calls take forms. */
    @Configuration(proxyBeanMethods = false)
    static class Taken implements WebMvcConfigurer, HandlerMethodArgumentResolver {

        static {
            SpringDocUtils.getConfig().addResponseWrapperToIgnore(Form.class);
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(this);
        }

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Form.class;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binder) {
            return new Form<>(
                    Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)),
                    (Class<? extends Record>)
                            ResolvableType.forMethodParameter(parameter).getGeneric(0).toClass());
        }
    }
}
