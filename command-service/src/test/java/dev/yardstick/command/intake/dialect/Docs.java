package dev.yardstick.command.intake.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What docs/crm.md says. */
final class Docs {

    private static final Map<String, String> NAMES =
            Map.of(
                    "hubspot", "HubSpot",
                    "pipedrive", "Pipedrive",
                    "salesforce", "Salesforce",
                    "espocrm", "EspoCRM",
                    "twenty", "Twenty");

    private Docs() {}

    static String crm() {
        Path at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && Files.notExists(at.resolve("docs/crm.md"))) {
            at = at.getParent();
        }
        try {
            return Files.readString(at.resolve("docs/crm.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Dialect dialect) {
        return String.valueOf(NAMES.get(dialect.kind()));
    }

    /** How a list is written in a table. */
    static String list(List<String> words) {
        return words.isEmpty()
                ? "none"
                : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
