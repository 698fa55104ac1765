package dev.yardstick.query.pages.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.TypedJson;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.Names.Named;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the tables of a mapping, and what they make of it. */
class MappingRowsTest {

    private static final String WHOLE =
            """
            {"owners": {"1": "ra-1", "2": "sl", "3": null, "4": "nobody-known"}, "ownerIsRep": true,
             "activities": {"demo": {"kind": "meeting", "method": "Demo_Day", "course": "c", "with": ["a"]},
                            "mail": null, "call": {"kind": "call", "channel": "phone", "method": "cold-call-phone"}},
             "fields": {"owner": "ownerId"}, "stages": {"Won it": "won", "gone": "lost", "talk": "Talking"},
             "values": {"outcome": {"A": "no-answer", "B": null, "C": "our own"}, "tier": {"A": "primary"}},
             "pipelines": ["p"], "currency": "EUR"}\
            """;

    private final Form form = new Form();
    private final MappingRows rows =
            new MappingRows(
                    form,
                    new Names(
                            List.of(
                                    new Named("ra-1", "Robin Ames (ra-1)", "North", null),
                                    new Named("ra-2", "Robin Ames (ra-2)", "North", null),
                                    new Named("sl", "Sára Lindqvist", "South", "sl@example.com")),
                            new TreeSet<>()),
                    new Wording(messages()));

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/words", "messages/connections", "messages/people");
        messages.setAlwaysUseMessageFormat(true);
        messages.setFallbackToSystemLocale(false);
        messages.setDefaultEncoding("UTF-8");
        return messages;
    }

    @Test
    void moreThanOneLooksThroughAreNotSuggestedAndAreFound() {
        List<Named> many =
                IntStream.rangeClosed(0, 200)
                        .mapToObj(n -> new Named("r-" + n, "Rep " + n, "North", null))
                        .toList();
        Names names = new Names(many.subList(0, 200), new TreeSet<>());
        assertThat(names.suggested()).hasSize(200);
        names = new Names(many, new TreeSet<>());
        assertThat(names.suggested()).isEmpty();
        assertThat(names.meant("rep 200")).containsExactly(many.getLast());
    }

    @BeforeEach
    void speakEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    private static ObjectNode json(String json) {
        return (ObjectNode) TypedJson.read(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void whatIsSavedUnchangedStaysAsItWas(String language) {
        LocaleContextHolder.setLocale(Locale.of(language));
        rows.fill(json(WHOLE), List.of(new CrmStatus.Missing("owners", "13", 2)));
        assertThat(rows.read(json(WHOLE))).isEqualTo(json(WHOLE));
        assertThat(form.isWrong()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void soDoesEachExample(CrmKind kind) {
        ObjectNode example = json(kind.mapping());
        rows.fill(example, List.of());
        assertThat(rows.read(example).path("owners")).isEqualTo(example.path("owners"));
        assertThat(rows.read(example).path("fields")).isEqualTo(example.path("fields"));
    }

    @Test
    void aNameThatFitsSeveralIsAskedFor() {
        form.put("owner.0", "7").put("rep.0", "robin");
        rows.read(json("{}"));
        assertThat(form.error("rep.0")).contains("Robin Ames (ra-1), Robin Ames (ra-2)");
    }

    @Test
    void ofOwnersWhoAreFoundThoseWithoutARowAreAddedAndWhoIsTheSameIsProposed() {
        rows.fill(json("{\"owners\": {\"1\": \"ra-1\"}}"), List.of());
        assertThat(
                        rows.addOwners(
                                List.of(
                                        new CrmStatus.Owner("1", "One", null),
                                        new CrmStatus.Owner("2", "Somebody", "SL@example.com"))))
                .isEqualTo(1);
        assertThat(form.value("note.owner.0")).isEqualTo("One");
        assertThat(form.value("rep.1")).isEqualTo("Sára Lindqvist");
        assertThat(rows.read(json("{}")).path("owners").toString())
                .isEqualTo("{\"1\":\"ra-1\",\"2\":\"sl\"}");
    }

    @Test
    void aRowWithoutAWordAndAWordThatStandsTwiceAreWrong() {
        form.chosen("stage.0", List.of("")).put("stageIs.0", "won");
        form.put("stage.1", "a").put("stageIs.1", "won");
        form.put("stage.2", "a").put("stageIs.2", "lost");
        rows.read(json("{}"));
        assertThat(form.errors()).containsOnlyKeys("stage.0", "stage.2");
    }

    @Test
    void aRowThatSaysHalfIsWrongAndOneThatWasProposedMayWait() {
        form.put("activity.0", "demo").put("channel.0", "video");
        form.put("activity.1", "").put("method.1", "referral");
        form.put("owner.0", "7").put("note.owner.0", "Seven");
        form.put("owner.1", "8");
        form.put("value.0", "A").put("field.0", "outcome");
        form.chosen("activity.1", List.of(""));
        rows.read(json("{}"));
        assertThat(form.errors()).containsOnlyKeys("kind.0", "activity.1", "rep.1", "means.0");
    }

    @Test
    void aFaultIsToldAtItsRow() {
        rows.fill(json(WHOLE), List.of());
        assertThat(rows.field("owners.2")).isEqualTo("rep.1");
        assertThat(rows.field("stages.talk")).isEqualTo("stageIs.2");
        assertThat(rows.field("activities.demo.kind")).isEqualTo("kind.0");
        assertThat(rows.field("values.tier.A")).isEqualTo("means.3");
        assertThat(rows.field("currency")).isEqualTo("currency");
        assertThat(rows.field("fields.mood")).isNull();
    }
}
