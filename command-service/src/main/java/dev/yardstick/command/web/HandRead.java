package dev.yardstick.command.web;

import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.events.language.Parameter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes what no record reads, out of what the readers go by. */
@Component
class HandRead implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        api.getComponents()
                .addSchemas("PromiseMeasurement", measurement())
                .addSchemas("CrmEventData", eventData())
                .addSchemas("CrmEvent", event());
    }

    /** All parameters of all kinds; which ones a kind asks for, by one condition after another. */
    private static Schema<?> measurement() {
        Schema<?> measurement =
                object().description(
                                "How a clause is measured; what is stated depends on its kind.")
                        .addProperty("kind", choice(MeasureKind.codes()))
                        .required(List.of("kind"));
        Parameter.all()
                .sorted(Comparator.comparing(Parameter::name))
                .forEach(p -> measurement.addProperty(p.name(), parameter(p)));
        Schema<?> last = measurement;
        for (MeasureKind kind : MeasureKind.values()) {
            Schema<?> isKind = new Schema<>().addProperty("kind", choice(List.of(kind.code())));
            Schema<?> asked = new Schema<>();
            asked.required(
                    kind.parameters().stream()
                            .filter(HandRead::isNeeded)
                            .map(Parameter::name)
                            .toList());
            asked.propertyNames(
                    choice(
                            Stream.concat(
                                            Stream.of("kind"),
                                            kind.parameters().stream().map(Parameter::name))
                                    .toList()));
            Schema<?> otherwise = new Schema<>();
            last._if(isKind).then(asked)._else(otherwise);
            last = otherwise;
        }
        return measurement;
    }

    /** A filter and a flag may always be left out. */
    private static boolean isNeeded(Parameter parameter) {
        return parameter.isRequired()
                && switch (parameter.type()) {
                    case WHERE, ACCOUNTS, FLAG -> false;
                    default -> true;
                };
    }

    private static Schema<?> parameter(Parameter parameter) {
        Schema<?> schema =
                switch (parameter.type()) {
                    case FACTS, CHOICE ->
                            choice(parameter.options().stream().filter(o -> !o.isEmpty()).toList());
                    case FLAG -> of("boolean");
                    case WHOLE, FACTOR -> decimal();
                    case WHERE, ACCOUNTS -> filters(parameter);
                    case OVER ->
                            new Schema<>()
                                    .description(
                                            Parameter.WORKING_DAYS
                                                    + ", or facts by an object of of and where.");
                    case DATE -> of("string").format("date");
                    case SPAN -> of("string").description("Such as P90D or P3M.");
                    case START ->
                            of("string").description("hire, expectation, or training:COURSE.");
                    case TEXT, FREE_TEXT -> of("string");
                };
        return parameter.isRequired() && isNeeded(parameter) ? schema : orNull(schema);
    }

    private static Schema<?> filters(Parameter parameter) {
        return of("object")
                .description("By what facts or accounts are chosen: a value, or a list of them.")
                .propertyNames(choice(parameter.filters()))
                .additionalProperties(new Schema<>());
    }

    private static Schema<?> eventData() {
        Schema<?> data =
                of("object")
                        .description("What is told; other fields are kept, and counted nowhere.")
                        .required(
                                Stream.of(FactField.values())
                                        .filter(FactField::isAlwaysNeeded)
                                        .map(FactField::code)
                                        .toList());
        for (FactField field : FactField.values()) {
            Schema<?> told = told(field.type());
            data.addProperty(field.code(), field.isAlwaysNeeded() ? told : orNull(told));
        }
        return data;
    }

    private static Schema<?> told(FactField.Type type) {
        return switch (type) {
            case ID, WORD, NAME, CURRENCY -> of("string");
            case WORDS -> of("array").items(of("string"));
            case TIME -> of("string").description("An instant with an offset, or a date.");
            case QUANTITY, NUMBER, MONEY -> decimal();
            case CREDITS ->
                    of("array")
                            .description("Who shares the credit; the shares add up to 1.")
                            .items(
                                    object().addProperty("rep", of("string"))
                                            .addProperty("share", decimal())
                                            .required(List.of("rep", "share")));
        };
    }

    private static Schema<?> event() {
        return of("object")
                .description("What a CRM tells, a CloudEvent 1.0.")
                .addProperty("specversion", choice(List.of("1.0")))
                .addProperty(
                        "type",
                        choice(Stream.of(CrmEventType.values()).map(CrmEventType::code).toList()))
                .addProperty("source", of("string").description("The CRM."))
                .addProperty("subject", of("string").description("The record."))
                .addProperty("id", of("string").description("The event, once in its record."))
                .addProperty(
                        "time",
                        of("string")
                                .format("date-time")
                                .description("The CRM's own time of this version."))
                .addProperty("datacontenttype", orNull(of("string")))
                .addProperty("data", new Schema<>().$ref("CrmEventData"))
                .required(List.of("specversion", "type", "source", "subject", "id", "time"));
    }

    private static Schema<?> object() {
        return of("object").additionalProperties(false);
    }

    private static Schema<?> decimal() {
        return new Schema<>().$ref("Decimal");
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            return new Schema<>().oneOf(List.of(schema, of("null")));
        }
        if (schema.getTypes() != null) {
            schema.addType("null");
        }
        return schema;
    }

    private static Schema<?> choice(List<String> codes) {
        Schema<String> choice = new Schema<>();
        choice.setTypes(Set.of("string"));
        choice.setEnum(codes);
        return choice;
    }

    private static Schema<?> of(String... types) {
        return new Schema<>().types(new LinkedHashSet<>(List.of(types)));
    }
}
