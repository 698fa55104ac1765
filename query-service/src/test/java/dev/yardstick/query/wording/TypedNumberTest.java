package dev.yardstick.query.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** A number that is typed is read in the language of the page, or asked for. */
class TypedNumberTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"));

    @AfterEach
    void speakAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    private static List<String> readings(String language, String typed) {
        LocaleContextHolder.setLocale(Locale.of(language));
        return TypedNumber.readings(typed).stream()
                .map(reading -> reading.stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void separatorsAreReadAsInTheLanguageOfThePage() {
        assertThat(readings("nl", "150.000")).containsExactly("150000");
        assertThat(readings("nl", "60,5")).containsExactly("60.5");
        assertThat(readings("nl", "1.300.000,25")).containsExactly("1300000.25");
        assertThat(readings("en", "1,300,000")).containsExactly("1300000");
        assertThat(readings("en", "150,000")).containsExactly("150000");
        assertThat(readings("en", "1,250.50")).containsExactly("1250.5");
        for (String language : List.of("en", "nl")) {
            assertThat(readings(language, "150000")).containsExactly("150000");
            assertThat(readings(language, "1 300 000")).containsExactly("1300000");
            assertThat(readings(language, "1\u00a0300\u202f000")).isEmpty();
            assertThat(readings(language, "\u00a01\u202f300\u202f000 ")).containsExactly("1300000");
            assertThat(readings(language, "1'300'000")).containsExactly("1300000");
            assertThat(readings(language, "−5")).containsExactly("-5");
        }
    }

    @Test
    void theOtherNotationIsReadWhereItCanMeanNothingElse() {
        assertThat(readings("nl", "60.5")).containsExactly("60.5");
        assertThat(readings("nl", "1,300,000")).containsExactly("1300000");
        assertThat(readings("nl", "1,250.50")).containsExactly("1250.5");
        assertThat(readings("en", "1.300.000")).containsExactly("1300000");
        assertThat(readings("en", "1.250,50")).containsExactly("1250.5");
        assertThat(readings("en", "0,125")).containsExactly("0.125");
    }

    @Test
    void whatHasTwoReadingsIsAsked() {
        assertThat(readings("en", "150.000")).containsExactly("150", "150000");
        assertThat(readings("nl", "150,000")).containsExactly("150", "150000");
        assertThat(readings("nl", "-1,085")).containsExactly("-1.085", "-1085");
        assertThat(readings("en", "1,3000")).containsExactly("1.3", "13000");
        assertThat(readings("nl", "1500.000")).containsExactly("1500", "1500000");
        assertThat(readings("en", "1.300,000")).containsExactly("1300", "1300000");
    }

    @Test
    void onlyDigitsAndSeparatorsAreANumber() {
        for (String language : List.of("en", "nl")) {
            for (String typed :
                    List.of(
                            "",
                            "-",
                            ".",
                            "5.",
                            "1e9",
                            "1E999999999",
                            "0x10",
                            "many",
                            "12 34",
                            "1,30,0",
                            "1..5",
                            "$5",
                            "٣",
                            "1/2",
                            "9".repeat(41),
                            "+5",
                            "1 2.5,3")) {
                assertThat(readings(language, typed)).as(language + " " + typed).isEmpty();
            }
        }
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        Random random = new Random(18);
        for (Locale language : LANGUAGES) {
            LocaleContextHolder.setLocale(language);
            for (int i = 0; i < 20_000; i++) {
                BigDecimal number =
                        BigDecimal.valueOf(
                                random.nextLong(2 * (long) Math.pow(10, 1 + random.nextInt(14)))
                                        - random.nextInt(1_000),
                                random.nextInt(7));
                String written = TypedNumber.written(number);
                assertThat(TypedNumber.readings(written))
                        .as(language + " " + written)
                        .usingElementComparator(BigDecimal::compareTo)
                        .containsExactly(number);
            }
        }
    }

    @Test
    void severalNumbersStandApart() {
        LocaleContextHolder.setLocale(Locale.of("nl"));
        assertThat(TypedNumber.parts("0; 12,5;50 75")).containsExactly("0", "12,5", "50", "75");
        assertThat(TypedNumber.parts("0, 12,5, 50")).containsExactly("0", "12,5", "50");
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(TypedNumber.parts("0,25, 50")).containsExactly("0", "25", "50");
        assertThat(TypedNumber.parts("")).isEmpty();
    }
}
