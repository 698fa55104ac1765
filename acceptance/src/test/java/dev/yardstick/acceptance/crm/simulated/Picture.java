package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.standalone.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * All that can be read of a run, value by value, without what may differ between two runs of the
 * same history: the run's prefix, and when something came to be known.
 */
final class Picture {

    private static final List<String> DAYS =
            List.of("2025-03-31", "2025-06-30", "2025-08-12", "2025-09-15", "2025-12-31");
    private static final Set<String> WHEN_KNOWN =
            Set.of("knownAt", "position", "positions", "instant");
    private static final int MOST_DIFFERENCES = 10;

    private static final Pattern DELIVERED =
            Pattern.compile("scorecard of .* on 2025-12-31\\.clauses\\[\\d+ (.*)]\\.delivered");

    private static final String FACTS =
            """
            select e.stream, r.text rep, k.text kind, date '1970-01-01' + f.date as date, f.share, f.shared, f.named,
                   a.text account, m.text method, c.text channel, o.text outcome, w.text attended,
                   u.text course, p.text aspect, y.text currency, f.rating, f.hours, f.days, f.amount, s.text source
            from fact f join record_event e on e.position = f.record
            join word r on r.id = f.rep join word k on k.id = f.kind join word s on s.id = f.source
            left join word a on a.id = f.account left join word m on m.id = f.method
            left join word c on c.id = f.channel left join word o on o.id = f.outcome
            left join word w on w.id = f.attended left join word u on u.id = f.course
            left join word p on p.id = f.aspect left join word y on y.id = f.currency
            where f.known_to = 9223372036854775807 and starts_with(s.text, ?)
            order by e.stream, r.text, k.text
            """;

    private static final String EVENTS =
            """
            select count(*) from record_event
            where starts_with(stream, 'activity/%2F' || ?) or starts_with(stream, 'deal/%2F' || ?)
            """;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final String prefix;

    private Picture(String prefix) {
        this.prefix = prefix;
    }

    /** What can be read of a run once a position is visible. */
    static Picture of(String prefix, Server server, long after) throws SQLException {
        Picture picture = new Picture(prefix);
        Api api = Api.of(server);
        for (String on : DAYS) {
            for (String rep : Company.reps()) {
                String asked = "from=2025-01-01&to=2025-12-31&grain=week&on=" + on;
                picture.add(
                        "timeline of %s on %s".formatted(rep, on),
                        api.timeline(picture.named(rep), asked, after).json());
            }
            for (String team : Company.teams()) {
                String path = "/api/v1/teams/" + picture.named(team) + "/scorecard?on=" + on;
                picture.add(
                        "scorecard of %s on %s".formatted(team, on),
                        api.query(path).must(200).json());
            }
            picture.addFeeds(on, api);
        }
        picture.addTables(server);
        return picture;
    }

    private void addFeeds(String on, Api api) {
        for (JsonNode feed :
                api.query("/api/v1/feeds?on=" + on).must(200).json().required("items")) {
            String source = feed.required("source").stringValue();
            if (source.startsWith("/" + prefix)) {
                add("feed %s on %s".formatted(source, on), feed);
            }
        }
    }

    private void addTables(Server server) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        server.queryDatabaseUrl(), "yardstick", server.databasePassword())) {
            try (PreparedStatement facts = connection.prepareStatement(FACTS)) {
                facts.setString(1, "/" + prefix);
                ResultSet row = facts.executeQuery();
                while (row.next()) {
                    addFact(row);
                }
            }
            try (PreparedStatement events = connection.prepareStatement(EVENTS)) {
                events.setString(1, prefix);
                events.setString(2, prefix);
                ResultSet row = events.executeQuery();
                row.next();
                put("number of events", row.getString(1));
            }
        }
    }

    private void addFact(ResultSet row) throws SQLException {
        String key =
                "fact %s %s %s".formatted(row.getString(1), row.getString(2), row.getString(3));
        for (int i = 4; i <= row.getMetaData().getColumnCount(); i++) {
            put(key + " " + row.getMetaData().getColumnName(i), String.valueOf(row.getString(i)));
        }
    }

    private void add(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !WHEN_KNOWN.contains(field.getKey()))
                    .forEach(field -> add(path + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add("%s[%d%s]".formatted(path, i, name(node.get(i))), node.get(i));
            }
        } else {
            put(path, node.asString());
        }
    }

    /** What a person would call an element of a list. */
    private static String name(JsonNode element) {
        JsonNode name = element.has("id") ? element.get("id") : element.path("date");
        return name.isString() ? " " + name.stringValue() : "";
    }

    private void put(String path, String value) {
        values.put(path.replace(prefix, "~"), value.replace(prefix, "~"));
    }

    private String named(String text) {
        return text.replace("~", prefix);
    }

    /** How many values there are. */
    int size() {
        return values.size();
    }

    /** How many events the read model has of the run. */
    int events() {
        return Integer.parseInt(Objects.requireNonNull(values.get("number of events")));
    }

    /** Of which clauses any team delivered anything by the end of the year. */
    Set<String> deliveredClauses() {
        Set<String> clauses = new TreeSet<>();
        values.forEach((path, value) -> {
            Matcher delivered = DELIVERED.matcher(path);
            if (delivered.matches() && value.matches(".*[1-9].*")) {
                clauses.add(delivered.group(1));
            }
        });
        return clauses;
    }

    /** The first values in which another picture differs. */
    List<String> differencesTo(Picture other) {
        Set<String> paths = new LinkedHashSet<>(values.keySet());
        paths.addAll(other.values.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String mine = values.get(path);
            String others = other.values.get(path);
            if (!Objects.equals(mine, others)) {
                differences.add("%s: in order %s, disturbed %s".formatted(path, mine, others));
            }
        }
        return differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size()));
    }
}
