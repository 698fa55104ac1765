package dev.yardstick.command.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnmappedTest {

    private static void reads(UnclearException sentence, String in, String word) {
        assertThat(Unmapped.of(String.valueOf(sentence.getMessage())))
                .isEqualTo(new Unmapped(in, word));
    }

    @Test
    void whatIsMissingIsReadFromTheSentenceThatSaysSo() {
        String odd = "a \"b\" is not known\nin the mapping's stages";
        for (String word : new String[] {"13", "Closed Won", odd}) {
            reads(Unmapped.owner(word), "owners", word);
            reads(Unmapped.activity(word), "activities", word);
            reads(Unmapped.stage(word), "stages", word);
            reads(Unmapped.value("method", word), "values.method", word);
            reads(Unmapped.status("hs_call_status", word), "values.outcome", word);
        }
    }

    @Test
    void anotherSentenceSaysNothingOfTheKind() {
        assertThat(Unmapped.of("the record has no owner")).isNull();
        assertThat(Unmapped.of("unknown rep robin")).isNull();
    }
}
