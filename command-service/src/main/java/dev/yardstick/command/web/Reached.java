package dev.yardstick.command.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.command.axon.CommandSender;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * The answer to an accepted command.
 *
 * @param position everything up to it holds the command's effects
 * @param version the version that a revision made
 * @param recorded whether anything new was recorded; the same call again gives the same answer, so
 *     it is a header. Null where nobody asks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reached(long position, @Nullable Integer version, @JsonIgnore @Nullable Boolean recorded) {

    Reached(long position) {
        this(position, null, null);
    }

    Reached(long position, @Nullable Integer version) {
        this(position, version, null);
    }

    /** Of a command that has no more to say. */
    static Reached by(CommandSender.Done<?> done) {
        return new Reached(done.position(), null, done.recorded());
    }

    /** Tells a repetition from news, whatever else moves the log's end meanwhile. */
    @RestControllerAdvice
    static class Header implements ResponseBodyAdvice<Object> {

        private static final String RECORDED = "X-Recorded";

        @Override
        public boolean supports(
                MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
            return Reached.class.equals(answer.getParameterType());
        }

        @Override
        public @Nullable Object beforeBodyWrite(
                @Nullable Object body,
                MethodParameter answer,
                MediaType type,
                Class<? extends HttpMessageConverter<?>> converter,
                ServerHttpRequest request,
                ServerHttpResponse response) {
            if (body instanceof Reached reached && reached.recorded() != null) {
                response.getHeaders().set(RECORDED, String.valueOf(reached.recorded()));
            }
            return body;
        }
    }
}
