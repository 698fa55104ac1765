package dev.yardstick.query.pages.rep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.measure.Rule;
import dev.yardstick.query.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What the evidence says in English can be said on a page in every language. */
class EvidenceWordingTest {

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
    void whyAFactAddsNothingIsSaidInTheLanguageOfThePage() {
        assertThat(wording.why(Reason.TOO_FEW.of(Reason.MONTH)))
                .isEqualTo("er waren er te weinig in die maand");
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(wording.why(Reason.NO_RATE.of("USD")))
                .isEqualTo("there is no exchange rate for USD");
    }

    @Test
    void everyRuleEventAndKindHasWords() {
        List<String> keys = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            keys.add("audit.rule." + rule.name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
}
