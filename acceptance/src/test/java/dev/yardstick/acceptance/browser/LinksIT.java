package dev.yardstick.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Routes;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every link of every page leads somewhere, whoever follows it and in each language, and each page
 * is written for people.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinksIT {

    @TempDir private static Path data = Path.of("");

    private static @Nullable DemoServer running;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = new DemoServer(data);
    }

    @AfterAll
    static void stop() {
        demo().close();
    }

    private static DemoServer demo() {
        return Objects.requireNonNull(running);
    }

    @Test
    @Order(0)
    void everyLinkOfEveryPageLeadsSomewhereWithNothingToShowYet() {
        crawl("sam", "2026-01-31", 1);
    }

    /** Of every page: whichever is not reached from the start has no link to it. */
    @Test
    @Order(1)
    void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
        demo().load();
        LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(150);
        assertThat(crawl(DemoServer.REP, past.toString(), demo().loaded() - 50))
                .containsAll(
                        Routes.pages().stream()
                                .filter(route ->
                                        !List.of("/", "/sign-in", "/sign-in/invited")
                                                .contains(route))
                                .toList());
    }

    /**
     * Those who see everybody follow the links of each place between them, all others each of
     * theirs; and each of them, in each language, an address of each shape.
     */
    private static Set<String> crawl(String rep, String on, long knownAt) {
        Server server = demo().server();
        List<String> wrong = new ArrayList<>();
        Set<String> reached = new TreeSet<>();
        Map<String, Integer> alike = new HashMap<>();
        for (String role : List.of("admin", "auditor", "manager", "operator")) {
            int most = role.equals("admin") ? 2 : 1;
            String token = demo().api().token(role);
            for (String language : List.of("en", "nl")) {
                new Crawl(server.queryAddress(), role, token, language, alike, most)
                        .follow(on, knownAt)
                        .tell(wrong, reached);
            }
        }
        Map.of("manager", "helen-marsh", "rep", rep)
                .forEach((role, person) -> {
                    String token = server.token(role, person);
                    Map<String, Integer> hers = new HashMap<>();
                    for (String language : List.of("en", "nl")) {
                        new Crawl(server.queryAddress(), person, token, language, hers, 1)
                                .follow(on, knownAt)
                                .tell(wrong, reached);
                    }
                });
        assertThat(wrong).isEmpty();
        return reached;
    }
}
