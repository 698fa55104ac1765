package dev.yardstick.command.intake.connection;

import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.privacy.KeyRing;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The connections as they are defined now, and their secrets. */
@Component
public class Connections {

    /** The connection of events that came as such over HTTP. */
    public static final String API = "api";

    /** The connection of events that came as such over Kafka. */
    public static final String KAFKA = "kafka";

    private static final String LATEST =
            """
            select position, type, revision, data from log where stream = ? order by sequence desc limit 1
            """;

    private static final String NAMES =
            "select distinct substr(stream, 12) from log where type = 'connection-defined' order by 1";

    private static final String LAST =
            "select coalesce(max(position), 0) from log where type = 'connection-defined'";

    private static final String KEEP =
            """
            insert into connection_secret (connection, sealed, kid, origin) values (?, ?, ?, ?)
            on conflict (connection)
            do update set sealed = excluded.sealed, kid = excluded.kid, origin = excluded.origin
            """;

    private static final String DROP =
            "delete from connection_secret where connection = ? and origin <> ? returning sealed, kid";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final EventCodec codec;
    private final KeyRing secretsKeys;
    private final Map<String, Dialect> dialects;
    private final Map<String, Connection> parsed = new ConcurrentHashMap<>();
    private volatile All all = new All(0, List.of());

    /** All connections as they are since the latest definition of any. */
    private record All(long position, List<Connection> connections) {}

    Connections(JdbcClient jdbc, EventCodec codec, KeyRing secretsKeys, List<Dialect> dialects) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.secretsKeys = secretsKeys;
        this.dialects =
                dialects.stream().collect(Collectors.toMap(Dialect::kind, Function.identity()));
    }

    /**
     * A connection.
     *
     * @param position of its latest definition
     */
    public record Connection(long position, ConnectionDefined definition, Dialect dialect) {

        public String name() {
            return definition.connection();
        }

        public String source() {
            return definition.source();
        }

        /** Scheme, host and port of the API to which its secrets are shown; empty: to none. */
        String origin() {
            String api = dialect.api(definition);
            if (api == null) {
                return "";
            }
            URI address = URI.create(api.toLowerCase(Locale.ROOT));
            String origin = address.getScheme() + "://" + address.getAuthority();
            return origin.replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
        }

        /** A canonical event of a record of the CRM, its ids in their one spelling. */
        public JsonNode spelt(JsonNode event) {
            if (event instanceof ObjectNode whole) {
                String subject = Json.text(event.get("subject"));
                if (subject != null) {
                    int colon = subject.lastIndexOf(':') + 1;
                    whole.put(
                            "subject",
                            subject.substring(0, colon) + dialect.id(subject.substring(colon)));
                }
                String account = Json.textAt(event, "data.account");
                String prefix = definition.mapping().accountPrefix();
                if (event.get("data") instanceof ObjectNode data
                        && account != null
                        && account.startsWith(prefix)) {
                    data.put("account", prefix + dialect.id(account.substring(prefix.length())));
                }
            }
            return event;
        }

        /** The stream of a record of the CRM. */
        public String stream(Subject subject) {
            return switch (subject.kind()) {
                case DEAL -> Streams.deal(source(), subject.record());
                case ACTIVITY -> Streams.activity(source(), subject.record());
                case ACCOUNT ->
                        Streams.account(definition.mapping().accountPrefix() + subject.record());
            };
        }
    }

    private record Row(long position, String type, int revision, byte[] data) {}

    /** The connection of that name, as it is defined now. */
    public Optional<Connection> find(String name) {
        return jdbc.sql(LATEST)
                .param("connection/" + name)
                .query((row, n) ->
                        new Row(row.getLong(1), row.getString(2), row.getInt(3), row.getBytes(4)))
                .optional()
                .map(row ->
                        parsed.compute(
                                name,
                                (k, c) ->
                                        c != null && c.position() == row.position()
                                                ? c
                                                : parse(row)));
    }

    /** The same, which has to be there. */
    public Connection require(String name) {
        return find(name).orElseThrow(() -> new NotFoundException(Reason.NO_CONNECTION.of(name)));
    }

    private Connection parse(Row row) {
        ConnectionDefined definition =
                (ConnectionDefined) codec.read(row.type(), row.revision(), row.data());
        Dialect dialect = dialects.get(definition.kind());
        if (dialect == null) {
            throw new IllegalStateException("no dialect of kind " + definition.kind());
        }
        return new Connection(row.position(), definition, dialect);
    }

    /** All connections by name. */
    List<Connection> all() {
        long last = jdbc.sql(LAST).query(Long.class).single();
        All known = all;
        if (known.position() != last) {
            // What is defined after the look at the position is looked up again next time.
            known =
                    new All(
                            last,
                            jdbc.sql(NAMES).query(String.class).list().stream()
                                    .flatMap(name -> find(name).stream())
                                    .toList());
            all = known;
        }
        return known.connections();
    }

    /** The connection that everything of a source comes through. */
    public Optional<Connection> ofSource(String source) {
        return all().stream().filter(one -> one.source().equals(source)).findFirst();
    }

    /** The dialect of a kind. */
    Optional<Dialect> dialect(String kind) {
        return Optional.ofNullable(dialects.get(kind));
    }

    /** The kinds that can be connected. */
    List<String> kinds() {
        return dialects.keySet().stream().sorted().toList();
    }

    /** Keeps a connection's secrets in place of those before, for the origin that it has now. */
    void keep(Connection connection, SortedMap<String, String> secrets) {
        String name = connection.name();
        byte[] sealed = secretsKeys.seal(about(name), JSON.writeValueAsBytes(secrets));
        jdbc.sql(KEEP).params(name, sealed, secretsKeys.kid(), connection.origin()).update();
    }

    private static String about(String connection) {
        return "connection " + connection;
    }

    /**
     * A connection's secrets; none before they were given for the origin that it has, or where no
     * key opens them.
     */
    public Secrets secrets(Connection connection) {
        return jdbc.sql(
                        "select sealed, kid from connection_secret where connection = ? and origin = ?")
                .params(connection.name(), connection.origin())
                .query((row, n) -> opened(connection, row.getBytes(1), row.getString(2)))
                .optional()
                .orElseGet(() -> new Secrets(new TreeMap<>()));
    }

    /** Forgets the secrets that were given for another origin, and tells their names. */
    Set<String> dropForeign(Connection connection) {
        return jdbc.sql(DROP)
                .params(connection.name(), connection.origin())
                .query((row, n) -> opened(connection, row.getBytes(1), row.getString(2)))
                .optional()
                .map(secrets -> secrets.byName().keySet())
                .orElseGet(Set::of);
    }

    private Secrets opened(Connection connection, byte[] sealed, @Nullable String kid) {
        try {
            return new Secrets(
                    JSON.readValue(
                            secretsKeys.open(kid, about(connection.name()), sealed),
                            new TypeReference<TreeMap<String, String>>() {}));
        } catch (KeyRing.ClosedException e) {
            return new Secrets(
                    new TreeMap<>(),
                    "the connection's secrets have to be given again: " + e.getMessage());
        }
    }
}
