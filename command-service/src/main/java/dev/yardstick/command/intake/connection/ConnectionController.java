package dev.yardstick.command.intake.connection;

import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.intake.connection.Connections.Connection;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.message.IntakeActs.Decide;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.Destinations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Connects CRMs: what a connection is, its secrets, and how it fares. */
@RestController
record ConnectionController(
        CommandSender commands,
        Connections connections,
        FeedCounts feeds,
        Fetches fetches,
        Destinations destinations,
        LogReader log) {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionController.class);
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String PATH = "/api/v1/crm/connections";
    private static final Set<String> WAYS = Set.of(Connections.API, Connections.KAFKA);
    private static final int MAX_FETCHES = 10_000;

    /**
     * The answer to a definition: everything up to the position holds it.
     *
     * @param droppedSecrets those that are to be given again, since they belonged to another origin
     */
    record Defined(long position, Set<String> droppedSecrets) {}

    /** Defines a connection, or defines it anew. */
    @PutMapping(path = PATH + "/{connection}", consumes = JSON)
    Defined define(@PathVariable String connection, HttpServletRequest request) throws IOException {
        if (!connection.matches("[a-z0-9][a-z0-9-]{0,60}") || WAYS.contains(connection)) {
            throw new InvalidException("connection", Reason.CONNECTION_NAME);
        }
        ConnectionDefined defined =
                new DefinitionReader(Bodies.fields(request), destinations, log::there)
                        .read(connection, connections.kinds());
        connections.all().stream()
                .filter(other -> !other.name().equals(connection))
                .filter(other -> other.source().equals(defined.source()))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidException("source", Reason.OTHER_SOURCE.of(other.name()));
                });
        long position = commands.send(new Decide(defined), "api").position();
        Set<String> dropped = connections.dropForeign(connections.require(connection));
        if (!dropped.isEmpty()) {
            LOG.info(
                    "{} gave connection {} another origin: its secrets are dropped",
                    commands.actor(),
                    connection);
        }
        return new Defined(position, dropped);
    }

    /** The names of the secrets that are kept. */
    record Kept(Set<String> secrets) {}

    /** Replaces a connection's secrets; nobody can read them again. */
    @PutMapping(path = PATH + "/{connection}/secrets", consumes = JSON)
    Kept secrets(@PathVariable String connection, HttpServletRequest request) throws IOException {
        Connection known = connections.require(connection);
        Fields body = Bodies.fields(request);
        Set<String> names = known.dialect().secrets();
        SortedMap<String, String> secrets = new TreeMap<>();
        for (String name : body.rest().keySet()) {
            if (names.stream().noneMatch(name::matches)) {
                body.fault(
                        name,
                        Reason.NO_SECRET.of(
                                known.dialect().kind(), String.join(", ", new TreeSet<>(names))));
            }
            secrets.put(name, body.requiredExactText(name));
        }
        body.done();
        connections.keep(known, secrets);
        return new Kept(secrets.keySet());
    }

    /**
     * How a connection fares.
     *
     * @param secrets the names of those that are kept
     * @param problem why these cannot be used, and what is to be done; null: nothing is wrong
     * @param fetching how many records wait to be fetched
     * @param parked how much waits for somebody to become known, or for an operator
     */
    record View(
            String connection,
            long position,
            ConnectionDefined definition,
            Set<String> secrets,
            @Nullable String problem,
            FeedCounts.Counts feed,
            long fetching,
            long parked) {}

    /** A page of connections; all of them are on it. */
    record Page(List<View> items, @Nullable String next) {}

    /** All connections. */
    @GetMapping(PATH)
    Page all() {
        return new Page(connections.all().stream().map(this::view).toList(), null);
    }

    /** One connection. */
    @GetMapping(PATH + "/{connection}")
    View one(@PathVariable String connection) {
        return view(connections.require(connection));
    }

    private View view(Connection connection) {
        Secrets secrets = connections.secrets(connection);
        return new View(
                connection.name(),
                connection.position(),
                connection.definition(),
                secrets.byName().keySet(),
                secrets.problem(),
                feeds.of(connection.source()),
                fetches.fetching(connection.name()),
                fetches.parked(connection.name()));
    }

    /** What waits to be fetched for a connection, those that failed first. */
    record Waiting(List<Fetches.Entry> items, @Nullable String next) {}

    /** The records that wait to be fetched. */
    @GetMapping(PATH + "/{connection}/fetches")
    Waiting fetches(@PathVariable String connection) {
        return new Waiting(fetches.list(connections.require(connection).name(), 100), null);
    }

    /** The answer to a request to fetch. */
    record Asked(int fetching) {}

    /** {@code {object, records: […]}}: asks for records to be fetched, as after a gap. */
    @PostMapping(path = PATH + "/{connection}/fetches", consumes = JSON)
    @org.springframework.web.bind.annotation.ResponseStatus(HttpStatus.ACCEPTED)
    Asked fetch(@PathVariable String connection, HttpServletRequest request) throws IOException {
        Connection known = connections.require(connection);
        Fields body = Bodies.fields(request);
        String object = body.requiredText("object");
        List<String> records = body.texts("records");
        if (records == null || records.size() > MAX_FETCHES) {
            body.fault("records", Reason.FETCHED_IDS.of(MAX_FETCHES));
        }
        if (known.dialect().fetch(known.definition(), new Instruction.Fetch(object, "0"), "")
                == null) {
            body.fault("object", Reason.NOT_FETCHED.of(known.dialect().kind()));
        }
        body.finish();
        List<Instruction.Fetch> asked =
                records == null
                        ? List.of()
                        : records.stream().map(id -> new Instruction.Fetch(object, id)).toList();
        fetches.ask(known.name(), asked);
        return new Asked(asked.size());
    }
}
