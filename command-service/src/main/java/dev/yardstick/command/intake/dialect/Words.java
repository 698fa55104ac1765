package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.Mapping;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Turns a record's words into ours, by a connection's mapping. */
public final class Words {

    /** The fields of ours that a CRM's field may be mapped to. */
    public static final List<String> FIELDS =
            List.of(
                    "type",
                    "owner",
                    "account",
                    "method",
                    "channel",
                    "outcome",
                    "with",
                    "hours",
                    "days",
                    "course",
                    "aspect",
                    "rating",
                    "amount",
                    "currency",
                    "tier");

    private static final List<String> DATA =
            List.of("method", "channel", "outcome", "hours", "days", "course", "aspect", "rating");

    private final Mapping mapping;
    private final JsonNode record;

    /**
     * Words of a record.
     *
     * @param record in which a mapped field is a path
     */
    public Words(Mapping mapping, JsonNode record) {
        this.mapping = mapping;
        this.record = record;
    }

    /**
     * The rep who owns the record.
     *
     * @param standard the owner's id, unless the mapping names another field for it
     * @throws CountsNowhereException when the mapping says that the owner counts nowhere
     */
    public String rep(@Nullable String standard) {
        String rep = repOrNobody(standard);
        if (rep == null) {
            throw new CountsNowhereException("owner " + owner(standard) + " counts nowhere");
        }
        return rep;
    }

    /** The rep who owns the record; null when the mapping says that the owner counts nowhere. */
    public @Nullable String repOrNobody(@Nullable String standard) {
        String owner = owner(standard);
        if (owner == null) {
            throw new UnclearException("the record has no owner");
        }
        if (mapping.owners().containsKey(owner)) {
            return mapping.owners().get(owner);
        }
        if (!mapping.ownerIsRep()) {
            throw new UnclearException("owner " + owner + " is not in the mapping's owners");
        }
        return owner;
    }

    /** The owner's id at the CRM. */
    public @Nullable String owner(@Nullable String standard) {
        return standardOr("owner", standard);
    }

    /** Our id of a CRM's account; null where the record has none. */
    public @Nullable String account(@Nullable String standard) {
        String account = standardOr("account", standard);
        return account == null ? null : mapping.accountPrefix() + account;
    }

    /** An account's tier; null when the mapping has no field for it. */
    public @Nullable String tier() {
        return value("tier", standardOr("tier", null));
    }

    /**
     * The type of activity, by the mapping or by the CRM's own list.
     *
     * @param nowhere types that count nowhere unless they are mapped
     */
    public ActivityType activity(
            @Nullable String standard, Map<String, ActivityType> usual, Set<String> nowhere) {
        String type = standardOr("type", standard);
        if (type == null) {
            throw new UnclearException("the activity has no type");
        }
        if (mapping.activities().containsKey(type)) {
            ActivityType activity = mapping.activities().get(type);
            if (activity == null) {
                throw new CountsNowhereException("activities of type " + type + " count nowhere");
            }
            return activity;
        }
        if (nowhere.contains(type)) {
            throw new CountsNowhereException("activities of type " + type + " count nowhere");
        }
        ActivityType activity = usual.get(type);
        if (activity == null) {
            throw new UnclearException("type " + type + " is not in the mapping's activities");
        }
        return activity;
    }

    /** The canonical fields that the type of activity and the mapped fields tell. */
    public ObjectNode data(@Nullable ActivityType activity) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        if (activity != null) {
            put(data, "method", activity.method());
            put(data, "channel", activity.channel());
            put(data, "course", activity.course());
            if (activity.with() != null) {
                activity.with().forEach(data.withArray("with")::add);
            }
        }
        for (String field : DATA) {
            put(data, field, value(field, standardOr(field, null)));
        }
        String with = value("with", standardOr("with", null));
        if (with != null) {
            data.remove("with");
            for (String one : with.split("[;,]")) {
                if (!one.isBlank()) {
                    data.withArray("with").add(one.strip());
                }
            }
        }
        return data;
    }

    /**
     * Whether an activity with a status took place: where the mapping gives the status an outcome
     * or none, that decides.
     *
     * @param not what the CRM calls an activity that did not take place, or not yet
     */
    public boolean tookPlace(@Nullable String status, Set<String> not) {
        SortedMap<String, @Nullable String> outcomes = mapping.values().get("outcome");
        if (status != null && outcomes != null && outcomes.containsKey(status)) {
            return outcomes.get(status) != null;
        }
        return status == null || !not.contains(status);
    }

    /** Adds an outcome: what the mapping makes of the status, else the status in our spelling. */
    public void addOutcome(ObjectNode data, @Nullable String status) {
        if (status != null && !mapping.fields().containsKey("outcome")) {
            SortedMap<String, @Nullable String> outcomes = mapping.values().get("outcome");
            put(
                    data,
                    "outcome",
                    outcomes != null && outcomes.containsKey(status)
                            ? outcomes.get(status)
                            : status.toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-"));
        }
    }

    /** When it took place, by the mapped field if there is one. */
    public void addOccurredAt(ObjectNode data, @Nullable String standard) {
        String at = standardOr("occurredAt", standard);
        if (at == null) {
            throw new UnclearException("the activity has no date");
        }
        data.put("occurredAt", at);
    }

    /** Adds the amount and the currency of a deal, as far as they are known. */
    public void addAmount(ObjectNode data, @Nullable String amount, @Nullable String currency) {
        String stated = standardOr("amount", amount);
        if (stated != null) {
            data.put("amount", stated);
            String of = standardOr("currency", currency);
            put(data, "currency", of == null ? mapping.currency() : of);
        }
    }

    /** Refuses deals of pipelines that the mapping leaves out. */
    public void requirePipeline(@Nullable String pipeline) {
        if (mapping.pipelines() != null
                && (pipeline == null || !mapping.pipelines().contains(pipeline))) {
            throw new CountsNowhereException("deals of pipeline " + pipeline + " count nowhere");
        }
    }

    /**
     * What a stage is here: {@code won}, {@code lost} or an open stage's name.
     *
     * @param otherwise where the mapping has no stages; null: then the stage is unclear
     */
    public String stage(@Nullable String stage, @Nullable String otherwise) {
        String mapped = stage == null ? null : mapping.stages().get(stage);
        if (mapped != null) {
            return mapped;
        }
        if (otherwise == null || !mapping.stages().isEmpty()) {
            throw new UnclearException("stage " + stage + " is not in the mapping's stages");
        }
        return otherwise;
    }

    private @Nullable String standardOr(String field, @Nullable String standard) {
        String mapped = mapping.fields().get(field);
        return mapped == null ? standard : Json.textAt(record, mapped);
    }

    private @Nullable String value(String field, @Nullable String value) {
        SortedMap<String, @Nullable String> values = mapping.values().get(field);
        if (value == null || values == null) {
            return value;
        }
        if (!values.containsKey(value)) {
            throw new UnclearException(
                    "\"" + value + "\" is not in the mapping's values of " + field);
        }
        return values.get(value);
    }

    /** Puts a text that is there. */
    public static void put(ObjectNode data, String field, @Nullable String text) {
        if (text != null) {
            data.put(field, text);
        }
    }
}
