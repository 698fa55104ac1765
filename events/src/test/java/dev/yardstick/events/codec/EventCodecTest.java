package dev.yardstick.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.events.Event;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Samples;
import dev.yardstick.events.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final EventCodec codec = new EventCodec(EventCodecTest::seal, EventCodecTest::open);

    /** A released golden file never changes: a change of an event's JSON needs a new revision. */
    @ParameterizedTest
    @MethodSource("dev.yardstick.events.Samples#all")
    void everyEventIsWrittenAndReadAsItsGoldenFileSays(Event event) throws IOException {
        EventTypes.EventType type = EventTypes.of(event);
        isWrittenAndReadAs(name(type), event);
    }

    @ParameterizedTest
    @MethodSource("dev.yardstick.events.Samples#observed")
    void whatACrmShowedIsMarkedAndWhatItToldIsNot(Event event) throws IOException {
        EventTypes.EventType type = EventTypes.of(event);
        isWrittenAndReadAs("observed/" + name(type), event);
    }

    @ParameterizedTest
    @MethodSource("dev.yardstick.events.Samples#fitted")
    void whatWasFittedSaysByHowManyClauses(Event event) throws IOException {
        isWrittenAndReadAs("fitted/" + name(EventTypes.of(event)), event);
    }

    @ParameterizedTest
    @MethodSource("dev.yardstick.events.Samples#reworded")
    void aVersionSaysWhatItMeansToBeSuccessfulOnlyWhereThatChanges(Event event) throws IOException {
        isWrittenAndReadAs("reworded/" + name(EventTypes.of(event)), event);
    }

    private static String name(EventTypes.EventType type) {
        return type.name() + ".r" + type.revision() + ".json";
    }

    private void isWrittenAndReadAs(String file, Event event) throws IOException {
        EventTypes.EventType type = EventTypes.of(event);
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("golden.write") && Files.notExists(golden)) {
            Files.write(golden, codec.write(event));
        }
        byte[] released = Files.readString(golden).strip().getBytes(StandardCharsets.UTF_8);

        assertThat(codec.write(event))
                .asString()
                .isEqualTo(new String(released, StandardCharsets.UTF_8));
        assertThat(codec.read(type.name(), type.revision(), released)).isEqualTo(event);
    }

    @Test
    void everyTypeHasAGoldenFileOfEveryRevision() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            EventTypes.ALL.stream()
                                    .map(EventCodecTest::name)
                                    .collect(Collectors.toSet()));
        }
    }

    @Test
    void everyPermittedEventHasAType() {
        List<Class<?>> leaves =
                List.of(Event.class.getPermittedSubclasses()).stream()
                        .flatMap(EventCodecTest::leaves)
                        .toList();
        assertThat(leaves).hasSize(EventTypes.ALL.size());
        assertThat(EventTypes.ALL.stream().map(EventTypes.EventType::event))
                .containsExactlyInAnyOrderElementsOf(
                        leaves.stream().map(c -> c.asSubclass(Event.class)).toList());
    }

    @Test
    void everyTypeStandsAmongTheStreamsOfTheDocument() throws IOException {
        assertThat(Files.readString(Path.of("../docs/events.md")))
                .contains(EventTypes.ALL.stream().map(type -> "`" + type.name() + "`").toList());
    }

    @Test
    void noTextAboutAPersonStandsInTheClear() {
        for (Event event : Samples.all()) {
            assertThat(codec.write(event))
                    .asString()
                    .doesNotContain("Robin", "@example", "Trust", "steep", "said yes", "Market");
        }
    }

    @Test
    void withoutAKeyTextsStaySealedAndAreWrittenAsTheyWere() {
        byte[] written = codec.write(Samples.all().getFirst());
        EventCodec keyless = new EventCodec();
        Event read = keyless.read("rep-hired", 1, written);

        assertThat(((RepEvent.RepHired) read).name()).isInstanceOf(Personal.Sealed.class);
        assertThat(keyless.write(read)).isEqualTo(written);
    }

    @Test
    void anUpcasterLiftsAnOldRevision() {
        EventCodec lifting =
                new EventCodec(
                        EventCodecTest::seal,
                        EventCodecTest::open,
                        List.of(
                                new Upcaster(
                                        "rep-transferred",
                                        0,
                                        old -> {
                                            old.put("team", old.get("group").stringValue());
                                            old.remove("group");
                                            return old;
                                        })));
        byte[] old =
                "{\"rep\":\"r\",\"on\":\"2026-01-01\",\"group\":\"North\"}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(lifting.read("rep-transferred", 0, old))
                .isEqualTo(
                        new RepEvent.RepTransferred(
                                "r", java.time.LocalDate.of(2026, 1, 1), "North", null));
    }

    @Test
    void unknownTypesRevisionsAndFieldsAreRefusedByName() {
        byte[] some = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> codec.read("rep-cloned", 1, some))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("rep-cloned");
        assertThatThrownBy(() -> codec.read("rep-hired", 9, some))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("newer");
        assertThatThrownBy(() ->
                        codec.read(
                                "rep-hired", 1, "{\"height\":3}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("height");
    }

    @Test
    void aLogLineIsReadBackWithItsDataUnchanged() {
        byte[] data = codec.write(Samples.all().getLast());
        LogLine line =
                new LogLine(
                        7,
                        Instant.parse("2026-03-31T09:15:00.123456Z"),
                        Streams.deal("/crm", "a/b"),
                        0,
                        "deal-retracted",
                        1,
                        new UUID(1, 2),
                        data,
                        new Metadata("crm", "/crm", "c", "r"));
        LogLine read = LogLine.parse(line.toJson());

        assertThat(new String(line.toJson(), StandardCharsets.UTF_8))
                .contains("\"data\":" + new String(data, StandardCharsets.UTF_8));
        assertThat(read).usingRecursiveComparison().isEqualTo(line);
    }

    @Test
    void twoRecordsNeverShareAStream() {
        assertThat(Streams.deal("/a", "b/c")).isNotEqualTo(Streams.deal("/a/b", "c"));
        assertThat(Streams.deal("/a", "b/c")).endsWith("/b/c");
    }

    private static java.util.stream.Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] below = type.getPermittedSubclasses();
        return below == null
                ? java.util.stream.Stream.of(type)
                : java.util.Arrays.stream(below).flatMap(EventCodecTest::leaves);
    }

    private static Personal.Sealed seal(Personal.Open open) {
        return new Personal.Sealed(
                open.person(),
                Base64.getEncoder().encodeToString(open.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static Personal open(Personal stored) {
        return switch (stored) {
            case Personal.Open open -> open;
            case Personal.Sealed(var person, var sealed) ->
                    new Personal.Open(
                            person,
                            new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8));
        };
    }
}
