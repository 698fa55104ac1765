package dev.yardstick.command.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.Mapping;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TranslatorTest {

    private static final ActivityType MEETING =
            new ActivityType(FactKind.MEETING, "visit", "there", "basics", List.of("ben", "cy"));

    private static Translator words(String... mapped) {
        TreeMap<String, String> fields = new TreeMap<>();
        ObjectNode record = StrictJson.MAPPER.createObjectNode();
        for (String field : mapped) {
            fields.put(field, "their_" + field);
            record.put("their_" + field, field + "; other");
        }
        return new Translator(
                new Mapping(
                        new TreeMap<>(),
                        true,
                        "",
                        new TreeMap<>(),
                        fields,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        null,
                        null),
                record);
    }

    @Test
    void whatATypeOfActivityTellsStandsWhereNoFieldTellsIt() {
        assertThat(words().data(MEETING))
                .hasToString(
                        """
                        {"method":"visit","channel":"there","course":"basics","with":["ben","cy"]}\
                        """);
        assertThat(words("method", "with").data(MEETING))
                .isEqualTo(
                        StrictJson.MAPPER.readTree(
                                """
                                {"method":"method; other","channel":"there","course":"basics",
                                 "with":["with","other"]}
                                """));
    }

    @Test
    void whenItTookPlaceMayStandInAnotherField() {
        ObjectNode data = StrictJson.MAPPER.createObjectNode();
        words("occurredAt").addOccurredAt(data, "2026-02-03");
        assertThat(data).hasToString("{\"occurredAt\":\"occurredAt; other\"}");
        assertThat(Translator.FIELDS).contains("occurredAt");
    }

    @Test
    void everyMappedFieldIsToldButThoseThatTheRecordHasByItself() {
        ObjectNode data =
                words(
                                "type",
                                "owner",
                                "account",
                                "method",
                                "channel",
                                "outcome",
                                "with",
                                "hours",
                                "days",
                                "course",
                                "aspect",
                                "rating",
                                "amount",
                                "currency",
                                "tier")
                        .data(null);
        assertThat(data)
                .isEqualTo(
                        StrictJson.MAPPER.readTree(
                                """
                                {"method":"method; other","channel":"channel; other",
                                 "outcome":"outcome; other","hours":"hours; other",
                                 "days":"days; other","course":"course; other",
                                 "aspect":"aspect; other","rating":"rating; other",
                                 "with":["with","other"]}
                                """));
    }
}
