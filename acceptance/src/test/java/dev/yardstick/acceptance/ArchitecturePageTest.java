package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docs/architecture.md says is so. In its drawings an arrow leads to what is used; those that
 * follow from others are left out. {@code -Dgolden.write=true} draws them anew.
 */
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("../docs/architecture.md");

    /** A class, perhaps with its rooms and a member: {@code query.measure.Schedule}. */
    private static final Pattern NAMED =
            Pattern.compile("`((?:[a-z]+\\.)*)([A-Z]\\w+)(?:\\.([a-z]\\w+))?`");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.yardstick");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.yardstick",
                "dev.yardstick.command",
                "dev.yardstick.command.intake",
                "dev.yardstick.query",
                "dev.yardstick.query.pages",
                "dev.yardstick.standalone"
            })
    void theDrawingIsThatOfThePackages(String house) throws IOException {
        String start = "```mermaid\n%% " + house + "\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(start);
        assertThat(from).as("%s is drawn", house).isNotNegative();
        int to = page.indexOf("```", from + start.length());
        String drawn = drawing(rooms(house));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, from) + start + drawn + page.substring(to));
            return;
        }
        assertThat(page.substring(from + start.length(), to)).isEqualTo(drawn);
    }

    @Test
    void everyClassThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(PAGE));
        while (named.find()) {
            String rooms = named.group(1);
            String member = named.group(3);
            boolean isThere =
                    CLASSES.stream()
                            .filter(type -> type.getSimpleName().equals(named.group(2)))
                            .filter(type ->
                                    ("." + type.getPackageName() + ".").contains("." + rooms))
                            .anyMatch(type ->
                                    member == null
                                            || type.getMembers().stream()
                                                    .anyMatch(m -> m.getName().equals(member)));
            if (!isThere) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    /**
     * What each room of a house uses of the others, a room being all packages of one name in it.
     */
    private static Map<String, Set<String>> rooms(String house) {
        Map<String, Set<String>> rooms = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            String room = room(house, type);
            if (room.isEmpty()) {
                continue;
            }
            Set<String> used = rooms.computeIfAbsent(room, name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = room(house, dependency.getTargetClass().getBaseComponentType());
                if (!target.isEmpty() && !target.equals(room)) {
                    used.add(target);
                }
            }
        }
        return rooms;
    }

    /** Empty outside of the house, and for what stands at its door. */
    private static String room(String house, JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(house + ".")
                ? name.substring(house.length() + 1).replaceAll("\\..*", "")
                : "";
    }

    private static String drawing(Map<String, Set<String>> rooms) {
        Map<String, Set<String>> reached = new TreeMap<>();
        rooms.keySet().forEach(room -> reach(room, rooms, reached));
        StringBuilder drawing = new StringBuilder("flowchart TD\n");
        rooms.forEach((room, used) -> {
            Set<String> drawn = new TreeSet<>(used);
            used.forEach(other -> drawn.removeAll(reached.get(other)));
            drawing.append("    ").append(room);
            if (!drawn.isEmpty()) {
                drawing.append(" --> ").append(String.join(" & ", drawn));
            }
            drawing.append('\n');
        });
        return drawing.toString();
    }

    /** All that a room uses, by others too. Rooms that go in circles have no end. */
    private static Set<String> reach(
            String room, Map<String, Set<String>> rooms, Map<String, Set<String>> reached) {
        Set<String> known = reached.get(room);
        if (known != null) {
            return known;
        }
        Set<String> used = rooms.getOrDefault(room, Set.of());
        Set<String> all = new TreeSet<>(used);
        used.forEach(other -> all.addAll(reach(other, rooms, reached)));
        reached.put(room, all);
        return all;
    }
}
