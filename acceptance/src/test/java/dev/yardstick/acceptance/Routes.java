package dev.yardstick.acceptance;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the controllers of query-service's pages declare. */
final class Routes {

    private static final String[] PACKAGES = {
        "dev.yardstick.query.web.pages", "dev.yardstick.query.access"
    };

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
