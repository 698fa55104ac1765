package dev.yardstick.command.intake.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.IntakeEvent.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MentionsTest {

    private static final Mapping MAPPING =
            new Mapping(
                    new TreeMap<>(Map.of("12", "robin", "13", "nina")),
                    false,
                    "",
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    null,
                    null);

    private static boolean names(String body, String person) {
        return Mentions.of(body.getBytes(StandardCharsets.UTF_8))
                .names(person, List.of("Robin H\u00e9bert"), MAPPING);
    }

    @Test
    void aBodyNamesWhomItSaysItIsAboutOrCallsByAName() {
        assertThat(names("{\"data\":{\"rep\":\"robin\"}}", "robin")).isTrue();
        assertThat(names("{\"user_id\":{\"id\":12}}", "robin")).isTrue();
        assertThat(names("{\"data\":[{\"OwnerId\":\"12\"}]}", "robin")).isTrue();
        assertThat(names("{\"note\":\"robin is ill\"}", "robin")).isTrue();
        assertThat(names("{\"note\":\"met Robin H\\u00e9bert.\"}", "r-1")).isTrue();
        assertThat(names("{\"rep\":\"275\"}", "275")).isTrue();
        assertThat(names("{\"owner_id\":12,\"note\":\"cut", "robin")).isTrue();
        assertThat(names("{\"note\":\"ROBIN H\u00c9BERT is", "r-1")).isTrue();
    }

    @Test
    void aNumberElsewhereAndAPartOfAWordNameNobody() {
        assertThat(names("{\"value\":12,\"owner_id\":13}", "robin")).isFalse();
        assertThat(names("{\"amount\":\"275\"}", "275")).isFalse();
        assertThat(names("{\"note\":\"robin-2 and robinson\"}", "robin")).isFalse();
        assertThat(names("12", "robin")).isFalse();
        assertThat(names("", "robin")).isFalse();
    }
}
