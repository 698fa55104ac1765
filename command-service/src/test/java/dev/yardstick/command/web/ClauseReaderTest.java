package dev.yardstick.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.Clause;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.refusal.InvalidException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is read of a clause of each kind, and what is refused, where and in which words. A line of a
 * golden file that begins with {@code >} is what came; under it stands what is stored, or every
 * fault. With {@code -Dgolden.write=true} what stands there is written anew.
 */
class ClauseReaderTest {

    private static final Path GOLDEN = Path.of("src/test/resources/clauses");
    private static final String CAME = "> ";
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);
    private static final EventCodec CODEC =
            new EventCodec(
                    open -> new Personal.Sealed(open.person(), open.text()), sealed -> sealed);

    @TestFactory
    Stream<DynamicTest> everyKindIsReadAsItsGoldenFileSays() throws IOException {
        return files().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(), () -> isReadAs(file)));
    }

    private static void isReadAs(Path file) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(CAME)) {
                read.append(line).append('\n').append(read(line.substring(CAME.length())));
            }
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, read);
        }
        assertThat(read).hasToString(Files.readString(file));
    }

    private static String read(String clause) {
        ObjectNode body = StrictJson.MAPPER.createObjectNode();
        body.putArray("clauses").add(StrictJson.read(clause.getBytes(StandardCharsets.UTF_8)));
        Fields fields = Fields.of(body);
        List<Clause> clauses =
                new ClauseReader("robin", new ClauseReader.Period(FROM, TO)).read(fields);
        StringBuilder told = new StringBuilder();
        try {
            fields.done();
            told.append(stored(clauses)).append('\n');
        } catch (InvalidException invalid) {
            invalid.faults()
                    .forEach(fault ->
                            told.append(fault.path())
                                    .append(": ")
                                    .append(fault.message())
                                    .append('\n'));
        }
        return told.toString();
    }

    private static JsonNode stored(List<Clause> clauses) {
        byte[] event =
                CODEC.write(
                        new ExpectationSet(
                                "e",
                                "robin",
                                new Personal.Open("robin", "…"),
                                FROM,
                                TO,
                                "EUR",
                                clauses));
        return StrictJson.read(event).path("clauses").path(0);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            List<Path> found = files.sorted().toList();
            assertThat(found)
                    .as("a file for each kind, of lines that came")
                    .containsAll(
                            MeasureKind.codes().stream()
                                    .map(kind -> GOLDEN.resolve(kind + ".txt"))
                                    .toList());
            return found;
        }
    }
}
