package dev.yardstick.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Clause;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.language.MeasureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden files about clauses, one for each kind: a line that begins with {@code >} is what is
 * asked, and under it stands the answer. With {@code -Dgolden.write=true} all answers are written
 * anew.
 */
public final class GoldenClauses {

    private static final Path GOLDEN = Path.of("src/test/resources/clauses");
    private static final String ASKED = "> ";
    private static final EventCodec CODEC =
            new EventCodec(
                    open -> new Personal.Sealed(open.person(), open.text()),
                    text ->
                            text instanceof Personal.Sealed(var person, var sealed)
                                    ? new Personal.Open(person, sealed)
                                    : text);

    private GoldenClauses() {}

    /**
     * A test for each file of a folder.
     *
     * @param answers gives, once for each file, what answers its lines one after the other
     */
    public static Stream<DynamicTest> tests(
            String folder, Supplier<Function<String, List<String>>> answers) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            List<Path> found = files.sorted().toList();
            assertThat(found)
                    .as("a file for each kind, of lines that ask")
                    .containsAll(
                            MeasureKind.codes().stream()
                                    .map(kind -> GOLDEN.resolve(folder, kind + ".txt"))
                                    .toList());
            return found.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(),
                                    () -> isAnsweredAs(file, answers.get())));
        }
    }

    private static void isAnsweredAs(Path file, Function<String, List<String>> answers)
            throws IOException {
        StringBuilder told = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(ASKED)) {
                told.append(line).append('\n');
                answers.apply(line.substring(ASKED.length()))
                        .forEach(answer -> told.append(answer).append('\n'));
            }
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, told);
        }
        assertThat(told).hasToString(Files.readString(file));
    }

    /** An expectation of one clause, which is given as it is stored. */
    public static ExpectationSet expectation(String clause) {
        String set =
                """
                {"expectation":"e","rep":"robin","statement":{"person":"robin","sealed":"…"},\
                "from":"2026-01-01","to":"2026-12-31","currency":"EUR","clauses":[%s]}\
                """
                        .formatted(clause);
        return (ExpectationSet)
                CODEC.read("expectation-set", 1, set.getBytes(StandardCharsets.UTF_8));
    }

    /** A clause as it is stored. */
    public static Clause clause(String stored) {
        return expectation(stored).clauses().getFirst();
    }

    /** A text about a person in clear. */
    public static String open(Personal text) {
        return ((Personal.Open) text).text();
    }
}
