package dev.yardstick.acceptance.support;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
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

/** What the controllers of both services declare. */
public final class Routes {

    private static final String COMMANDS = "dev.yardstick.command";
    private static final String QUERIES = "dev.yardstick.query";

    private static final List<PathPattern> GET = patterns(RequestMethod.GET);
    private static final List<PathPattern> POST = patterns(RequestMethod.POST);

    private Routes() {}

    /**
     * What a method of a controller answers.
     *
     * @param service c or q
     * @param parameters those that it asks for, such as {@code format=csv}
     */
    public record Route(String service, String method, String path, List<String> parameters) {

        /** What stands in addresses and is chosen by the program: kinds of oversight. */
        private static final Set<String> NAMED = Set.of("deputy", "superior");

        /** Whether a path written with values or variables is one of this. */
        public boolean is(String written) {
            String[] ours = path.split("/");
            String[] others = written.split("/");
            if (ours.length != others.length) {
                return false;
            }
            for (int i = 0; i < ours.length; i++) {
                boolean alike =
                        ours[i].startsWith("{")
                                ? others[i].contains("{")
                                        || others[i].startsWith("rt-")
                                        || NAMED.contains(others[i])
                                : ours[i].equals(others[i]);
                if (!alike) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The addresses that answer with a page. */
    public static SortedSet<String> pages() {
        SortedSet<String> routes = new TreeSet<>();
        methods(QUERIES)
                .filter(method -> method.getReturnType() == String.class)
                .map(Routes::mapping)
                .filter(mapping -> List.of(mapping.method()).contains(RequestMethod.GET))
                .forEach(mapping -> routes.addAll(Arrays.asList(mapping.path())));
        return routes;
    }

    /** The route that an address has, as its controller declares it; without one itself. */
    public static String of(String path) {
        return matching(GET, path).orElse(path);
    }

    /** Whether a form may be sent to an address. */
    public static boolean takesForms(String path) {
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
        return methods(QUERIES)
                .map(Routes::mapping)
                .filter(mapping -> List.of(mapping.method()).contains(wanted))
                .flatMap(mapping -> Arrays.stream(mapping.path()))
                .distinct()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    /** Every call and page of both services. */
    public static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        add(routes, "c", COMMANDS);
        add(routes, "q", QUERIES);
        return routes;
    }

    private static void add(List<Route> routes, String service, String packageName) {
        methods(packageName)
                .map(Routes::mapping)
                .forEach(mapping -> {
                    for (RequestMethod method : mapping.method()) {
                        for (String path : mapping.path()) {
                            routes.add(
                                    new Route(
                                            service,
                                            method.name(),
                                            path,
                                            Arrays.stream(mapping.params())
                                                    .filter(param -> !param.startsWith("!"))
                                                    .toList()));
                        }
                    }
                });
    }

    private static RequestMapping mapping(Method method) {
        RequestMapping mapping =
                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) {
            throw new IllegalArgumentException(method.toString());
        }
        return mapping;
    }

    private static Stream<Method> methods(String packageName) {
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scanner.findCandidateComponents(packageName).stream()
                .map(bean ->
                        ClassUtils.resolveClassName(
                                String.valueOf(bean.getBeanClassName()),
                                Routes.class.getClassLoader()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method ->
                        AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class));
    }
}
