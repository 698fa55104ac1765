package dev.yardstick.acceptance;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the controllers of query-service's pages declare. */
final class Routes {

    private static final String[] PACKAGES = {
        "dev.yardstick.query.web.pages", "dev.yardstick.query.access"
    };

    private static final List<PathPattern> GET = patterns(RequestMethod.GET);
    private static final List<PathPattern> POST = patterns(RequestMethod.POST);

    private Routes() {}

    /** The addresses that answer with a page. */
    static SortedSet<String> pages() {
        SortedSet<String> routes = new TreeSet<>();
        methods().stream()
                .filter(method -> method.getReturnType() == String.class)
                .map(Routes::mapping)
                .filter(mapping -> List.of(mapping.method()).contains(RequestMethod.GET))
                .forEach(mapping -> routes.addAll(Arrays.asList(mapping.path())));
        return routes;
    }

    /** The route that an address has, as its controller declares it; without one itself. */
    static String of(String path) {
        return matching(GET, path).orElse(path);
    }

    /** Whether a form may be sent to an address. */
    static boolean takesForms(String path) {
        return matching(POST, path).isPresent();
    }

    private static Optional<String> matching(List<PathPattern> patterns, String path) {
        PathContainer container = PathContainer.parsePath(path);
        return patterns.stream()
                .filter(pattern -> pattern.matches(container))
                .min(Comparator.naturalOrder())
                .map(PathPattern::getPatternString);
    }

    private static List<PathPattern> patterns(RequestMethod wanted) {
        return methods().stream()
                .map(Routes::mapping)
                .filter(mapping -> List.of(mapping.method()).contains(wanted))
                .flatMap(mapping -> Arrays.stream(mapping.path()))
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    private static RequestMapping mapping(Method method) {
        RequestMapping mapping =
                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) {
            throw new IllegalArgumentException(method.toString());
        }
        return mapping;
    }

    private static List<Method> methods() {
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return Arrays.stream(PACKAGES)
                .flatMap(name -> scanner.findCandidateComponents(name).stream())
                .map(bean ->
                        ClassUtils.resolveClassName(
                                String.valueOf(bean.getBeanClassName()),
                                Routes.class.getClassLoader()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .toList();
    }
}
