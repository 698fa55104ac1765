package dev.yardstick.command.intake.connection;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.intake.dialect.Translator;
import dev.yardstick.command.intake.message.CrmEventReader;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.IntakeEvent.ActivityType;
import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.events.IntakeEvent.Mapping;
import dev.yardstick.events.Streams;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import dev.yardstick.runtime.Destinations;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definition of a connection, and says field by field what is wrong with it.
 *
 * @param destinations where calls may go, and so {@code api}
 * @param there those of some streams that there are: an owner is a rep whom somebody hired
 */
record DefinitionReader(Fields body, Destinations destinations, UnaryOperator<Set<String>> there) {

    private static final Set<FactKind> DEALS =
            Set.of(FactKind.DEAL_OPENED, FactKind.DEAL_WON, FactKind.DEAL_LOST);

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
                        owners(),
                        ownerIsRep,
                        prefix == null ? "" : prefix,
                        body.entries("activities", DefinitionReader::activity),
                        body.entries("fields", DefinitionReader::field),
                        body.entries("values", DefinitionReader::values),
                        stages(),
                        pipelines == null ? null : new TreeSet<>(pipelines),
                        body.currency("currency"));
        ConnectionDefined defined =
                new ConnectionDefined(
                        connection,
                        kind,
                        source == null ? "/crm/" + connection : source,
                        address("url"),
                        api(),
                        mapping);
        body.finish();
        return defined;
    }

    /** An address that is called; {@code url} is our own, which nobody calls from here. */
    private @Nullable String api() {
        String address = address("api");
        try {
            return address == null ? null : destinations.checked(address).toString();
        } catch (RefusedValueException e) {
            body.fault("api", e.refusal());
            return null;
        }
    }

    /** With TLS, but to a host that may lie inside. */
    private @Nullable String address(String field) {
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
                return address.toString();
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        body.fault(field, Reason.ADDRESS);
        return null;
    }

    private static @Nullable String textOrNull(Fields object, String name) {
        return object.has(name) ? object.requiredText(name) : null;
    }

    /** What an owner does would wait without end for a rep whose id is misspelt. */
    private SortedMap<String, @Nullable String> owners() {
        SortedMap<String, @Nullable String> owners =
                body.entries("owners", DefinitionReader::textOrNull);
        Set<String> reps = new TreeSet<>();
        owners.values()
                .forEach(rep -> {
                    if (rep != null && !rep.isEmpty()) {
                        reps.add(Streams.rep(rep));
                    }
                });
        Set<String> known = there.apply(reps);
        owners.forEach((owner, rep) -> {
            if (rep != null && !rep.isEmpty() && !known.contains(Streams.rep(rep))) {
                body.fault("owners." + owner, Reason.OWNER_OF_NOBODY.of(owner, rep));
            }
        });
        return owners;
    }

    /** Statuses and stages are the same in whatever letters, so they cannot mean two things. */
    private static void refuseTwoMeanings(
            Fields from, String field, SortedMap<String, ? extends @Nullable String> texts) {
        SortedMap<String, @Nullable String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        texts.forEach((word, meaning) -> {
            if (words.containsKey(word) && !Objects.equals(words.get(word), meaning)) {
                from.fault(field + "." + word, Reason.SAME_IN_OTHER_LETTERS);
            }
            words.put(word, meaning);
        });
    }

    private SortedMap<String, String> stages() {
        SortedMap<String, String> stages = body.entries("stages", Fields::requiredText);
        refuseTwoMeanings(body, "stages", stages);
        return stages;
    }

    private static String field(Fields fields, String field) {
        if (!Translator.FIELDS.contains(field)) {
            fields.fault(field, Reason.UNKNOWN.of(String.join(", ", Translator.FIELDS)));
        }
        return fields.requiredText(field);
    }

    private static SortedMap<String, @Nullable String> values(Fields values, String field) {
        if (!Translator.VALUED.contains(field)) {
            values.fault(field, Reason.UNKNOWN.of(String.join(", ", Translator.VALUED)));
        }
        SortedMap<String, @Nullable String> texts =
                values.entries(field, DefinitionReader::textOrNull);
        if (field.equals("outcome")) {
            refuseTwoMeanings(values, field, texts);
        }
        return texts;
    }

    private static @Nullable ActivityType activity(Fields activities, String name) {
        Fields type = activities.object(name);
        if (type == null) {
            return null;
        }
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
