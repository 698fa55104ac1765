package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.Mapping;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.FactField.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a record's words into ours, by a connection's mapping.
 *
 * @param record in which a mapped field is a path
 * @param ids gives the one spelling of an id that the CRM writes in several ways
 */
public record Translator(Mapping mapping, JsonNode record, UnaryOperator<String> ids) {

    /** The fields of ours that a CRM's field may be mapped to. */
    public static final List<String> FIELDS =
            Stream.of(
                            Stream.of("type", "owner", "account"),
                            FactField.codes(t ->
                                    t.isWord()
                                            || t.isNumber()
                                            || t == Type.TIME
                                            || t == Type.CURRENCY),
                            Stream.of("tier"))
                    .flatMap(names -> names)
                    .toList();

    /** Those of which the mapping may say what a CRM's values mean. */
    public static final SortedSet<String> VALUED =
            Stream.concat(FactField.codes(Type::isWord), Stream.of("tier"))
                    .collect(Collectors.toCollection(TreeSet::new));

    /** Those that stand in an event as they are mapped. */
    private static final List<String> DATA =
            FactField.codes(t -> t == Type.WORD || t == Type.QUANTITY || t == Type.NUMBER).toList();

    /** What the mapping's values of outcome say of a status that means that nothing took place. */
    public static final String NOT_DONE = "not-done";

    /** Words of a record of a CRM that writes an id in one way. */
    public Translator(Mapping mapping, JsonNode record) {
        this(mapping, record, UnaryOperator.identity());
    }

    /**
     * The rep who owns the record.
     *
     * @param standard the owner's id, unless the mapping names another field for it
     * @throws CountsNowhereException when the mapping says that the owner counts nowhere
     */
    private String rep(@Nullable String standard) {
        String rep = repOrNobody(standard);
        if (rep == null) {
            throw new CountsNowhereException("owner " + owner(standard) + " counts nowhere");
        }
        return rep;
    }

    /** The rep who owns the record; null when the mapping says that the owner counts nowhere. */
    private @Nullable String repOrNobody(@Nullable String standard) {
        String owner = owner(standard);
        if (owner == null) {
            throw new UnclearException("the record has no owner");
        }
        String listed = sameId(mapping.owners().keySet(), owner);
        if (listed != null) {
            return mapping.owners().get(listed);
        }
        if (!mapping.ownerIsRep()) {
            throw Unmapped.owner(owner);
        }
        return owner;
    }

    /** The owner's id at the CRM. */
    private @Nullable String owner(@Nullable String standard) {
        String owner = standardOr("owner", standard);
        return owner == null ? null : ids.apply(owner);
    }

    /** Our id of a CRM's account; null where the record has none. */
    private @Nullable String account(@Nullable String standard) {
        String account = standardOr("account", standard);
        return account == null ? null : mapping.accountPrefix() + ids.apply(account);
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
        String listed = sameId(mapping.activities().keySet(), type);
        if (listed != null) {
            ActivityType activity = mapping.activities().get(listed);
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
            throw Unmapped.activity(type);
        }
        return activity;
    }

    /**
     * How an account is that has, or lacks, an owner.
     *
     * @param owner the owner's id, unless the mapping names another field for it
     */
    public Instruction accountOf(
            String id, Instant version, @Nullable String name, @Nullable String owner) {
        return new Instruction.Account(
                id,
                version,
                mapping.accountPrefix() + id,
                version.atOffset(ZoneOffset.UTC).toLocalDate(),
                name == null ? id : name,
                value("tier", standardOr("tier", null)),
                true,
                owner(owner) == null ? null : repOrNobody(owner));
    }

    /** What a deal's record tells, once its stage is known. */
    public ObjectNode deal(
            String stage,
            @Nullable String owner,
            @Nullable String account,
            @Nullable String amount,
            @Nullable String currency) {
        ObjectNode data = activity(null, owner, account);
        addAmount(data, amount, currency);
        return data.put("stage", stage);
    }

    /** What an activity's record tells: what it was, whose, and with which account. */
    public ObjectNode activity(
            @Nullable ActivityType type, @Nullable String owner, @Nullable String account) {
        ObjectNode data = data(type);
        data.put("rep", rep(owner));
        put(data, "account", account(account));
        return data;
    }

    /** Adds how long it took, unless the mapping has a field for it. */
    public void addHours(ObjectNode data, Supplier<@Nullable String> hours) {
        if (!data.has("hours")) {
            put(data, "hours", hours.get());
        }
    }

    /** The canonical fields that the type of activity and the mapped fields tell. */
    ObjectNode data(@Nullable ActivityType activity) {
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
     * Whether an activity with a status took place. Where the mapping's values of outcome list the
     * status, they decide: it did, unless they say {@code null} or {@value #NOT_DONE}.
     *
     * @throws UnclearException when neither the mapping nor the CRM's own list has the status
     */
    public boolean tookPlace(@Nullable String status, Statuses usual) {
        if (status == null) {
            if (usual.mayLack()) {
                return true;
            }
            throw new UnclearException("the activity has no " + usual.field());
        }
        String listed = sameWord(outcomes().keySet(), status);
        if (listed != null) {
            String outcome = outcomes().get(listed);
            return outcome != null && !outcome.equalsIgnoreCase(NOT_DONE);
        }
        if (Statuses.contains(usual.done(), status)) {
            return true;
        }
        if (Statuses.contains(usual.notDone(), status)) {
            return false;
        }
        throw Unmapped.status(usual.field(), status);
    }

    /** Whether the mapping says what a status means. */
    public boolean lists(@Nullable String status) {
        return status != null && sameWord(outcomes().keySet(), status) != null;
    }

    /** Adds an outcome: what the mapping makes of the status, else the status in our spelling. */
    public void addOutcome(ObjectNode data, @Nullable String status) {
        if (status != null && !mapping.fields().containsKey("outcome")) {
            String listed = sameWord(outcomes().keySet(), status);
            put(
                    data,
                    "outcome",
                    listed == null
                            ? status.toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-")
                            : outcomes().get(listed));
        }
    }

    private SortedMap<String, @Nullable String> outcomes() {
        return mapping.values().getOrDefault("outcome", new TreeMap<>());
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
    private void addAmount(ObjectNode data, @Nullable String amount, @Nullable String currency) {
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
                && (pipeline == null || sameId(mapping.pipelines(), pipeline) == null)) {
            throw new CountsNowhereException("deals of pipeline " + pipeline + " count nowhere");
        }
    }

    /**
     * What a stage is here.
     *
     * @param otherwise where the mapping has no stages; null: then the stage is unclear
     */
    public Stage stage(@Nullable String stage, @Nullable Stage otherwise) {
        String listed = stage == null ? null : sameWord(mapping.stages().keySet(), stage);
        if (listed != null) {
            return Stage.listed(String.valueOf(mapping.stages().get(listed)));
        }
        if (otherwise == null || !mapping.stages().isEmpty()) {
            throw Unmapped.stage(stage);
        }
        return otherwise;
    }

    /** The one of some ids that is the same, however both are spelt; null when none is. */
    private @Nullable String sameId(Collection<String> among, String id) {
        if (among.contains(id)) {
            return id;
        }
        String one = ids.apply(id);
        return among.stream()
                .filter(other -> ids.apply(other).equals(one))
                .findFirst()
                .orElse(null);
    }

    /** The one of some words that is the same but for its letters' case; null when none is. */
    private static @Nullable String sameWord(Collection<String> among, String word) {
        if (among.contains(word)) {
            return word;
        }
        return among.stream().filter(word::equalsIgnoreCase).findFirst().orElse(null);
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
        String listed = sameId(values.keySet(), value);
        if (listed == null && field.equals("outcome")) {
            listed = sameWord(values.keySet(), value);
        }
        if (listed == null) {
            throw Unmapped.value(field, value);
        }
        return values.get(listed);
    }

    private static void put(ObjectNode data, String field, @Nullable String text) {
        if (text != null) {
            data.put(field, text);
        }
    }
}
