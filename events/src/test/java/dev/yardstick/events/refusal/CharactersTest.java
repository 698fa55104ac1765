package dev.yardstick.events.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CharactersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\t", "\u00A0", "\u2007", "\u202F", "\u200B", "\uFEFF", "\u3000", "\u2060"
            })
    void aBlankIsStrippedAtBothEndsAlsoOneThatNobodySees(String blank) {
        assertThat(Characters.strip(blank + "D" + blank + "5" + blank + blank))
                .isEqualTo("D" + blank + "5");
        assertThat(Characters.strip(blank)).isEmpty();
    }

    @Test
    void whatNobodySeesIsShownEscaped() {
        assertThat(Characters.shown("no \"D\u00A05\u200B\" here\nnor there"))
                .isEqualTo("no \"D\\u00A05\\u200B\" here\nnor there");
        assertThat(Characters.shown("a b\u0000")).isEqualTo("a b\\u0000");
        assertThat(Characters.shown("Zo\u00EB \uD83D\uDE00")).isEqualTo("Zo\u00EB \uD83D\uDE00");
    }

    @Test
    void whatNoDatabaseTextCanHoldIsFoundByItsPath() {
        JsonMapper json = JsonMapper.builder().build();
        assertThat(
                        Characters.findUnstorable(
                                json.readTree("{\"a\": [{\"b\": \"x\"}, {\"b\": \"x\\u0000\"}]}")))
                .contains("a[1].b");
        assertThat(Characters.findUnstorable(json.readTree("{\"n\\u0000\": 1}")))
                .contains("n\\u0000");
        assertThat(Characters.findUnstorable(json.readTree("{\"a\": \"\\ud83d\\ude00\"}")))
                .isEmpty();
        assertThat(Characters.areStorable("\uD800")).isFalse();
    }
}
