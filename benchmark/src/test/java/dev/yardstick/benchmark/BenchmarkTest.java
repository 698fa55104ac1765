package dev.yardstick.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarkTest {

    @TempDir private Path directory = Path.of("");

    private final SequencedMap<String, Race> races = new LinkedHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new Benchmark(races))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Ratio ratio(String name, double ratio, double target, boolean atMost) {
        return new Ratio(name, "a|b", ratio, target, atMost, true, "1\n2");
    }

    private void race(String name, double ratio, double target, boolean atMost) {
        races.put(name, quick -> List.of(ratio(name, ratio, target, atMost)));
    }

    @Test
    void aTargetIsMetAtItsBoundOnTheRightSideAndOnlyByWhatIsCorrect() {
        assertThat(ratio("R1", 0.3, 0.3, false).met()).isTrue();
        assertThat(ratio("R1", 0.299, 0.3, false).met()).isFalse();
        assertThat(ratio("R3", 5, 5, true).met()).isTrue();
        assertThat(ratio("R3", 5.01, 5, true).met()).isFalse();
        assertThat(new Ratio("R1", "", 9, 0.3, false, false, "").met()).isFalse();
        assertThat(Ratio.notMeasured("R1", new IllegalStateException()).met()).isFalse();
    }

    @Test
    void withoutANameAllAreRunInOrderAndAMissedTargetIsNoFailure() {
        race("R2", 0.05, 0.1, false);
        race("R10", 0.361, 0.45, true);

        assertThat(run()).isZero();

        assertThat(out.toString())
                .containsSubsequence("R2 …", "R10 …")
                .containsPattern("R2 +0\\.050 +≥ 0\\.10 +not met +a\\|b")
                .containsPattern("R10 +0\\.36 +≤ 0\\.45 +met +a\\|b");
    }

    @Test
    void besideAPeerItIsSaidWhoIsAheadAndNoTarget() {
        race("P1", 0.5, 1, false);
        race("P2", 1, 1, false);

        assertThat(run()).isZero();

        assertThat(out.toString())
                .containsPattern("P1 +0\\.50 +behind +a\\|b")
                .containsPattern("P2 +1\\.00 +ahead +a\\|b")
                .doesNotContain("≥");
    }

    @Test
    void aRaceThatGrowsGrowsToTheEventsThatWereAskedFor() {
        races.put("R9", new Growing(0));

        assertThat(run("--events", "5000")).isZero();

        assertThat(out.toString()).contains("grown to 5000");
    }

    private record Growing(int events) implements Race {

        @Override
        public Race upTo(int many) {
            return new Growing(many);
        }

        @Override
        public List<Ratio> run(boolean quick) {
            return List.of(new Ratio("R9", "a|b", 1, 1, false, true, "grown to " + events));
        }
    }

    @Test
    void onlyTheNamedAreRunAsQuicklyAsIsSaid() {
        race("R1", 1, 1, false);
        races.put("R2", quick -> List.of(ratio("R2", quick ? 2 : 3, 1, false)));

        assertThat(run("R2", "--quick")).isZero();

        assertThat(out.toString()).contains("2.00").doesNotContain("R1 …");
    }

    @Test
    void anUnknownNameIsNamedBesideTheKnownOnes() {
        race("R1", 1, 1, false);
        race("R2", 1, 1, false);

        assertThat(run("R1", "R12")).isEqualTo(2);

        assertThat(err.toString()).contains("no measure 'R12'; there are R1, R2");
        assertThat(out.toString()).doesNotContain("R1 …");
    }

    @Test
    void aWrongAnswerEndsWithAFailure() {
        races.put("R1", quick -> List.of(new Ratio("R1", "", 9, 1, false, false, "")));

        assertThat(run()).isEqualTo(1);

        assertThat(out.toString()).contains("incorrect");
    }

    @Test
    void whatWasMeasuredIsKeptWhenTheRunIsEnded() throws Exception {
        Path json = directory.resolve("measures.json");
        race("R1", 1, 1, false);
        races.put(
                "R2",
                quick -> {
                    assertThat(json).content().contains("\"R1\"").doesNotContain("\"R2\"");
                    throw new InterruptedException("ended");
                });

        assertThat(run("--json", json.toString())).isEqualTo(1);

        assertThat(json).content().contains("\"R1\"");
    }

    @Test
    void whatFailsIsToldAndTheOthersGoOn() throws Exception {
        races.put(
                "R1",
                quick -> {
                    throw new IllegalStateException("no such table");
                });
        race("R2", 1, 1, false);
        Path json = directory.resolve("measures.json");

        assertThat(run("--json", json.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("no such table");
        JsonNode measures = JsonMapper.shared().readTree(Files.readString(json)).get("measures");
        assertThat(measures.get(0).get("ratio").isNull()).isTrue();
        assertThat(measures.get(0).get("said").asString()).contains("no such table");
        assertThat(measures.get(1).get("met").booleanValue()).isTrue();
    }

    @Test
    void theMeasuresAreWrittenAsJsonWithTheMachineAndTheCommand() throws Exception {
        race("R10", 0.361, 0.45, true);
        Path json = directory.resolve("measures.json");

        run("R10", "--json", json.toString());

        JsonNode all = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(all.get("command").asString())
                .isEqualTo("./yardstick benchmark R10 --json " + json);
        assertThat(all.get("machine").get("java").asString()).startsWith("25");
        assertThat(all.get("machine").get("postgres").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(all.get("machine").get("kafka").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(all.get("measures"))
                .containsExactly(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"name": "R10", "measure": "a|b", "ratio": 0.361, "target": 0.45,
                                         "atMost": true, "correct": true, "met": true, "said": "1\\n2"}
                                        """));
    }

    @Test
    void theTableOfAPageIsReplacedAndWhatStandsAroundItStays() throws Exception {
        race("R10", 0.361, 0.45, true);
        Path page = directory.resolve("performance.md");
        run("--markdown", page.toString());
        Files.writeString(page, "# Before\n" + Files.readString(page) + "after\n");
        race("R11", 3.5, 3, true);

        assertThat(run("--markdown", page.toString())).isZero();

        assertThat(Files.readString(page))
                .startsWith("# Before\n")
                .endsWith("after\n")
                .containsOnlyOnce("| R10 | a\\|b | 0.36 | ≤ 0.45 | met | 1 2 |")
                .contains("| R11 | a\\|b | 3.50 | ≤ 3.00 | not met | 1 2 |")
                .contains("./yardstick benchmark --markdown " + page)
                .contains("PostgreSQL 1");
    }

    @Test
    void aPageWithoutAPlaceForTheTableIsLeftAlone() throws Exception {
        race("R1", 1, 1, false);
        Path page = Files.writeString(directory.resolve("page.md"), "# Mine\n");

        assertThat(run("--markdown", page.toString())).isEqualTo(1);

        assertThat(page).hasContent("# Mine\n");
        assertThat(err.toString()).contains("has no lines");
    }
}
