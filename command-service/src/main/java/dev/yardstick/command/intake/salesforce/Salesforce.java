package dev.yardstick.command.intake.salesforce;

import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Listing;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.Shown;
import dev.yardstick.command.intake.dialect.Stage;
import dev.yardstick.command.intake.dialect.Statuses;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.UnverifiedException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.runtime.OutgoingCall;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Salesforce's Change Data Capture, as Pub/Sub and CometD clients decode it and a relay posts it
 * with a token of ours, since Salesforce itself signs nothing. A creation holds the whole record; a
 * change holds the changed fields only and a gap none, so then the record is fetched.
 */
@Component
final class Salesforce implements Dialect {

    private static final String RECORDS = "/services/data/v60.0/sobjects/";
    private static final String QUERY = "/services/data/v60.0/query?q=";
    private static final Set<String> OBJECTS = Set.of("Opportunity", "Account", "Task", "Event");

    @Override
    public String kind() {
        return "salesforce";
    }

    @Override
    public Set<String> secrets() {
        return Set.of("clientId", "clientSecret", "accessToken");
    }

    @Override
    public void verify(WebhookRequest delivery, Secrets secrets, Instant now) {
        if (!delivery.trusted()) {
            throw new UnverifiedException(
                    "a crm token that is bound to the connection's source is needed: ./yardstick token crm --source SOURCE");
        }
    }

    /** One event or a list; of Pub/Sub, of CometD, or the payload alone. */
    @Override
    public List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now) {
        List<ChangeNotice> notices = new ArrayList<>();
        for (JsonNode event : body.isArray() ? body : List.of(body)) {
            JsonNode payload = event;
            if (event.path("data").path("payload").isObject()) {
                payload = event.path("data").path("payload");
            } else if (event.path("payload").isObject()) {
                payload = event.path("payload");
            }
            if (!payload.path("ChangeEventHeader").isObject()) {
                throw new UnclearException("a change event has a ChangeEventHeader");
            }
            notices.add(ChangeNotice.of(payload, now));
        }
        return notices;
    }

    @Override
    public List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection) {
        if (!notice.topic().isEmpty()) {
            Instant version = notice.version(modified(notice.content()));
            return Shown.answer(
                    this,
                    connection.mapping(),
                    notice,
                    notice.text("Id"),
                    (object, id) -> record(object, id, version, notice, connection));
        }
        JsonNode header = notice.content().path("ChangeEventHeader");
        String object = String.valueOf(Json.text(header.get("entityName")));
        if (!OBJECTS.contains(object)) {
            throw new CountsNowhereException("records of type " + object + " count nowhere");
        }
        String type = String.valueOf(Json.text(header.get("changeType")));
        if (type.equals("GAP_OVERFLOW")) {
            throw new UnclearException(
                    "Salesforce lost track of changes of type "
                            + object
                            + ": compare an export, then dismiss this");
        }
        Instant committed = Json.time(header.get("commitTimestamp"));
        List<String> ids = ids(header);
        if (committed == null || ids.isEmpty()) {
            throw new UnclearException("the header must have recordIds and a commitTimestamp");
        }
        return ids.stream()
                .map(id ->
                        instruction(
                                object, id, type, ids.size() == 1, committed, notice, connection))
                .toList();
    }

    private static List<String> ids(JsonNode header) {
        List<String> ids = new ArrayList<>();
        header.path("recordIds")
                .forEach(id -> {
                    String text = Json.text(id);
                    if (text != null) {
                        ids.add(Ids.one(text));
                    }
                });
        return ids;
    }

    private static Instruction instruction(
            String object,
            String id,
            String type,
            boolean alone,
            Instant committed,
            ChangeNotice notice,
            ConnectionDefined connection) {
        Instant modified = alone ? modified(notice.content()) : null;
        return switch (type) {
            case "CREATE" -> {
                Instant version =
                        alone && modified == null
                                ? Json.timeAt(notice.content(), "CreatedDate")
                                : modified;
                yield version == null
                        ? new Instruction.Fetch(object, id)
                        : record(object, id, version, notice, connection);
            }
            case "UNDELETE" ->
                    modified == null
                            ? new Instruction.Fetch(object, id)
                            : record(object, id, modified, notice, connection);
            case "UPDATE" ->
                    Shown.instruction(
                            subject(object, id),
                            modified == null ? committed : modified,
                            notice.content(),
                            () -> new Instruction.Fetch(object, id));
            case "GAP_CREATE", "GAP_UPDATE", "GAP_UNDELETE" -> new Instruction.Fetch(object, id);
            case "DELETE", "GAP_DELETE" ->
                    new Instruction.Gone(subject(object, id), committed, true);
            default -> throw new UnclearException("changeType " + type + " is not known");
        };
    }

    private static Instruction record(
            String object,
            String id,
            Instant version,
            ChangeNotice notice,
            ConnectionDefined connection) {
        Translator words = new Translator(connection.mapping(), notice.content(), Ids::one);
        return new SalesforceRecord(object, id, version, notice.content(), words).instruction();
    }

    /** The record's own clock; when it was committed is another, and later. */
    private static @Nullable Instant modified(JsonNode record) {
        Instant modified = Json.timeAt(record, "SystemModstamp");
        if (modified == null) {
            modified = Json.timeAt(record, "LastModifiedDate");
        }
        return modified;
    }

    static Subject subject(String object, String id) {
        return Subject.of(object, id, "Opportunity", "Account");
    }

    @Override
    public Subject subject(Instruction.Fetch record) {
        return subject(record.object(), id(record.id()));
    }

    @Override
    public String id(String id) {
        return Ids.one(id);
    }

    @Override
    public @Nullable Instant told(ChangeNotice notice) {
        return Json.timeAt(notice.content(), "ChangeEventHeader.commitTimestamp");
    }

    @Override
    public Map<String, Statuses> statuses() {
        return Map.of("Task", SalesforceRecord.TASK);
    }

    @Override
    public Map<String, Stage> stages() {
        return SalesforceRecord.STAGES;
    }

    @Override
    public String accountObject() {
        return "Account";
    }

    @Override
    public @Nullable Listing<Listing.Owner> owners(ConnectionDefined connection, String token) {
        OutgoingCall call =
                query(
                        connection,
                        "SELECT Id, Name, Email FROM User WHERE IsActive = true ORDER BY Name LIMIT 2000",
                        token);
        return call == null
                ? null
                : new Listing<>(
                        call,
                        "records",
                        one ->
                                Listing.Owner.of(
                                        Json.text(one.get("Id")),
                                        Json.text(one.get("Name")),
                                        Json.text(one.get("Email"))));
    }

    @Override
    public List<String> sampled() {
        return List.of("Account", "Opportunity", "Task", "Event");
    }

    @Override
    public @Nullable Listing<Instruction.Fetch> latest(
            ConnectionDefined connection, String object, String token) {
        OutgoingCall call =
                query(
                        connection,
                        "SELECT Id FROM " + object + " ORDER BY SystemModstamp DESC LIMIT 1",
                        token);
        return call == null ? null : Listing.ofRecords(call, "records", object, "Id");
    }

    private static @Nullable OutgoingCall query(
            ConnectionDefined connection, String soql, String token) {
        return connection.api() == null
                ? null
                : OutgoingCall.get(
                                URI.create(
                                        connection.api() + QUERY + Instruction.Fetch.encoded(soql)))
                        .header("Authorization", "Bearer " + token);
    }

    @Override
    public @Nullable OutgoingCall fetch(
            ConnectionDefined connection, Instruction.Fetch record, String token) {
        return connection.api() == null
                ? null
                : OutgoingCall.get(URI.create(record.address(connection.api() + RECORDS)))
                        .header("Authorization", "Bearer " + token);
    }
}
