package dev.yardstick.runtime;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Objects;
import java.util.Optional;

/** What of a service an address leads to, whether or not the caller may go there. */
public final class Routes {

    private Routes() {}

    /** The pattern that an address has, whatever the method; empty: it is none of ours. */
    public static Optional<String> pattern(
            RequestMappingHandlerMapping mapping, HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return mapping.getHandlerMethods().keySet().stream()
                .map(RequestMappingInfo::getPathPatternsCondition)
                .filter(Objects::nonNull)
                .flatMap(condition -> condition.getPatterns().stream())
                .filter(pattern -> pattern.matches(path))
                .sorted()
                .map(Object::toString)
                .findFirst();
    }
}
