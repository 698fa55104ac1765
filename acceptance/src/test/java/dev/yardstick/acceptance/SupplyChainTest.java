package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bill of materials of the whole program names: licensed as we may take it, and in no
 * version that an advisory names. Advisories are in OSV's form, in {@code deploy/advisories} or
 * where {@code -Dyardstick.advisories} says.
 */
class SupplyChainTest {

    private static final JsonMapper JSON = new JsonMapper();

    private record Component(String name, String version, Set<String> licences) {}

    @Test
    void everyComponentHasALicenceThatIsAccepted() throws IOException {
        Set<String> accepted =
                Files.readAllLines(Path.of("src/test/resources/licences.txt")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.toSet());
        List<Component> components = components();
        assertThat(components)
                .filteredOn(c -> c.licences().stream().noneMatch(accepted::contains))
                .isEmpty();
        assertThat(components)
                .flatExtracting(Component::licences)
                .as("nothing is accepted that nobody needs")
                .containsAll(accepted);
    }

    @Test
    void noComponentIsOneThatAnAdvisoryNames() throws IOException {
        Path advisories =
                Path.of(
                        System.getProperty(
                                "yardstick.advisories",
                                Sources.root().resolve("deploy/advisories").toString()));
        List<Component> components = components();
        List<String> found = new ArrayList<>();
        int read = 0;
        try (Stream<Path> files = Files.list(advisories)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                read++;
                JsonNode advisory = JSON.readTree(Files.readString(file));
                components.stream()
                        .filter(c -> concerns(advisory, c.name(), c.version()))
                        .forEach(c ->
                                found.add(
                                        advisory.path("id").stringValue("")
                                                + ": "
                                                + c.name()
                                                + " "
                                                + c.version()));
            }
        }
        assertThat(read).isPositive();
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "org.example:lib, 1.9, false",
        "org.example:lib, 2.0-RC1, false",
        "org.example:lib, 2.0, true",
        "org.example:lib, 2.10, true",
        "org.example:lib, 2.11, false",
        "org.example:lib, 3.0, true",
        "org.example:lib, 3.1, true",
        "org.example:lib, 3.1.1, false",
        "org.example:lib, 1.0-odd, true",
        "org.example:other, 2.0, false",
    })
    void anAdvisoryIsReadAsOsvMeansIt(String name, String version, boolean concerned) {
        JsonNode advisory =
                JSON.readTree(
                        """
                        {"affected": [{"package": {"ecosystem": "Maven", "name": "org.example:lib"},
                          "versions": ["1.0-odd"],
                          "ranges": [
                            {"type": "GIT", "events": [{"introduced": "0"}]},
                            {"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.11"}]},
                            {"type": "ECOSYSTEM", "events": [{"introduced": "3.0"}, {"last_affected": "3.1"}]}]}]}
                        """);
        assertThat(concerns(advisory, name, version)).isEqualTo(concerned);
    }

    private static boolean concerns(JsonNode advisory, String name, String version) {
        return !advisory.has("withdrawn")
                && each(advisory.path("affected"))
                        .filter(one -> one.at("/package/ecosystem").stringValue("").equals("Maven"))
                        .filter(one -> one.at("/package/name").stringValue("").equals(name))
                        .anyMatch(one ->
                                each(one.path("versions"))
                                                .anyMatch(v -> v.stringValue("").equals(version))
                                        || each(one.path("ranges"))
                                                .filter(r ->
                                                        r.path("type")
                                                                .stringValue("")
                                                                .equals("ECOSYSTEM"))
                                                .anyMatch(r -> isWithin(r, version)));
    }

    /** Events are told in the order of versions. */
    private static boolean isWithin(JsonNode range, String version) {
        ComparableVersion asked = new ComparableVersion(version);
        boolean affected = false;
        for (JsonNode event : range.path("events")) {
            if (event.has("introduced")) {
                String since = event.path("introduced").stringValue("");
                affected |= since.equals("0") || asked.compareTo(new ComparableVersion(since)) >= 0;
            } else if (event.has("fixed")) {
                String fixed = event.path("fixed").stringValue("");
                affected &= asked.compareTo(new ComparableVersion(fixed)) < 0;
            } else if (event.has("last_affected")) {
                String last = event.path("last_affected").stringValue("");
                affected &= asked.compareTo(new ComparableVersion(last)) <= 0;
            }
        }
        return affected;
    }

    private static List<Component> components() throws IOException {
        Path bill =
                Sources.root()
                        .resolve("standalone/target/classes/META-INF/sbom/application.cdx.json");
        assumeTrue(Files.exists(bill), "no " + bill + ": Maven makes none offline");
        List<Component> all =
                each(JSON.readTree(Files.readString(bill)).path("components"))
                        .filter(c -> !c.path("group").stringValue("").equals("dev.yardstick"))
                        .map(c ->
                                new Component(
                                        c.path("group").stringValue("")
                                                + ":"
                                                + c.path("name").stringValue(""),
                                        c.path("version").stringValue(""),
                                        licences(c)))
                        .toList();
        assertThat(all).hasSizeGreaterThan(150);
        return all;
    }

    private static Set<String> licences(JsonNode component) {
        return each(component.path("licenses"))
                .map(one -> one.path("license"))
                .map(one -> one.path("id").stringValue(one.path("name").stringValue("")))
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
