package dev.yardstick.runtime.description;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
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
            if (defined != null && defined.getProperties() != null) {
                complete(defined, java.getRawClass());
            }
        }
        return resolved;
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        Set<String> required = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (component.getGenericType().toString().contains(BigDecimal.class.getName())) {
                allowText(property);
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            } else {
                schema.getProperties().put(name, orNull(property));
            }
        }
        schema.setRequired(List.copyOf(required));
    }

    /** A number may come as a text, which no program rounds. */
    private static void allowText(Schema<?> number) {
        if (number.getTypes() != null && number.getTypes().contains("number")) {
            number.addType("string");
        }
        if (number.getItems() != null) {
            allowText(number.getItems());
        }
        if (number.getAdditionalProperties() instanceof Schema<?> values) {
            allowText(values);
        }
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>()
                    .oneOf(List.of(property, new Schema<>().types(Set.of("null"))));
        }
        if (property.getTypes() != null && !property.getTypes().contains("null")) {
            property.addType("null");
        }
        return property;
    }
}
