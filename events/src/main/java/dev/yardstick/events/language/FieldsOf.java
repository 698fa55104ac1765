package dev.yardstick.events.language;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of CRM events that a record has a component for, so that none of them has to be
 * spelled where all are meant. Threadsafe.
 */
public final class FieldsOf<R extends Record> {

    private final MethodHandle constructor;
    private final @Nullable FactField[] fields;
    private final Map<FactField, MethodHandle> components = new EnumMap<>(FactField.class);

    /**
     * Of a record whose components are called as the fields that they hold.
     *
     * @param held the fields that it has to have
     */
    public FieldsOf(Class<R> type, Set<FactField> held) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        RecordComponent[] all = type.getRecordComponents();
        fields = Stream.of(all).map(c -> FactField.find(c.getName())).toArray(FactField[]::new);
        try {
            for (int i = 0; i < all.length; i++) {
                FactField field = fields[i];
                if (field != null) {
                    components.put(
                            field,
                            lookup.unreflect(all[i].getAccessor())
                                    .asType(MethodType.methodType(Object.class, Record.class)));
                }
            }
            constructor =
                    lookup.unreflectConstructor(type.getConstructors()[0])
                            .asSpreader(Object[].class, all.length)
                            .asType(MethodType.methodType(Record.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        if (!components.keySet().equals(held)) {
            throw new IllegalStateException(
                    type.getSimpleName() + " has " + components.keySet() + " and not " + held);
        }
    }

    /** Those that the record has. */
    public Set<FactField> all() {
        return components.keySet();
    }

    /** What a record says of a field; null: nothing. */
    public @Nullable Object get(R record, FactField field) {
        try {
            return (Object)
                    Objects.requireNonNull(components.get(field)).invokeExact((Record) record);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a record says. */
    public Map<FactField, Object> of(R record) {
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        for (FactField field : components.keySet()) {
            Object value = get(record, field);
            if (value != null) {
                told.put(field, value);
            }
        }
        return told;
    }

    /**
     * A record.
     *
     * @param told of its fields; of those that it has not, nothing is kept
     * @param others what it has beside them, in its order
     */
    @SuppressWarnings("unchecked") // it constructs what it was made of
    public R record(Map<FactField, ?> told, @Nullable Object... others) {
        @Nullable Object[] values = new Object[fields.length];
        int next = 0;
        for (int i = 0; i < fields.length; i++) {
            FactField field = fields[i];
            values[i] = field == null ? others[next++] : told.get(field);
        }
        try {
            return (R) (Record) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
