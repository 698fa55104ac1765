package dev.yardstick.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests in a browser wait for what they assert: see {@link Browsing}. */
class BrowsingTest {

    private static final Pattern READ_ONCE =
            Pattern.compile(
                    "assertThat\\([^;]*?\\.(textContent|allTextContents|innerText|inputValue|count"
                            + "|isVisible|isHidden|isChecked|getAttribute|url)\\([^)]*\\)\\s*\\)");

    @Test
    void noPageIsReadOnce() throws IOException {
        List<String> once = new ArrayList<>();
        int tests = 0;
        for (Path file : Sources.java()) {
            String source = Files.readString(file);
            if (source.contains("import com.microsoft.playwright.Page;")) {
                tests++;
                Matcher read = READ_ONCE.matcher(source);
                while (read.find()) {
                    once.add(file.getFileName() + ": " + read.group());
                }
            }
        }
        assertThat(once).isEmpty();
        assertThat(tests).isGreaterThan(4);
    }
}
