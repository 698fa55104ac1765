package dev.yardstick.standalone.samples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the real data sets are, where they are at hand; they are no part of the project. */
public final class ReferenceData {

    private ReferenceData() {}

    /**
     * A data set's directory: below {@code YARDSTICK_REFERENCE_DATA}, or in {@code shared/data}
     * beside the repository.
     */
    public static Optional<Path> directory(String dataSet) {
        String named = System.getenv("YARDSTICK_REFERENCE_DATA");
        Path data = named != null ? Path.of(named) : repository().resolve("../shared/data");
        return Optional.of(data.resolve(dataSet)).filter(Files::isDirectory);
    }

    private static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at.resolve("yardstick"))) {
            if (Files.exists(at.resolve("events")) && Files.exists(at.resolve("standalone"))) {
                return at;
            }
            at = at.getParent();
        }
        return at;
    }
}
