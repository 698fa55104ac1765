package dev.yardstick.acceptance.metrics;

import dev.yardstick.acceptance.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of Prometheus by the files in {@code deploy}. */
final class Rules {

    static final Path ALERTS = Sources.root().resolve("deploy/prometheus/alerts.yml");

    private static final Path DASHBOARD = Sources.root().resolve("deploy/grafana/yardstick.json");

    /** Prometheus adds it to what it scrapes. */
    private static final String UP = "up";

    private static final Pattern NAME = Pattern.compile("(?<![\\w:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private Rules() {}

    /** The alerts, as JSON. */
    static List<JsonNode> alerts() throws IOException {
        Object read =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ALERTS));
        JsonNode groups = JsonMapper.shared().<JsonNode>valueToTree(read).required("groups");
        return groups.valueStream()
                .flatMap(group -> group.required("rules").valueStream())
                .toList();
    }

    static JsonNode alert(String name) throws IOException {
        return alerts().stream()
                .filter(rule -> rule.required("alert").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The dashboard's questions. */
    static List<String> panels() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(DASHBOARD)).findValues("expr").stream()
                .map(JsonNode::stringValue)
                .toList();
    }

    /** Which metrics a question is about. */
    static Set<String> metrics(Stream<String> questions) {
        return questions
                .map(question ->
                        question.replaceAll("\"[^\"]*\"", "")
                                .replaceAll("\\{[^}]*}|\\[[^]]*]", "")
                                .replaceAll("\\bby\\s*\\([^)]*\\)", ""))
                .flatMap(question -> NAME.matcher(question).results().map(MatchResult::group))
                .filter(name -> !name.equals(UP) && !OPERATORS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
