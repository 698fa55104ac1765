package dev.yardstick.events.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    private static final Locale DUTCH = Locale.of("nl");
    private static final Object[] MARKS = {"«0»", "«1»", "«2»", "«3»"};

    @ParameterizedTest
    @EnumSource
    void everyReasonIsToldInBothLanguagesWithTheSameArguments(Reason reason) {
        String english = reason.of(MARKS).english();
        String dutch = reason.of(MARKS).in(DUTCH);
        assertThat(english).isNotBlank();
        assertThat(dutch).isNotBlank();
        assertThat(marks(dutch)).isEqualTo(marks(english));
        assertThat(english + dutch).doesNotContainPattern("\\{\\d\\}");
        if (marks(english).isEmpty() && reason != Reason.WEEK) {
            assertThat(dutch).as("said in Dutch").isNotEqualTo(english);
        }
    }

    private static Set<String> marks(String text) {
        return Pattern.compile("«\\d»")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noTwoReasonsSayTheSame() {
        assertThat(
                        Arrays.stream(Reason.values())
                                .map(reason -> reason.of(MARKS).english())
                                .filter(english -> !english.equals(MARKS[0]))
                                .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aCodeIsTheNameUnlessItIsOlder() {
        assertThat(Reason.OVERLAPPING_CLAUSE.code()).isEqualTo("overlapping-clause");
        assertThat(Reason.ERASED_COMES_BACK.code()).isEqualTo("erased");
    }

    @Test
    void argumentsStandWhereTheirLanguageWantsThem() {
        Refusal refusal = Reason.OTHER_TEAM_ON.of("kim", "lea", LocalDate.of(2026, 1, 31));
        assertThat(refusal.english()).isEqualTo("rep kim is not of the team of lea on 2026-01-31");
        assertThat(refusal.in(DUTCH))
                .isEqualTo("medewerker kim is op 2026-01-31 niet van het team van lea");
    }

    @Test
    void whatIsGivenIsNotReadAgain() {
        assertThat(Reason.OTHER_TEAM.of("{1}", "$0").english())
                .isEqualTo("rep {1} is not of the team of $0");
    }

    @Test
    void aRefusalWithinOneIsToldInTheSameLanguage() {
        Refusal refusal = Reason.PACE_OF_CLAUSE.of("calls", Reason.EVEN_WHEN_LONG);
        assertThat(refusal.in(DUTCH))
                .isEqualTo(
                        "afspraak calls: het tempo moet gelijkmatig zijn voor een periode van meer"
                                + " dan 12 maanden");
        assertThat(refusal.arguments()).isEqualTo(List.of("calls", Reason.EVEN_WHEN_LONG));
    }

    @Test
    void decimalsAreWrittenAsTheLanguageDoes() {
        Refusal refusal = Reason.SHARES_ADD_UP.of("0.75");
        assertThat(refusal.english()).isEqualTo("must have shares that add up to 1, not 0.75");
        assertThat(refusal.in(DUTCH)).isEqualTo("moet aandelen hebben die samen 1 zijn, niet 0,75");
        assertThat(refusal.in(Locale.FRENCH)).isEqualTo(refusal.english());
    }
}
