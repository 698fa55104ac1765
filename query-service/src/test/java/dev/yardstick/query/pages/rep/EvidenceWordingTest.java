package dev.yardstick.query.pages.rep;

import dev.yardstick.query.wording.Wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.FactKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the evidence says in English can be said on a page in every language. */
class EvidenceWordingTest {

    private static final Path MEASURE = Path.of("src/main/java/dev/yardstick/query/measure");

    /** A reason that is one text, and one that ends in a word for a week or a month. */
    private static final Pattern REASON =
            Pattern.compile("\"((?:it|the|there|its|another) [a-zé' ]+)\"( \\+ measure)?");

    private static final Pattern RULE = Pattern.compile("(?m)^ {4}([A-Z_]+)\\(Standing");

    private final Wording words = new Wording(messages());
    private final EvidenceWording wording = new EvidenceWording(words);

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/words", "messages/audit");
        messages.setDefaultEncoding("UTF-8");
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }

    @BeforeEach
    void speakDutch() {
        LocaleContextHolder.setLocale(Locale.of("nl"));
    }

    @AfterEach
    void speakAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void everyReasonWhyAFactAddsNothingHasWords() throws IOException {
        List<String> untold = new ArrayList<>();
        int told = 0;
        for (String source : sources("Gauge.java")) {
            Matcher reason = REASON.matcher(source);
            while (reason.find()) {
                String said = reason.group(1);
                if (source.substring(reason.end()).startsWith(" + fact.currency()")) {
                    said += "USD";
                } else if (source.substring(reason.end()).startsWith(" + (quantity")) {
                    said += "hours";
                }
                for (String every : List.of("week", "month")) {
                    String whole = whole(said, source, reason, every);
                    told++;
                    if (wording.why(whole).equals(whole)) {
                        untold.add(whole);
                    }
                }
            }
        }
        assertThat(untold).isEmpty();
        assertThat(told).isGreaterThan(30);
    }

    private static String whole(String said, String source, Matcher reason, String every) {
        if (reason.group(2) == null) {
            return said;
        }
        Matcher rest =
                Pattern.compile("\\.every\\(\\)\\.code\\(\\)(?: \\+ \"([a-z ]+)\")?")
                        .matcher(source)
                        .region(reason.end(), source.length());
        String end = rest.lookingAt() && rest.group(1) != null ? rest.group(1) : "";
        return said + every + end;
    }

    @Test
    void everyRuleEventAndKindHasWords() throws IOException {
        List<String> keys = new ArrayList<>();
        Matcher rule = RULE.matcher(Files.readString(MEASURE.resolve("Rule.java")));
        while (rule.find()) {
            keys.add("audit.rule." + rule.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        assertThat(keys).hasSize(20);
        EventTypes.ALL.forEach(type -> keys.add("audit.type." + type.name()));
        Stream.of(FactKind.values()).forEach(kind -> keys.add("audit.fact." + kind.code()));
        assertThat(keys).allSatisfy(key -> assertThat(words.message(key)).isNotEqualTo(key));
    }

    @Test
    void aFractionIsSaidAsAboutSoMuch() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(wording.exact("39520000/73")).isEqualTo("≈ 541,369.863");
        assertThat(wording.exact("566558.4")).isEqualTo("566,558.4");
        assertThat(wording.exact(null)).isEqualTo("—");
        assertThat(wording.exact("566558.4", "USD")).isEqualTo("$566,558.40");
        assertThat(wording.exact("-566558", "EUR")).isEqualTo("−€566,558.00");
        assertThat(wording.exact("39520000/73", "USD")).isEqualTo("≈ $541,369.86");
        assertThat(wording.exact("0.3333", "share")).isEqualTo("33.33 %");
        assertThat(wording.record("deal/%2Fdemo-crm/deal%201")).isEqualTo("deal 1");
    }

    private static List<String> sources(String... endings) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(MEASURE)) {
            for (Path file : files.sorted().toList()) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
