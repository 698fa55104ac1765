package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages' texts are in bundles, all of them, in both languages. */
class TextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile(">([^<>]*\\p{L}{2,}[^<>]*)<");
    private static final Pattern SPOKEN =
            Pattern.compile("[ :](aria-label|title|placeholder|alt)=\"([^\"]*)\"");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]");

    @Test
    void bothLanguagesSayTheSameThingsWithTheSameValues() throws IOException {
        SortedMap<String, String> english = new TreeMap<>();
        SortedMap<String, String> dutch = new TreeMap<>();
        for (Path file : files("messages", ".properties")) {
            (file.toString().endsWith("_nl.properties") ? dutch : english).putAll(read(file));
        }
        assertThat(dutch.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(values(dutch.getOrDefault(key, ""))).as(key).isEqualTo(values(text)));
    }

    @Test
    void everyBundleIsRead() throws IOException {
        String settings = Files.readString(RESOURCES.resolve("query-service.yml"));
        for (Path file : files("messages", ".properties")) {
            String name = file.getFileName().toString().replaceAll("(_nl)?\\.properties$", "");
            assertThat(settings).contains("messages/" + name);
        }
    }

    @Test
    void noTemplateHoldsAText() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files("templates", ".html")) {
            String template = COMMENT.matcher(Files.readString(file)).replaceAll("");
            Matcher text = TEXT.matcher(template);
            while (text.find()) {
                texts.add(file.getFileName() + ": " + text.group(1).strip());
            }
            Matcher spoken = SPOKEN.matcher(template);
            while (spoken.find()) {
                boolean said = spoken.group(2).matches(".*\\p{L}.*");
                if (said && !spoken.group(2).contains("{")) {
                    texts.add(file.getFileName() + ": " + spoken.group());
                }
            }
        }
        assertThat(texts).isEmpty();
    }

    @Test
    void everyTextThatATemplateNamesIsThere() throws IOException {
        SortedMap<String, String> english = new TreeMap<>();
        for (Path file : files("messages", ".properties")) {
            english.putAll(read(file));
        }
        for (Path file : files("templates", ".html")) {
            Matcher key = KEY.matcher(Files.readString(file));
            while (key.find()) {
                assertThat(english).as(file.toString()).containsKey(key.group(1));
            }
        }
    }

    /** Which values a text takes, those within its plural forms too. */
    private static List<String> values(String text) {
        MessageFormat format = new MessageFormat(text, Locale.ROOT);
        Stream<String> outer = placeholders(text);
        Stream<String> inner =
                Arrays.stream(format.getFormats())
                        .filter(ChoiceFormat.class::isInstance)
                        .map(Format.class::cast)
                        .flatMap(choice ->
                                Arrays.stream(((ChoiceFormat) choice).getFormats())
                                        .map(String::valueOf)
                                        .flatMap(TextsTest::placeholders));
        return Stream.concat(outer, inner).distinct().sorted().toList();
    }

    private static Stream<String> placeholders(String text) {
        return Pattern.compile("\\{(\\d)").matcher(text).results().map(match -> match.group(1));
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static SortedMap<String, String> read(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        SortedMap<String, String> sorted = new TreeMap<>();
        texts.stringPropertyNames().forEach(key -> sorted.put(key, texts.getProperty(key)));
        return sorted;
    }
}
