package dev.yardstick.events.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.Decimals;
import dev.yardstick.events.Event;
import dev.yardstick.events.Personal;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to their stored JSON and back. Numbers are written as strings, absent fields are left out,
 * and a {@link Personal} is written sealed. Threadsafe.
 */
public final class EventCodec {

    private static final List<Upcaster> UPCASTERS = List.of();

    private final JsonMapper json;
    private final List<Upcaster> upcasters;

    /** Reads and writes texts about persons sealed, as they are stored. */
    public EventCodec() {
        this(
                open -> {
                    throw new IllegalStateException("no key to seal a text about " + open.person());
                },
                UnaryOperator.identity());
    }

    /**
     * Seals when it writes and opens when it reads.
     *
     * @param seal gives an open text's sealed form
     * @param open gives a sealed text's open form, or the sealed one again where its key is gone
     */
    public EventCodec(Seal seal, UnaryOperator<Personal> open) {
        this(seal, open, UPCASTERS);
    }

    EventCodec(Seal seal, UnaryOperator<Personal> open, List<Upcaster> upcasters) {
        this.json = mapper(seal, open);
        this.upcasters = upcasters;
    }

    /** How an open text is sealed. */
    @FunctionalInterface
    public interface Seal {
        Personal.Sealed seal(Personal.Open open);
    }

    /** The JSON of an event's current revision, UTF-8; what sealing throws goes through. */
    public byte[] write(Event event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (DatabindException e) {
            if (e.getCause() instanceof RuntimeException unsealed) {
                throw unsealed;
            }
            throw e;
        }
    }

    /**
     * The event of stored JSON, lifted to the current revision first.
     *
     * @throws UnreadableEventException when type, revision or JSON are not what this version knows
     */
    public Event read(String type, int revision, byte[] data) {
        EventTypes.EventType current = EventTypes.named(type);
        try {
            if (revision == current.revision()) {
                return json.readValue(data, current.event());
            }
            ObjectNode tree = (ObjectNode) json.readTree(data);
            for (int from = revision; from < current.revision(); from++) {
                tree = upcaster(type, from).change().apply(tree);
            }
            if (revision > current.revision()) {
                throw new UnreadableEventException(
                        type + " r" + revision + " is newer than r" + current.revision(), null);
            }
            return json.treeToValue(tree, current.event());
        } catch (JacksonException | ClassCastException e) {
            throw new UnreadableEventException(type + " r" + revision + ": " + e.getMessage(), e);
        }
    }

    /** The event of a line of the log. */
    public Event read(LogLine line) {
        return read(line.type(), line.revision(), line.data());
    }

    private Upcaster upcaster(String type, int from) {
        return upcasters.stream()
                .filter(u -> u.type().equals(type) && u.fromRevision() == from)
                .findFirst()
                .orElseThrow(() ->
                        new UnreadableEventException(
                                "no upcaster for " + type + " r" + from, null));
    }

    private static JsonMapper mapper(Seal seal, UnaryOperator<Personal> open) {
        SimpleModule personal =
                new SimpleModule("personal")
                        .addSerializer(Personal.class, new Writer(seal))
                        .addDeserializer(Personal.class, new Reader(open))
                        .addDeserializer(BigDecimal.class, new NumberReader());
        return JsonMapper.builder()
                .addModule(personal)
                .changeDefaultPropertyInclusion(
                        i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
                .withConfigOverride(
                        BigDecimal.class,
                        c -> c.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
    }

    private static final class Writer extends ValueSerializer<Personal> {
        private final Seal seal;

        Writer(Seal seal) {
            this.seal = seal;
        }

        @Override
        public void serialize(Personal value, JsonGenerator out, SerializationContext context) {
            Personal.Sealed sealed =
                    switch (value) {
                        case Personal.Open open -> seal.seal(open);
                        case Personal.Sealed already -> already;
                    };
            out.writeStartObject();
            out.writeStringProperty("person", sealed.person());
            out.writeStringProperty("sealed", sealed.sealed());
            out.writeEndObject();
        }
    }

    /** A log may come from outside too, as an export that somebody is to verify. */
    private static final class NumberReader extends ValueDeserializer<BigDecimal> {
        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) {
            try {
                return Decimals.of(in.getString());
            } catch (NumberFormatException e) {
                throw context.weirdStringException(
                        in.getString(), BigDecimal.class, String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class Reader extends ValueDeserializer<Personal> {
        private final UnaryOperator<Personal> open;

        Reader(UnaryOperator<Personal> open) {
            this.open = open;
        }

        @Override
        public Personal deserialize(JsonParser in, DeserializationContext context) {
            return open.apply(context.readValue(in, Personal.Sealed.class));
        }
    }
}
