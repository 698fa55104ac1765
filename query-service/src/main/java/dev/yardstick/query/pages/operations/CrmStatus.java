package dev.yardstick.query.pages.operations;

import dev.yardstick.events.Codes;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.NotYetException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.TypedJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the CRMs are doing, as command-service tells it. */
@Component
public record CrmStatus(CommandServiceClient commands, JsonMapper json) {

    /** Something that intake could not take. */
    public record Parked(
            String id,
            String connection,
            String form,
            String type,
            String source,
            String subject,
            String eventId,
            String reason,
            Instant parkedAt,
            @Nullable Instant dismissedAt) {}

    /** A page of what is parked, oldest first. */
    public record ParkedPage(List<Parked> items, @Nullable String next) {}

    /** Something parked, with what came: JSON where it is readable, else the text. */
    public record Raw(Parked entry, String topic, @Nullable JsonNode body, @Nullable String text) {

        /** What came, as it is shown and typed over. */
        public String shown() {
            return body != null ? TypedJson.pretty(body) : text == null ? "" : text;
        }
    }

    /** What became of all that a source sent. */
    public record Counts(
            @Nullable Instant lastDeliveryAt,
            @Nullable Instant lastEventAt,
            long accepted,
            long duplicates,
            long parked,
            long ignored,
            long refused,
            long unverified) {}

    /** A connection and how it fares. */
    public record Connection(
            String connection,
            long position,
            JsonNode definition,
            Set<String> secrets,
            Counts feed,
            long fetching,
            long parked) {

        /** A text of the definition; empty where it has none. */
        public String stated(String field) {
            return definition.path(field).stringValue("");
        }

        /** Which CRM it is. */
        public CrmKind kind() {
            return Codes.parse(CrmKind.class, stated("kind"));
        }

        /** Which of its secrets are still to be given. */
        public List<String> missing() {
            return kind().missing(secrets);
        }

        /** Whether an owner who is not mapped is the rep with the same id. */
        public boolean ownerIsRep() {
            return definition.path("mapping").path("ownerIsRep").booleanValue(false);
        }

        /** The mapping of the definition, laid out to be read. */
        public String mapping() {
            return TypedJson.pretty(mapped());
        }

        /** The same without what is as if it were not stated. */
        ObjectNode mapped() {
            JsonNode stated = definition.path("mapping").deepCopy();
            if (stated instanceof ObjectNode mapping) {
                mapping.removeIf(Connection::isUnstated);
                for (JsonNode type : mapping.path("activities")) {
                    if (type instanceof ObjectNode activity) {
                        activity.removeIf(JsonNode::isNull);
                    }
                }
            }
            return stated instanceof ObjectNode mapping
                    ? mapping
                    : JsonNodeFactory.instance.objectNode();
        }

        private static boolean isUnstated(JsonNode value) {
            return value.isNull()
                    || (value.isContainer() && value.isEmpty())
                    || (value.isString() && value.stringValue().isEmpty())
                    || (value.isBoolean() && !value.booleanValue());
        }
    }

    /** Somebody who owns records at the CRM. */
    public record Owner(String id, @Nullable String name, @Nullable String email) {}

    private record Owners(List<Owner> items) {}

    /** A word of the CRM's that the mapping does not have, and how much waits for it. */
    public record Missing(String in, String word, long count) {}

    private record Lacking(List<Missing> items) {}

    /** A record that waits to be fetched. */
    public record Fetch(
            String object,
            String record,
            Instant askedAt,
            int tries,
            Instant nextTryAt,
            @Nullable String problem) {}

    /** What a notice would amount to. */
    public record Trial(
            String outcome,
            @Nullable String reason,
            List<Told> tells,
            List<Named> fetches,
            @Nullable Named record) {

        /** Whether something would come of it in our words. */
        public boolean isMapped() {
            return outcome.equals("accepted");
        }

        /** The message that says what would become of it. */
        public String said() {
            return outcome.equals("fetching") && reason != null ? "unfetched" : outcome;
        }
    }

    /** Something that would be recorded. */
    public record Told(
            String what,
            String subject,
            @Nullable String rep,
            @Nullable String account,
            @Nullable LocalDate date,
            @Nullable BigDecimal amount,
            @Nullable String currency) {

        /** What it is, as messages are named after it. */
        public String code() {
            return what.replace(' ', '-');
        }
    }

    /** A record of the CRM. */
    public record Named(String object, String id) {}

    private record Trials(List<Trial> notices) {}

    private record Connections(List<Connection> items) {}

    private record Fetches(List<Fetch> items) {}

    /** Which of what is parked: what fits all that is given. */
    public record Which(
            @Nullable String connection,
            @Nullable String type,
            @Nullable String waitingFor,
            @Nullable String before) {

        static final Which ALL = new Which(null, null, null, null);
    }

    ParkedPage parked(@Nullable String cursor, Which which, boolean dismissed) {
        LocalDate before = Parameters.date("before", which.before());
        return read(
                ParkedPage.class,
                "/api/v1/crm/parked?connection={connection}&type={type}&waitingFor={waitingFor}"
                        + "&before={before}&dismissed={dismissed}&cursor={cursor}",
                Objects.requireNonNullElse(which.connection(), ""),
                Objects.requireNonNullElse(which.type(), ""),
                Objects.requireNonNullElse(which.waitingFor(), ""),
                before == null ? "" : before,
                dismissed,
                Objects.requireNonNullElse(cursor, ""));
    }

    Raw parked(String id) {
        return read(Raw.class, "/api/v1/crm/parked/{id}", id);
    }

    public List<Connection> connections() {
        return read(Connections.class, "/api/v1/crm/connections").items();
    }

    public Connection connection(String connection) {
        return read(Connection.class, "/api/v1/crm/connections/{connection}", connection);
    }

    public List<Fetch> fetches(String connection) {
        return read(Fetches.class, "/api/v1/crm/connections/{connection}/fetches", connection)
                .items();
    }

    public List<Owner> owners(JsonNode answer) {
        return json.treeToValue(answer, Owners.class).items();
    }

    public List<Missing> missing(String connection) {
        return read(Lacking.class, "/api/v1/crm/connections/{connection}/unmapped", connection)
                .items();
    }

    public List<Trial> tried(JsonNode answer) {
        return json.treeToValue(answer, Trials.class).notices();
    }

    private <T> T read(Class<T> type, String path, Object... variables) {
        return switch (commands.get(path, variables)) {
            case CommandServiceClient.Accepted accepted -> json.treeToValue(accepted.body(), type);
            case CommandServiceClient.Refused refused ->
                    throw switch (refused.status()) {
                        case 400, 404, 422 ->
                                new NotFoundException(Reason.SAID_ELSEWHERE.of(refused.detail()));
                        default -> new NotYetException(Reason.SAID_ELSEWHERE.of(refused.detail()));
                    };
        };
    }
}
