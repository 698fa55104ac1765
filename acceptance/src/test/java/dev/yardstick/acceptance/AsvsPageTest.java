package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/asvs.md says of itself is so, and each test that it names is there. */
class AsvsPageTest {

    /** OWASP ASVS 5.0.0. */
    private static final int ITEMS_OF_LEVELS_1_AND_2 = 253;

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    private static final Pattern ITEM =
            Pattern.compile(
                    "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| [^|]+ \\| ([a-z ]+) \\|([^|]*)\\|$");

    private record Item(String number, String level, String here, String why) {
        Item(MatchResult line) {
            this(line.group(1), line.group(2), line.group(3), line.group(4));
        }
    }

    @Test
    void everyItemIsThereOnceAndTheSumsAreRight() throws IOException {
        List<Item> items = items();
        assertThat(items)
                .hasSize(ITEMS_OF_LEVELS_1_AND_2)
                .extracting(Item::number)
                .doesNotHaveDuplicates();
        for (String here : List.of("tested", "reviewed", "not applicable", "missing")) {
            List<Item> so = items.stream().filter(i -> i.here().equals(here)).toList();
            assertThat(page())
                    .contains(
                            "| %s | %d | %d | %d |"
                                    .formatted(
                                            here,
                                            so.stream().filter(i -> i.level().equals("1")).count(),
                                            so.stream().filter(i -> i.level().equals("2")).count(),
                                            so.size()));
        }
        assertThat(items)
                .filteredOn(i -> i.why().isBlank() || i.here().equals("tested") && !isByTest(i))
                .as("tested by a test, and the others by something")
                .isEmpty();
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> files =
                Sources.java().stream()
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.toSet());
        Stream<String> named = TEST.matcher(page()).results().map(found -> found.group(1));
        assertThat(named.distinct().toList())
                .hasSizeGreaterThan(40)
                .allMatch(test -> files.contains(test + ".java"));
    }

    private static boolean isByTest(Item item) {
        return item.why().matches(".*\\w(Test|IT)\\b.*");
    }

    private static List<Item> items() throws IOException {
        return ITEM.matcher(page()).results().map(Item::new).toList();
    }

    private static String page() throws IOException {
        return Files.readString(Sources.root().resolve("docs/asvs.md"));
    }
}
