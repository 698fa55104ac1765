package dev.yardstick.query.pages.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

class RefusalsTest {

    private static final Locale DUTCH = Locale.of("nl");

    private final Refusals refusals = new Refusals();

    @AfterEach
    void forget() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void whatIsRefusedIsToldInTheLanguageOfThePage() {
        LocaleContextHolder.setLocale(DUTCH);
        assertThat(refusals.told("must be from 2026-01-01 to 2026-12-31"))
                .isEqualTo("moet van 2026-01-01 tot 2026-12-31 zijn");
        assertThat(refusals.told("clause calls is already expected by e from 2026-01-01"))
                .isEqualTo("afspraak calls wordt al verwacht door e van 2026-01-01");
        assertThat(refusals.told("must be a text, since the template has none"))
                .isEqualTo("moet een tekst zijn, want de sjabloon heeft er geen");
        assertThat(refusals.told("something new")).isEqualTo("something new");
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(refusals.told("must be a text")).isEqualTo("must be a text");
    }

    @Test
    void noSentenceIsTakenForAnother() {
        LocaleContextHolder.setLocale(DUTCH);
        ResourceBundle english = ResourceBundle.getBundle("messages/refusals", Locale.ROOT);
        ResourceBundle dutch = ResourceBundle.getBundle("messages/refusals", DUTCH);
        Object[] values = {"7", "8", "9"};
        for (String key : english.keySet()) {
            assertThat(refusals.told(MessageFormat.format(english.getString(key), values)))
                    .as(key)
                    .isEqualTo(MessageFormat.format(dutch.getString(key), values));
        }
    }
}
