package dev.yardstick.command.intake.hubspot;

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
import dev.yardstick.events.IntakeEvent.Mapping;
import dev.yardstick.events.codec.Sha256;
import dev.yardstick.runtime.OutgoingCall;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * HubSpot: its webhooks name a record and what happened to it, so the record is fetched. Its {@code
 * eventId} is not unique and is not used: a fetched record has a version of its own.
 */
@Component
final class HubSpot implements Dialect {

    private static final String API = "https://api.hubapi.com";

    /** What a webhook calls an object, by name or by type id, to what the API calls it. */
    private static final Map<String, String> OBJECTS =
            Map.of(
                    "deal", "deals",
                    "0-3", "deals",
                    "company", "companies",
                    "0-2", "companies",
                    "call", "calls",
                    "0-48", "calls",
                    "meeting", "meetings",
                    "0-47", "meetings");

    private static final Set<String> FETCHED =
            Set.of("creation", "propertyChange", "associationChange", "restore");

    private static final String LATEST =
            """
            {"limit": 1, "sorts": [{"propertyName": "hs_lastmodifieddate", "direction": "DESCENDING"}]}\
            """;

    @Override
    public String kind() {
        return "hubspot";
    }

    @Override
    public Set<String> secrets() {
        return Set.of("clientSecret", "accessToken");
    }

    /** Signature v3 where there is one; else v1 or v2, which have no time. */
    @Override
    public void verify(WebhookRequest delivery, Secrets secrets, Instant now) {
        String secret = secrets.require("clientSecret");
        byte[] method = Signatures.bytes(delivery.method());
        byte[] url = Signatures.bytes(delivery.url());
        String v3 = delivery.header("X-HubSpot-Signature-v3");
        if (v3 != null) {
            String timestamp = delivery.header("X-HubSpot-Request-Timestamp");
            Signatures.requireFresh(timestamp, now, "X-HubSpot-Request-Timestamp");
            byte[] expected =
                    Signatures.hmac(
                            secret, method, url, delivery.body(), Signatures.bytes("" + timestamp));
            Signatures.require(
                    Base64.getEncoder().encodeToString(expected), v3, "X-HubSpot-Signature-v3");
            return;
        }
        byte[] key = Signatures.bytes(secret);
        String version =
                Optional.ofNullable(delivery.header("X-HubSpot-Signature-Version")).orElse("v1");
        byte[] expected =
                switch (version) {
                    case "v1" -> Sha256.of(key, delivery.body());
                    case "v2" -> Sha256.of(key, method, url, delivery.body());
                    default ->
                            throw new UnverifiedException(
                                    "X-HubSpot-Signature-Version must be v1 or v2");
                };
        Signatures.require(
                HexFormat.of().formatHex(expected),
                delivery.header("X-HubSpot-Signature"),
                "X-HubSpot-Signature");
    }

    @Override
    public List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now) {
        if (!body.isArray()) {
            throw new UnclearException("HubSpot posts a list of events");
        }
        List<ChangeNotice> notices = new ArrayList<>();
        body.forEach(event -> notices.add(ChangeNotice.of(event, now)));
        return notices;
    }

    @Override
    public List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection) {
        Mapping mapping = connection.mapping();
        if (!notice.topic().isEmpty()) {
            return Shown.answer(
                    this,
                    mapping,
                    notice,
                    notice.text("id"),
                    (object, id) -> HubSpotRecord.of(object, id, notice, mapping).instruction());
        }
        String type = notice.text("subscriptionType");
        if (type == null) {
            type = notice.text("eventType");
        }
        if (type == null || type.indexOf('.') < 0) {
            throw new UnclearException("the event has no subscriptionType");
        }
        int dot = type.indexOf('.');
        String name = type.substring(0, dot);
        String of = name.equals("object") ? notice.text("objectTypeId") : name;
        String object = OBJECTS.get(String.valueOf(of));
        if (object == null) {
            throw new CountsNowhereException("records of type " + of + " count nowhere");
        }
        return instructions(object, type.substring(dot + 1), notice);
    }

    private static List<Instruction> instructions(
            String object, String action, ChangeNotice notice) {
        String id = notice.text("objectId");
        if (id == null) {
            id = notice.text("fromObjectId");
        }
        if (action.equals("merge")) {
            return merged(object, notice);
        }
        if (id == null) {
            throw new UnclearException("the event has no objectId");
        }
        if (FETCHED.contains(action)) {
            return List.of(new Instruction.Fetch(object, id));
        }
        if (action.equals("deletion")) {
            return List.of(gone(object, id, notice));
        }
        throw new UnclearException("subscription type ." + action + " is not known");
    }

    /** The merged records are gone; the one that is left is fetched. */
    private static List<Instruction> merged(String object, ChangeNotice notice) {
        String left = notice.text("newObjectId");
        String primary = notice.text("primaryObjectId");
        if (left == null) {
            left = primary;
        }
        if (left == null) {
            throw new UnclearException("the merge has no newObjectId");
        }
        List<String> merged = new ArrayList<>();
        if (primary != null) {
            merged.add(primary);
        }
        notice.content()
                .path("mergedObjectIds")
                .forEach(id -> merged.add(Objects.requireNonNullElse(Json.text(id), "")));
        List<Instruction> instructions = new ArrayList<>();
        for (String id : merged) {
            if (!id.isEmpty() && !id.equals(left)) {
                instructions.add(gone(object, id, notice));
            }
        }
        instructions.add(new Instruction.Fetch(object, left));
        return instructions;
    }

    private static Instruction gone(String object, String id, ChangeNotice notice) {
        return new Instruction.Gone(subject(object, id), at(notice), true);
    }

    private static Instant at(ChangeNotice notice) {
        Instant at = Json.time(notice.content().get("occurredAt"));
        if (at == null) {
            throw new UnclearException("the event has no occurredAt");
        }
        return at;
    }

    static Subject subject(String object, String id) {
        return Subject.of(object, id, "deals", "companies");
    }

    @Override
    public @Nullable Instant told(ChangeNotice notice) {
        return Json.time(notice.content().get("occurredAt"));
    }

    @Override
    public Map<String, Statuses> statuses() {
        return Map.of(
                "call", HubSpotRecord.STATUSES.get("calls"),
                "meeting", HubSpotRecord.STATUSES.get("meetings"));
    }

    @Override
    public Map<String, Stage> stages() {
        return HubSpotRecord.STAGES;
    }

    @Override
    public Subject subject(Instruction.Fetch record) {
        return subject(record.object(), record.id());
    }

    @Override
    public String accountObject() {
        return "companies";
    }

    @Override
    public String api(ConnectionDefined connection) {
        return connection.api() == null ? API : connection.api();
    }

    @Override
    public Listing<Listing.Owner> owners(ConnectionDefined connection, String token) {
        return new Listing<>(
                OutgoingCall.get(URI.create(api(connection) + "/crm/v3/owners?limit=500"))
                        .header("Authorization", "Bearer " + token),
                "results",
                one ->
                        Listing.Owner.of(
                                Json.text(one.get("id")),
                                name(
                                        Json.text(one.get("firstName")),
                                        Json.text(one.get("lastName"))),
                                Json.text(one.get("email"))));
    }

    private static @Nullable String name(@Nullable String first, @Nullable String last) {
        if (first == null || last == null) {
            return first == null ? last : first;
        }
        return first + " " + last;
    }

    @Override
    public List<String> sampled() {
        return List.of("companies", "deals", "calls", "meetings");
    }

    @Override
    public Listing<Instruction.Fetch> latest(
            ConnectionDefined connection, String object, String token) {
        return Listing.ofRecords(
                OutgoingCall.post(
                                URI.create(
                                        api(connection) + "/crm/v3/objects/" + object + "/search"),
                                "application/json",
                                Signatures.bytes(LATEST))
                        .header("Authorization", "Bearer " + token),
                "results",
                object,
                "id");
    }

    @Override
    public OutgoingCall fetch(
            ConnectionDefined connection, Instruction.Fetch record, String token) {
        String properties =
                String.join(",", HubSpotRecord.properties(record.object(), connection.mapping()));
        return OutgoingCall.get(
                        URI.create(
                                record.address(api(connection) + "/crm/v3/objects/")
                                        + "?associations=companies&properties="
                                        + Instruction.Fetch.encoded(properties)))
                .header("Authorization", "Bearer " + token);
    }
}
