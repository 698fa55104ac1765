package dev.yardstick.command.intake;

import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.privacy.KeyRing;
import dev.yardstick.events.EventCodec;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.Streams;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connections as they are defined now, and their secrets. */
@Component
class Connections {

    private static final String LATEST =
            """
            select position, type, revision, data from log where stream = ? order by sequence desc limit 1
            """;

    private static final String NAMES =
            "select distinct substr(stream, 12) from log where type = 'connection-defined' order by"
                    + " 1";

    private static final String KEEP =
            """
            insert into connection_secret (connection, sealed, kid) values (?, ?, ?)
            on conflict (connection) do update set sealed = excluded.sealed, kid = excluded.kid
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final EventCodec codec;
    private final KeyRing secretsKeys;
    private final Map<String, Dialect> dialects;
    private final Map<String, Connection> parsed = new ConcurrentHashMap<>();

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
    record Connection(long position, ConnectionDefined definition, Dialect dialect) {

        String name() {
            return definition.connection();
        }

        String source() {
            return definition.source();
        }

        /** A canonical event of a record of the CRM, its ids in their one spelling. */
        JsonNode spelt(JsonNode event) {
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
        String stream(Subject subject) {
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
    Optional<Connection> find(String name) {
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
        return jdbc.sql(NAMES).query(String.class).list().stream()
                .flatMap(name -> find(name).stream())
                .toList();
    }

    /** The connection that everything of a source comes through. */
    Optional<Connection> ofSource(String source) {
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

    /** Keeps a connection's secrets in place of those before. */
    void keep(String connection, SortedMap<String, String> secrets) {
        byte[] sealed = secretsKeys.seal(about(connection), JSON.writeValueAsBytes(secrets));
        jdbc.sql(KEEP).params(connection, sealed, secretsKeys.kid()).update();
    }

    private static String about(String connection) {
        return "connection " + connection;
    }

    /** A connection's secrets; none before they were given, or where no key opens them. */
    Secrets secrets(String connection) {
        return jdbc.sql("select sealed, kid from connection_secret where connection = ?")
                .param(connection)
                .query((row, n) -> opened(connection, row.getBytes(1), row.getString(2)))
                .optional()
                .orElseGet(() -> new Secrets(new TreeMap<>()));
    }

    private Secrets opened(String connection, byte[] sealed, @Nullable String kid) {
        try {
            return new Secrets(
                    JSON.readValue(
                            secretsKeys.open(kid, about(connection), sealed),
                            new TypeReference<TreeMap<String, String>>() {}));
        } catch (KeyRing.ClosedException e) {
            return new Secrets(
                    new TreeMap<>(),
                    "the connection's secrets have to be given again: " + e.getMessage());
        }
    }
}
