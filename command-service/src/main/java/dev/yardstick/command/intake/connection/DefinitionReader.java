package dev.yardstick.command.intake.connection;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.Mapping;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import dev.yardstick.runtime.Destinations;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the definition of a connection, and says field by field what is wrong with it. */
final class DefinitionReader {

    private static final Set<FactKind> DEALS =
            Set.of(FactKind.DEAL_OPENED, FactKind.DEAL_WON, FactKind.DEAL_LOST);

    private final Fields body;

    private final Destinations destinations;

    /** Of a body; {@code api} is read by where calls may go. */
    DefinitionReader(JsonNode body, Destinations destinations) {
        this.body = Fields.of(body);
        this.destinations = destinations;
    }

    /**
     * Reads it.
     *
     * @param kinds that there are
     * @throws InvalidException with every fault
     */
    ConnectionDefined read(String connection, List<String> kinds) {
        String kind = body.requiredText("kind");
        if (!kind.isEmpty() && !kinds.contains(kind)) {
            body.fault("kind", Reason.ONE_OF.of(String.join(", ", kinds)));
        }
        String source = body.text("source");
        if (source != null) {
            CrmEventReader.requireOwn(body, source);
        }
        String prefix = body.text("accountPrefix");
        boolean ownerIsRep = body.flag("ownerIsRep");
        List<String> pipelines = body.texts("pipelines");
        Mapping mapping =
                new Mapping(
                        texts(body, "owners", true),
                        ownerIsRep,
                        prefix == null ? "" : prefix,
                        activities(),
                        fields(),
                        values(),
                        stages(),
                        pipelines == null ? null : new TreeSet<>(pipelines),
                        body.currency("currency"));
        ConnectionDefined defined =
                new ConnectionDefined(
                        connection,
                        kind,
                        source == null ? "/crm/" + connection : source,
                        url(),
                        api(),
                        mapping);
        body.finish();
        return defined;
    }

    /** Our own address, which nobody calls from here. */
    private @Nullable String url() {
        URI address = address("url");
        return address == null ? null : address.toString();
    }

    /** An address that is called. */
    private @Nullable String api() {
        URI address = address("api");
        if (address == null) {
            return null;
        }
        try {
            return destinations.checked(address.toString()).toString();
        } catch (RefusedValueException e) {
            body.fault("api", e.refusal());
            return null;
        }
    }

    /** With TLS, but to a host that may lie inside. */
    private @Nullable URI address(String field) {
        String text = body.text(field);
        if (text == null) {
            return null;
        }
        try {
            URI address =
                    URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme())
                                    && destinations.allows(address.getHost())))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        body.fault(field, Reason.ADDRESS);
        return null;
    }

    private static SortedMap<String, @Nullable String> texts(
            Fields from, String field, boolean mayBeNull) {
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        Fields object = from.object(field);
        if (object != null) {
            object.rest()
                    .forEach((name, value) -> {
                        if (value.isNull() && mayBeNull) {
                            texts.put(name, null);
                        } else {
                            texts.put(name, object.requiredText(name));
                        }
                    });
        }
        return texts;
    }

    /** Statuses and stages are the same in whatever letters, so they cannot mean two things. */
    private static void refuseTwoMeanings(
            Fields from, String field, SortedMap<String, @Nullable String> texts) {
        SortedMap<String, @Nullable String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        texts.forEach((word, meaning) -> {
            if (words.containsKey(word) && !Objects.equals(words.get(word), meaning)) {
                from.fault(field + "." + word, Reason.SAME_IN_OTHER_LETTERS);
            }
            words.put(word, meaning);
        });
    }

    private SortedMap<String, @Nullable String> stages() {
        SortedMap<String, @Nullable String> stages = texts(body, "stages", false);
        refuseTwoMeanings(body, "stages", stages);
        return stages;
    }

    private SortedMap<String, String> fields() {
        SortedMap<String, String> fields = new TreeMap<>();
        texts(body, "fields", false).forEach((name, value) -> fields.put(name, "" + value));
        for (String field : fields.keySet()) {
            if (!Translator.FIELDS.contains(field)) {
                body.fault(
                        "fields." + field, Reason.UNKNOWN.of(String.join(", ", Translator.FIELDS)));
            }
        }
        return fields;
    }

    private SortedMap<String, SortedMap<String, @Nullable String>> values() {
        SortedMap<String, SortedMap<String, @Nullable String>> values = new TreeMap<>();
        Fields object = body.object("values");
        if (object != null) {
            for (String field : object.rest().keySet()) {
                if (!Translator.VALUED.contains(field)) {
                    object.fault(field, Reason.UNKNOWN.of(String.join(", ", Translator.VALUED)));
                }
                SortedMap<String, @Nullable String> texts = texts(object, field, true);
                if (field.equals("outcome")) {
                    refuseTwoMeanings(object, field, texts);
                }
                values.put(field, texts);
            }
        }
        return values;
    }

    private SortedMap<String, @Nullable ActivityType> activities() {
        SortedMap<String, @Nullable ActivityType> activities = new TreeMap<>();
        Fields object = body.object("activities");
        if (object == null) {
            return activities;
        }
        object.rest()
                .forEach((name, value) -> {
                    Fields type = value.isNull() ? null : object.object(name);
                    activities.put(name, type == null ? null : activity(type));
                });
        return activities;
    }

    private static ActivityType activity(Fields type) {
        FactKind kind =
                type.required(
                        "kind",
                        type.parsed("kind", FactKind::of, Reason.ACTIVITY),
                        FactKind.CALL,
                        Reason.ACTIVITY);
        if (DEALS.contains(kind)) {
            type.fault("kind", Reason.ACTIVITY);
        }
        ActivityType activity =
                new ActivityType(
                        kind,
                        type.text("method"),
                        type.text("channel"),
                        type.text("course"),
                        type.texts("with"));
        type.refuseUnknown();
        return activity;
    }
}
