package dev.yardstick.command.intake.parking;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.yardstick.command.intake.connection.Connections;
import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.message.CrmEvent;
import dev.yardstick.command.intake.message.CrmMessage;
import dev.yardstick.command.intake.message.Taken;
import dev.yardstick.command.intake.message.Waiting;
import dev.yardstick.command.privacy.KeyRing;
import dev.yardstick.command.privacy.PersonalKeys;
import dev.yardstick.events.codec.Sha256;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The table of what intake could not take yet, each with its reason and its body, sealed. */
@Component
public record Parking(
        JdbcClient jdbc, KeyRing secretsKeys, PersonalKeys persons, Connections connections) {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int MAX_TEXT = 2_000;
    private static final int BATCH = 500;

    /** Comes before every id. */
    public static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** A fault of ours: its words may name what stands behind the service. */
    public static final String SEE_LOG = "it cannot be taken: the service's log says why";

    /**
     * Resending what an operator dismissed does not bring it back; other content does. Of a record
     * that was fetched, the newest version is kept, unless its time is not believed.
     */
    private static final String PARK =
            """
            insert into parked (id, connection, form, topic, key, source, subject, event_id, type, waiting_for,
                                until, reason, body, digest, sealed, kid, definition, stream, version, actor)
            select p.id::uuid, p.connection, p.form, p.topic, p.key, p.source, p.subject, p.event_id, p.type,
                   p.waiting_for, p.until::timestamptz, p.reason, p.body, p.digest, true, ?, p.definition, p.stream,
                   p.version::timestamptz, ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::bigint[], ?::text[],
                        ?::text[])
                 p(id, connection, form, topic, key, source, subject, event_id, type, waiting_for, until, reason,
                   body, digest, definition, stream, version)
            on conflict (connection, key)
            do update set waiting_for = excluded.waiting_for, until = excluded.until, reason = excluded.reason,
                          body = excluded.body, sealed = true, kid = excluded.kid, digest = excluded.digest,
                          definition = excluded.definition, stream = excluded.stream, version = excluded.version,
                          dismissed_at = case when parked.digest = excluded.digest then parked.dismissed_at end
            where parked.version is null or excluded.version is null or excluded.version >= parked.version
               or parked.until is not null
            """;

    /**
     * Ends {@code with found as (select …}: of those found, as many as fit into memory, but one at
     * least.
     */
    static final String AS_MANY_AS_FIT =
            """
            )
            select p.* from (
                select f.*, sum(octet_length(body)) over (order by id) as bytes, row_number() over (order by id) as n
                from found f) p
            where bytes <= 8388608 or n = 1
            order by id
            """;

    private static final String PAGE =
            "with found as (select * from parked where id > ? order by id limit ?" + AS_MANY_AS_FIT;

    private static final String ABOUT =
            """
            with found as (
                select * from parked
                where stream <> '' and stream = any(?) and dismissed_at is null and id > ?
            """
                    + AS_MANY_AS_FIT;

    private static final String LIST =
            """
            select id, connection, form, source, subject, event_id, type, reason, parked_at, dismissed_at, sealed, kid
            from parked
            where id > :after and (dismissed_at is not null) = :dismissed
              and (:connection::text is null or connection = :connection::text)
              and (:type::text is null or type = :type::text)
              and (:waitingFor::text is null or waiting_for = :waitingFor::text)
              and parked_at < :before::timestamptz
            order by id limit :limit
            """;

    private static final String WAITING =
            """
            select waiting_for, count(*) from parked
            where waiting_for <> '' and dismissed_at is null and (? = '' or connection = ?)
            group by waiting_for order by count(*) desc, waiting_for limit ?
            """;

    private static final String REASONS =
            """
            select reason, count(*) from parked where connection = ? and dismissed_at is null
            group by reason order by count(*) desc, reason limit ?
            """;

    private static final String REMOVE_RECORD =
            """
            delete from parked where connection = ? and form = 'record' and topic = ? and dismissed_at is null
              and (version is null or version <= coalesce(?::timestamptz, version))
            """;

    private static final String STILL =
            "update parked set waiting_for = ?, until = ?, reason = ?, definition = ? where id = ?";

    /** What a body is. */
    public enum Form {
        /** A CloudEvent in structured mode. */
        EVENT,
        /** One notice of a CRM's delivery. */
        NOTICE,
        /** A record as the CRM's API served it; empty where it served none. */
        RECORD,
        /** A whole delivery that cannot be read. */
        DELIVERY;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Something to be parked.
     *
     * @param topic what a notice or record is about; empty otherwise
     * @param key the same again has the same
     * @param about source, subject, event id and type, as far as they are known
     * @param why it is parked; before its day comes it is not tried
     * @param definition the position of the mapping it was tried with; null without a mapping
     * @param concerned which record it is about
     * @param persons whom it is about; empty where that cannot be told
     */
    public record Item(
            String connection,
            Form form,
            String topic,
            String key,
            About about,
            Taken why,
            byte[] body,
            @Nullable Long definition,
            Concerned concerned,
            Set<String> persons) {

        /** An event. */
        public static Item of(
                String connection, String key, CrmEvent event, Taken why, byte[] body) {
            return new Item(
                    connection,
                    Form.EVENT,
                    "",
                    key,
                    About.of(event),
                    why,
                    body,
                    null,
                    Concerned.by(event),
                    event.persons());
        }
    }

    /**
     * Which record is parked.
     *
     * @param stream the record's; empty where it is not known
     * @param version by the CRM's clock; null where the CRM has none
     */
    public record Concerned(String stream, @Nullable Instant version) {
        public static final Concerned UNKNOWN = new Concerned("", null);

        public static Concerned by(CrmMessage telling) {
            return new Concerned(telling.stream(), telling.crm().asOf());
        }
    }

    /** What is known of something parked; empty texts where it is not. */
    public record About(String source, String subject, String eventId, String type) {
        public static final About NOTHING = new About("", "", "", "");

        public static About of(CrmMessage telling) {
            return new About(
                    telling.crm().source(),
                    telling.crm().subject(),
                    telling.crm().id(),
                    telling.typeName());
        }
    }

    /**
     * Something parked.
     *
     * @param body open; null: no key opens it, as the entry's reason says
     */
    public record Parked(
            UUID id,
            String connection,
            Form form,
            String topic,
            byte @Nullable [] body,
            String digest,
            String actor,
            Concerned concerned,
            Entry entry) {

        /**
         * Its body.
         *
         * @throws RefusedException when no key opens it
         */
        public byte[] open() {
            if (body == null) {
                throw new RefusedException(Reason.SEALED.of(entry.reason()));
            }
            return body;
        }

        /** What the connection would make of a body in its place. */
        public ChangeNotice notice(JsonNode instead) {
            return new ChangeNotice(topic, instead, entry.parkedAt());
        }
    }

    /** Something parked as an operator sees it in a list. */
    public record Entry(
            UUID id,
            String connection,
            String form,
            String source,
            String subject,
            String eventId,
            String type,
            String reason,
            Instant parkedAt,
            @Nullable Instant dismissedAt) {}

    /**
     * Keeps items; one that is parked already is kept once, with the latest reason.
     *
     * @return the keys of those that are not kept, since they are about somebody who was erased
     */
    public Set<String> park(List<Item> items, String actor) {
        Map<String, Set<String>> whom = new HashMap<>();
        items.forEach(item -> whom.put(item.key(), persons(item)));
        Set<String> dropped = aboutErased(whom);
        List<Item> kept = items.stream().filter(i -> !dropped.contains(i.key())).toList();
        insert(kept, actor);
        // An erasure that came meanwhile has looked before they were there, or is seen now.
        whom.keySet().removeAll(dropped);
        Set<String> late = aboutErased(whom);
        kept.stream()
                .filter(item -> late.contains(item.key()))
                .forEach(item -> remove(item.connection(), item.key()));
        dropped.addAll(late);
        if (!dropped.isEmpty()) {
            LOG.info("{} are not parked: about persons who were erased", dropped.size());
        }
        return dropped;
    }

    private Set<String> aboutErased(Map<String, Set<String>> whom) {
        Set<String> erased =
                persons.erased(whom.values().stream().flatMap(Set::stream).distinct().toList());
        Set<String> keys = new HashSet<>();
        whom.forEach((key, named) -> {
            if (!Collections.disjoint(named, erased)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private Set<String> persons(Item item) {
        return item.persons().isEmpty()
                ? Mentions.of(item.body())
                        .persons(
                                connections
                                        .find(item.connection())
                                        .map(one -> one.definition().mapping())
                                        .orElse(null))
                : item.persons();
    }

    private void insert(List<Item> items, String actor) {
        if (items.isEmpty()) {
            return;
        }
        List<String> ids =
                items.stream().map(i -> UuidCreator.getTimeOrderedEpoch().toString()).toList();
        byte[][] bodies = new byte[items.size()][];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = secretsKeys.seal(about(items.get(i).connection()), items.get(i).body());
        }
        jdbc.sql(PARK)
                .params(
                        secretsKeys.kid(),
                        actor,
                        ids.toArray(String[]::new),
                        texts(items, Item::connection),
                        texts(items, i -> i.form().code()),
                        texts(items, Item::topic),
                        texts(items, Item::key),
                        texts(items, i -> i.about().source()),
                        texts(items, i -> i.about().subject()),
                        texts(items, i -> i.about().eventId()),
                        texts(items, i -> i.about().type()),
                        texts(items, i -> i.why().waitingFor()),
                        times(items, i -> i.why().until()),
                        texts(items, i -> String.valueOf(i.why().reason())),
                        bodies,
                        texts(items, i -> digest(i.body())),
                        items.stream().map(Item::definition).toArray(Long[]::new),
                        texts(items, i -> i.concerned().stream()),
                        times(items, i -> i.concerned().version()))
                .update();
    }

    private static @Nullable String[] times(
            List<Item> items, Function<Item, @Nullable Instant> time) {
        return items.stream()
                .map(item -> stamp(time.apply(item)))
                .map(stamp -> stamp == null ? null : stamp.toString())
                .toArray(String[]::new);
    }

    /** What lies beyond all years that a database can read is as late as any. */
    private static @Nullable OffsetDateTime stamp(@Nullable Instant at) {
        return at == null ? null : (at.isAfter(LATEST) ? LATEST : at).atOffset(ZoneOffset.UTC);
    }

    private static String about(String connection) {
        return "parked " + connection;
    }

    /** SHA-256, hexadecimal. */
    public static String digest(byte[] body) {
        return HexFormat.of().formatHex(Sha256.of(body));
    }

    private static String[] texts(List<Item> items, Function<Item, String> text) {
        return items.stream().map(text).map(Parking::storable).toArray(String[]::new);
    }

    /** Reasons quote what came, which may hold what no database text can. */
    private static String storable(String text) {
        String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + " …" : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cs}&&[^\\n\\t]]", "\uFFFD");
    }

    /** Those behind one, in order, whatever became of them; none at the end. */
    public List<Parked> page(UUID after) {
        return jdbc.sql(PAGE).params(after, BATCH).query(parked()).list();
    }

    public Optional<Parked> find(UUID id) {
        return jdbc.sql("select * from parked where id = ?").param(id).query(parked()).optional();
    }

    public void remove(UUID id) {
        jdbc.sql("delete from parked where id = ?").param(id).update();
    }

    public void remove(String connection, String key) {
        jdbc.sql("delete from parked where connection = ? and key = ? and dismissed_at is null")
                .params(connection, key)
                .update();
    }

    /**
     * Forgets what the CRM answered before when it was asked for a record, since another answer
     * went through.
     *
     * @param version of the record; null where that is not known
     */
    public void removeRecord(String connection, String topic, @Nullable Instant version) {
        jdbc.sql(REMOVE_RECORD)
                .param(connection)
                .param(topic)
                .param(version == null ? null : version.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What is parked about records and not dismissed. */
    List<Parked> about(Collection<String> streams, UUID after) {
        return jdbc.sql(ABOUT).params(streams.toArray(String[]::new), after).query(parked()).list();
    }

    /** It was tried again and stays. */
    public void still(UUID id, Taken taken, Optional<Long> definition) {
        jdbc.sql(STILL)
                .param(taken.waitingFor())
                .param(stamp(taken.until()))
                .param(storable(String.valueOf(taken.reason())))
                .param(definition.orElse(null))
                .param(id)
                .update();
    }

    public void dismiss(UUID id, Instant at) {
        jdbc.sql("update parked set dismissed_at = ? where id = ?")
                .params(at.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /**
     * Which of what is parked: what fits all that is given.
     *
     * @param waitingFor the stream that has to exist, such as {@code rep/ann}
     * @param before it was parked before this day began, UTC
     */
    public record Which(
            @Nullable String connection,
            @Nullable String type,
            @Nullable String waitingFor,
            @Nullable LocalDate before) {}

    /** A page of what is parked, oldest first. */
    public List<Entry> list(UUID after, Which which, boolean dismissed, int limit) {
        LocalDate before = which.before();
        return jdbc.sql(LIST)
                .param("after", after)
                .param("dismissed", dismissed)
                .param("connection", which.connection())
                .param("type", which.type())
                .param("waitingFor", which.waitingFor())
                .param("before", before == null ? "infinity" : before + "T00:00Z")
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /**
     * What it waits for, most first.
     *
     * @param connection of which; empty for all
     */
    public List<Waiting> waiting(String connection) {
        return jdbc.sql(WAITING)
                .params(connection, connection, Waiting.MOST)
                .query((row, n) -> Waiting.of(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Why things of a connection are parked, and how many each; of many reasons those of most. */
    public Map<String, Long> reasons(String connection) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        jdbc.sql(REASONS)
                .params(connection, Waiting.MOST)
                .query(row -> {
                    reasons.put(row.getString(1), row.getLong(2));
                });
        return reasons;
    }

    /** Of all keys that open a body. */
    String[] kids() {
        return secretsKeys.kids().toArray(String[]::new);
    }

    /** Reads whole rows, their bodies open. */
    RowMapper<Parked> parked() {
        return (row, n) -> {
            String connection = row.getString("connection");
            return new Parked(
                    row.getObject("id", UUID.class),
                    connection,
                    Form.valueOf(row.getString("form").toUpperCase(java.util.Locale.ROOT)),
                    row.getString("topic"),
                    opened(row, connection),
                    row.getString("digest"),
                    row.getString("actor"),
                    new Concerned(row.getString("stream"), instant(row, "version")),
                    entry(row));
        };
    }

    private byte @Nullable [] opened(ResultSet row, String connection) throws SQLException {
        try {
            return secretsKeys.open(kid(row), about(connection), row.getBytes("body"));
        } catch (KeyRing.ClosedException e) {
            return null;
        }
    }

    private static @Nullable String kid(ResultSet row) throws SQLException {
        return row.getBoolean("sealed") ? row.getString("kid") : KeyRing.OPEN;
    }

    /** What no key opens says so in place of its reason. */
    private String reason(ResultSet row) throws SQLException {
        String kid = kid(row);
        return KeyRing.OPEN.equals(kid) || secretsKeys.kids().contains(String.valueOf(kid))
                ? row.getString("reason")
                : "its body is sealed under a key that is not among those of yardstick.secrets.key"
                        + (kid == null ? "" : ": " + kid);
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("connection"),
                row.getString("form"),
                row.getString("source"),
                row.getString("subject"),
                row.getString("event_id"),
                row.getString("type"),
                reason(row),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                instant(row, "dismissed_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
