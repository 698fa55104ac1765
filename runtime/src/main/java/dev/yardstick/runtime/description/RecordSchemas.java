package dev.yardstick.runtime.description;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of records: a component that may be null may be left out, every other is there. A nested
 * record is called after the one around it, so that no two share a name.
 */
final class RecordSchemas extends ModelResolver {

    private static final Schema<?> DECIMAL = new Schema<>().$ref("Decimal");

    private static final TypeNameResolver NAMES =
            new TypeNameResolver() {
                @Override
                protected String nameForClass(Class<?> type, Set<Options> options) {
                    Class<?> around = type.getEnclosingClass();
                    String name = type.getSimpleName();
                    return around == null
                            ? name.replaceFirst("Controller$", "")
                            : nameForClass(around, options) + name;
                }
            };

    RecordSchemas(ObjectMapper mapper) {
        super(mapper, NAMES);
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        Schema<?> resolved = super.resolve(type, context, next);
        JavaType java = _mapper.constructType(type.getType());
        if (java.isRecordType()) {
            Schema<?> defined = context.getDefinedModels().get(NAMES.nameForType(java));
            if (defined != null
                    && defined.getProperties() != null
                    && defined.getRequired() == null) {
                complete(defined, java.getRawClass());
            }
        }
        return resolved;
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        schema.setTypes(Set.of("object"));
        Set<String> required = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                schema.getProperties().remove(name);
                schema.setAdditionalProperties(property.getAdditionalProperties());
                continue;
            }
            if (component.getGenericType().getTypeName().contains(BigDecimal.class.getName())) {
                property = decimal(property);
            }
            allowNullValues(property, component.getAnnotatedType());
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                property = orNull(property);
            } else if (!mayBeLeftOut(component)) {
                required.add(name);
            }
            schema.getProperties().put(name, property);
        }
        schema.setRequired(List.copyOf(required));
    }

    private static void allowNullValues(Schema<?> map, java.lang.reflect.AnnotatedType type) {
        if (map.getAdditionalProperties() instanceof Schema<?> values
                && type instanceof AnnotatedParameterizedType generic) {
            java.lang.reflect.AnnotatedType ofValues = generic.getAnnotatedActualTypeArguments()[1];
            allowNullValues(values, ofValues);
            if (ofValues.isAnnotationPresent(Nullable.class)) {
                map.setAdditionalProperties(orNull(values));
            }
        }
    }

    /** What says so, and what is written in some cases only. */
    private static boolean mayBeLeftOut(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema described =
                component
                        .getAccessor()
                        .getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return component.getAccessor().isAnnotationPresent(JsonInclude.class)
                || described != null && described.requiredMode() == RequiredMode.NOT_REQUIRED;
    }

    /** A number may come as a text, which no program rounds. */
    private static Schema<?> decimal(Schema<?> number) {
        if (number.getItems() != null) {
            number.setItems(DECIMAL);
        } else if (number.getAdditionalProperties() != null) {
            number.setAdditionalProperties(DECIMAL);
        } else {
            return new Schema<>().$ref(DECIMAL.get$ref()).description(number.getDescription());
        }
        return number;
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>().oneOf(List.of(property, new Schema<>().types(Set.of("null"))));
        }
        if (property.getTypes() != null && !property.getTypes().contains("null")) {
            property.addType("null");
            if (property.getEnum() != null) {
                property.addEnumItemObject(null);
            }
        }
        return property;
    }
}
