package dev.yardstick.runtime;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What of a service an address leads to, whether or not the caller may go there. */
@Component
public record Routes(
        @Qualifier("requestMappingHandlerMapping")
                ObjectProvider<RequestMappingHandlerMapping> mapping) {

    /** The pattern that an address has, whatever the method; empty: it is none of ours. */
    public Optional<String> pattern(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return mapping.getObject().getHandlerMethods().keySet().stream()
                .map(RequestMappingInfo::getPathPatternsCondition)
                .filter(Objects::nonNull)
                .flatMap(condition -> condition.getPatterns().stream())
                .filter(pattern -> pattern.matches(path))
                .sorted()
                .map(Object::toString)
                .findFirst();
    }
}
