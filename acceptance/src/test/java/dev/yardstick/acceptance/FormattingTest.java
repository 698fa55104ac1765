package dev.yardstick.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All sources are formatted as google-java-format does, AOSP style, with the imports in one block
 * by name after the static ones. It runs here, on the JDK of the tests, because inside Maven on an
 * older JDK it could not parse our Java.
 */
class FormattingTest {

    /** {@code -Dformat=write} formats instead of complaining. */
    private static final boolean WRITE = "write".equals(System.getProperty("format"));

    @Test
    void everySourceIsFormatted() throws IOException, FormatterException {
        Formatter formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<Path> sources = Sources.java();
        List<String> wrong = new ArrayList<>();
        for (Path file : sources) {
            String source = Files.readString(file);
            String formatted =
                    ImportOrderer.reorderImports(
                            RemoveUnusedImports.removeUnusedImports(formatter.formatSource(source)),
                            JavaFormatterOptions.Style.GOOGLE);
            if (!formatted.equals(source)) {
                wrong.add(Sources.root().relativize(file).toString());
                if (WRITE) {
                    Files.writeString(file, formatted);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        if (!WRITE) {
            assertThat(wrong).as("run mvn verify -Dformat=write").isEmpty();
        }
    }
}
