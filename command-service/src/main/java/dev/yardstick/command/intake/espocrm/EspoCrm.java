package dev.yardstick.command.intake.espocrm;

import dev.yardstick.command.intake.dialect.ChangeNotice;
import dev.yardstick.command.intake.dialect.CountsNowhereException;
import dev.yardstick.command.intake.dialect.Dialect;
import dev.yardstick.command.intake.dialect.Instruction;
import dev.yardstick.command.intake.dialect.Json;
import dev.yardstick.command.intake.dialect.Listing;
import dev.yardstick.command.intake.dialect.Secrets;
import dev.yardstick.command.intake.dialect.Shown;
import dev.yardstick.command.intake.dialect.Signatures;
import dev.yardstick.command.intake.dialect.Stage;
import dev.yardstick.command.intake.dialect.Statuses;
import dev.yardstick.command.intake.dialect.Subject;
import dev.yardstick.command.intake.dialect.UnclearException;
import dev.yardstick.command.intake.dialect.UnverifiedException;
import dev.yardstick.command.intake.dialect.WebhookRequest;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.runtime.OutgoingCall;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * EspoCRM: each webhook has an address that ends in its event, such as {@code Call.create}, and a
 * secret of its own. A body lists up to 50 records and says neither event nor time. A creation
 * holds the whole record; an update what changed, so then the record is fetched.
 */
@Component
final class EspoCrm implements Dialect {

    private static final String RECORDS = "/api/v1/";

    private static final Set<String> ENTITIES =
            Set.of("Account", "Opportunity", "Call", "Meeting", "Task");

    @Override
    public String kind() {
        return "espocrm";
    }

    @Override
    public Set<String> secrets() {
        return Set.of(
                "apiKey",
                "[A-Z][A-Za-z]*\\.(create|update|delete|fieldUpdate\\.[A-Za-z]+)\\.(id|secret)");
    }

    @Override
    public boolean hasTopics() {
        return true;
    }

    /** The id in the signature has to be that of the webhook whose event ends the address. */
    @Override
    public void verify(WebhookRequest delivery, Secrets secrets, Instant now) {
        String event = delivery.topic();
        if (event == null) {
            throw new UnverifiedException("the address must end in the event, as /Call.create");
        }
        String id = secrets.require(event + ".id");
        byte[] mac = Signatures.hmac(secrets.require(event + ".secret"), delivery.body());
        String signature = delivery.header("Signature");
        if (signature != null) {
            Signatures.require(
                    base64(Signatures.bytes(id + ":" + HexFormat.of().formatHex(mac))),
                    signature,
                    "Signature");
            return;
        }
        ByteArrayOutputStream older = new ByteArrayOutputStream();
        older.writeBytes(Signatures.bytes(id + ":"));
        older.writeBytes(mac);
        Signatures.require(
                base64(older.toByteArray()), delivery.header("X-Signature"), "Signature");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now) {
        List<ChangeNotice> notices = new ArrayList<>();
        for (JsonNode record : body.isArray() ? body : List.of(body)) {
            notices.add(new ChangeNotice("" + delivery.topic(), record, now));
        }
        return notices;
    }

    @Override
    public List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection) {
        String topic = notice.topic();
        int slash = topic.indexOf('/');
        if (slash > 0) {
            return Shown.answer(
                    this,
                    connection.mapping(),
                    notice,
                    notice.text("id"),
                    (entity, id) -> record(entity, id, notice, connection));
        }
        int dot = topic.indexOf('.');
        String entity = dot < 0 ? topic : topic.substring(0, dot);
        String action = dot < 0 ? "" : topic.substring(dot + 1);
        if (!ENTITIES.contains(entity)) {
            throw new CountsNowhereException("records of type " + entity + " count nowhere");
        }
        String id = notice.text("id");
        if (id == null) {
            throw new UnclearException("the record has no id");
        }
        boolean clocked = notice.text("modifiedAt") != null || notice.text("createdAt") != null;
        if (action.equals("create") && clocked) {
            return List.of(record(entity, id, notice, connection));
        }
        if (action.equals("create")
                || action.equals("update")
                || action.startsWith("fieldUpdate.")) {
            Instant modified = Json.timeAt(notice.content(), "modifiedAt");
            return List.of(
                    Shown.instruction(
                            subject(entity, id),
                            modified == null ? notice.heard() : modified,
                            notice.content(),
                            () -> new Instruction.Fetch(entity, id)));
        }
        if (action.equals("delete")) {
            Instant modified = Json.timeAt(notice.content(), "modifiedAt");
            return List.of(
                    new Instruction.Gone(
                            subject(entity, id),
                            modified == null ? notice.heard() : modified,
                            modified != null));
        }
        throw new UnclearException("event " + topic + " is not known");
    }

    private static Instruction record(
            String entity, String id, ChangeNotice notice, ConnectionDefined connection) {
        return EspoCrmRecord.of(entity, id, notice, connection.mapping()).instruction();
    }

    static Subject subject(String entity, String id) {
        return Subject.of(entity, id, "Opportunity", "Account");
    }

    @Override
    public Map<String, Statuses> statuses() {
        return EspoCrmRecord.STATUSES;
    }

    @Override
    public Map<String, Stage> stages() {
        return EspoCrmRecord.STAGES;
    }

    @Override
    public Subject subject(Instruction.Fetch record) {
        return subject(record.object(), record.id());
    }

    @Override
    public String accountObject() {
        return "Account";
    }

    @Override
    public @Nullable Listing<Listing.Owner> owners(ConnectionDefined connection, String token) {
        OutgoingCall call = list(connection, "User?maxSize=200&select=id,name,emailAddress", token);
        return call == null
                ? null
                : new Listing<>(
                        call,
                        "list",
                        one ->
                                Listing.Owner.of(
                                        Json.text(one.get("id")),
                                        Json.text(one.get("name")),
                                        Json.text(one.get("emailAddress"))));
    }

    @Override
    public List<String> sampled() {
        return List.of("Account", "Opportunity", "Call", "Meeting");
    }

    @Override
    public @Nullable Listing<Instruction.Fetch> latest(
            ConnectionDefined connection, String object, String token) {
        OutgoingCall call =
                list(connection, object + "?maxSize=1&orderBy=modifiedAt&order=desc", token);
        return call == null ? null : Listing.ofRecords(call, "list", object, "id");
    }

    private static @Nullable OutgoingCall list(
            ConnectionDefined connection, String what, String token) {
        return connection.api() == null
                ? null
                : OutgoingCall.get(URI.create(connection.api() + RECORDS + what))
                        .header("X-Api-Key", token);
    }

    @Override
    public @Nullable OutgoingCall fetch(
            ConnectionDefined connection, Instruction.Fetch record, String token) {
        return connection.api() == null
                ? null
                : OutgoingCall.get(URI.create(record.address(connection.api() + RECORDS)))
                        .header("X-Api-Key", token);
    }

    @Override
    public ChangeNotice fetched(Instruction.Fetch record, JsonNode answer, Instant now) {
        if (Json.text(Json.at(answer, "id")) == null) {
            throw new UnclearException("the API's answer has no id");
        }
        return Dialect.super.fetched(record, answer, now);
    }
}
