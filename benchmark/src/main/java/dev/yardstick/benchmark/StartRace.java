package dev.yardstick.benchmark;

import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./yardstick serve} on the data of the demo, from the call until both services answer,
 * against the same program as one jar; and what the process then holds in memory.
 */
final class StartRace implements Race {

    private static final int ROUNDS = 3;
    private static final long REST_MILLIS = 15_000;

    /** What a start came to. */
    private record Start(double seconds, double java, double postgres, JsonNode timeline) {}

    @Override
    public List<Ratio> run(boolean quick) throws IOException, InterruptedException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("yardstick.home")));
        Path data = Files.createTempDirectory("yardstick-benchmark");
        try {
            List<String> ours = List.of(home.resolve("yardstick").toString());
            List<String> jar = jar(home);
            // Tells it a year, and prepares quick starts where that was not done yet.
            Served.start(command(ours, "demo", data)).close();
            List<Start> starts = new ArrayList<>();
            List<Start> plain = new ArrayList<>();
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                plain.add(start(command(jar, "serve", data), data));
                starts.add(start(command(ours, "serve", data), data));
            }
            return ratios(starts, plain);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static List<String> jar(Path home) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                home.resolve("standalone/target/standalone-0.1.0-SNAPSHOT-exec.jar").toString());
    }

    private static List<String> command(List<String> program, String what, Path data) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(what, "--data", data.toString(), "--port", "0"));
        return command;
    }

    private static Start start(List<String> command, Path data)
            throws IOException, InterruptedException {
        String token =
                JsonMapper.shared()
                        .readTree(Files.readString(data.resolve("tokens.json")))
                        .required("admin")
                        .asString();
        try (Served served = Served.start(command);
                ApiClient queries = new ApiClient(URI.create(served.queries()), token);
                ApiClient commands = new ApiClient(URI.create(served.commands()), token)) {
            commands.get("/actuator/health").require("command-service");
            JsonNode timeline =
                    queries.get("/api/v1/reps/ines-moreau/timeline").require("timeline").body();
            Thread.sleep(REST_MILLIS);
            return new Start(
                    served.seconds(), served.resident(), served.residentPostgres(), timeline);
        }
    }

    private static List<Ratio> ratios(List<Start> ours, List<Start> plain) {
        JsonNode expected = plain.getFirst().timeline();
        boolean same =
                ours.stream().allMatch(start -> start.timeline().equals(expected))
                        && plain.stream().allMatch(start -> start.timeline().equals(expected));
        double[] ratios = new double[ours.size()];
        Arrays.setAll(ratios, i -> ours.get(i).seconds() / plain.get(i).seconds());
        return List.of(
                new Ratio(
                        "R10",
                        "`./yardstick serve` on the demo's data, until both services answer,"
                                + " against the same program as one jar",
                        median(ratios),
                        0.45,
                        true,
                        same,
                        "%s s against %s s".formatted(each(ours), each(plain))),
                new Ratio(
                        "R10b",
                        "MiB that the process holds in memory at rest, 15 s later",
                        memory(ours),
                        450,
                        true,
                        same,
                        String.format(
                                Locale.ROOT,
                                "one jar %.0f; PostgreSQL's processes beside it %.0f",
                                memory(plain),
                                median(ours.stream().mapToDouble(Start::postgres).toArray()))));
    }

    private static double memory(List<Start> starts) {
        return median(starts.stream().mapToDouble(Start::java).toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static String each(List<Start> starts) {
        return starts.stream()
                .map(start -> String.format(Locale.ROOT, "%.1f", start.seconds()))
                .reduce((one, next) -> one + ", " + next)
                .orElse("");
    }
}
