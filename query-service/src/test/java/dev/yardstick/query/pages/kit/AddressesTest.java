package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Templates do not join texts to addresses: what is joined is not encoded, and would be worded in
 * the language of the page. The engine's own links and our methods build them.
 */
class AddressesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern ADDRESS =
            Pattern.compile("th:(?:href|src|action|formaction)=\"([^\"]*)\"");
    private static final Pattern BUILT =
            Pattern.compile("@\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}|\\w+\\.\\w+\\([^()]*\\)");

    /** What may follow an address: the place on its page. */
    private static final Pattern PLACE = Pattern.compile("'#[a-z-]*'|'\\.'");

    @Test
    void noTemplateJoinsTextsToAnAddress() throws IOException {
        List<String> joined = new ArrayList<>();
        int found = 0;
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
                Matcher address = ADDRESS.matcher(Files.readString(file));
                while (address.find()) {
                    found++;
                    if (isJoined(address.group(1))) {
                        joined.add(file.getFileName() + ": " + address.group());
                    }
                }
            }
        }
        assertThat(joined).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void theRuleTellsTheShapes() {
        assertThat(
                        List.of(
                                "${d.evidence + '&on=' + t.on}",
                                "${'/connections/' + name}",
                                "@{/reps/{id}(id=${id})} + '?on=' + ${on}",
                                "@{${at + '/retry'}}",
                                "|/reps/${id}|"))
                .allMatch(AddressesTest::isJoined);
        assertThat(
                        List.of(
                                "${d.evidence(t.on)}",
                                "${frame.with('format', 'csv')}",
                                "${need.to}",
                                "@{/reps/{id}(id=${id},format='csv')}",
                                "${year} + '#' + ${c.expectation} + '.' + ${c.id}",
                                "${a == null} ? @{/accounts/new} : @{/accounts/{id}(id=${a?.id})}"))
                .noneMatch(AddressesTest::isJoined);
    }

    private static boolean isJoined(String address) {
        String rest = PLACE.matcher(BUILT.matcher(address).replaceAll("")).replaceAll("");
        return rest.contains("'") || rest.contains("|") || address.matches("@\\{\\$\\{[^}]*\\+.*");
    }
}
