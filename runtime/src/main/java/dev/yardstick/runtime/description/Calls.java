package dev.yardstick.runtime.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Completes the description of a call: its name, parameters, examples, and how it is refused. */
record Calls(JsonNode told) implements GlobalOperationCustomizer {

    private static final ObjectMapper JSON = Json31.mapper();
    private static final String PROBLEM = "application/problem+json";

    @Override
    public Operation customize(Operation call, HandlerMethod method) {
        String subject = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        String name = method.getMethod().getName();
        call.setOperationId(told.path("names").path(subject + "." + name).asText(name + subject));
        call.setTags(List.of(subject));
        JsonNode beside = told.path("calls").path(call.getOperationId());
        call.setSummary(plain(beside.path("summary").asText(call.getSummary())));
        call.setDescription(plain(beside.path("description").asText(call.getDescription())));
        List<Parameter> known = Objects.requireNonNullElse(call.getParameters(), List.of());
        Set<String> names = known.stream().map(Parameter::getName).collect(Collectors.toSet());
        beside.path("parameters")
                .fieldNames()
                .forEachRemaining(header -> {
                    if (!names.contains(header)) {
                        call.addParametersItem(
                                new Parameter().in("header").name(header).required(false));
                    }
                });
        List<Parameter> parameters = Objects.requireNonNullElse(call.getParameters(), List.of());
        parameters.forEach(parameter -> {
            describe(parameter, told.path("parameters").path(parameter.getName()));
            describe(parameter, beside.path("parameters").path(parameter.getName()));
        });
        describeBody(call, beside.path("bodies"));
        describeAnswers(call, beside.path("answers"));
        refusals(call, parameters, changes(method))
                .forEach(status ->
                        call.getResponses()
                                .addApiResponse(String.valueOf(status.value()), problem(status)));
        return call;
    }

    private static boolean changes(HandlerMethod method) {
        RequestMapping mapping =
                AnnotatedElementUtils.findMergedAnnotation(
                        method.getMethod(), RequestMapping.class);
        return mapping != null && !List.of(mapping.method()).contains(RequestMethod.GET);
    }

    /** Javadoc without its marks. */
    static @Nullable String plain(@Nullable String javadoc) {
        return javadoc == null
                ? null
                : javadoc.replaceAll("\\{@\\w+ (?:\\S+ )?([^}]+)}", "$1")
                        .replaceAll("</?code>", "`")
                        .replace("&quot;", "\"")
                        .replaceAll("\\s+", " ");
    }

    private static void describe(Parameter parameter, JsonNode beside) {
        parameter.setDescription(
                plain(beside.path("description").asText(parameter.getDescription())));
        if (beside.has("example")) {
            parameter.setExample(beside.get("example"));
        }
        if (beside.has("schema")) {
            parameter.setSchema(schema(beside.get("schema")));
        }
    }

    /** By media type: a schema where the code names none, and examples by their names. */
    private static void describeBody(Operation call, JsonNode bodies) {
        if (call.getRequestBody() == null && bodies.isEmpty()) {
            return;
        }
        RequestBody body = Objects.requireNonNullElseGet(call.getRequestBody(), RequestBody::new);
        call.setRequestBody(body.required(body.getRequired() == null || body.getRequired()));
        bodies.properties().forEach(type -> content(body, type.getKey(), type.getValue()));
    }

    private static void content(RequestBody body, String type, JsonNode beside) {
        Content content = Objects.requireNonNullElseGet(body.getContent(), Content::new);
        body.setContent(content);
        MediaType media = content.computeIfAbsent(type, t -> new MediaType());
        if (beside.has("schema")) {
            media.setSchema(schema(beside.get("schema")));
        }
        beside.path("examples")
                .properties()
                .forEach(example ->
                        media.addExamples(
                                example.getKey(), new Example().value(example.getValue())));
    }

    private static void describeAnswers(Operation call, JsonNode answers) {
        answers.properties()
                .forEach(answer -> {
                    Content content = new Content();
                    answer.getValue()
                            .properties()
                            .forEach(type ->
                                    content.addMediaType(
                                            type.getKey(),
                                            new MediaType().schema(schema(type.getValue()))));
                    call.getResponses().remove("200");
                    call.getResponses()
                            .addApiResponse(
                                    answer.getKey(),
                                    new ApiResponse()
                                            .description(
                                                    HttpStatus.valueOf(
                                                                    Integer.parseInt(
                                                                            answer.getKey()))
                                                            .getReasonPhrase())
                                            .content(content));
                });
    }

    private static Schema<?> schema(JsonNode json) {
        return JSON.convertValue(json, Schema.class);
    }

    /** What can be refused follows from what a call takes. */
    private static Set<HttpStatus> refusals(
            Operation call, List<Parameter> parameters, boolean changes) {
        Set<HttpStatus> refusals =
                EnumSet.of(
                        HttpStatus.BAD_REQUEST,
                        HttpStatus.UNAUTHORIZED,
                        HttpStatus.FORBIDDEN,
                        HttpStatus.NOT_ACCEPTABLE,
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        HttpStatus.SERVICE_UNAVAILABLE);
        if (!parameters.isEmpty()) {
            refusals.add(HttpStatus.NOT_FOUND);
            refusals.add(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (changes) {
            refusals.add(HttpStatus.CONFLICT);
        }
        if (call.getRequestBody() != null) {
            refusals.add(HttpStatus.CONTENT_TOO_LARGE);
            refusals.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
            refusals.add(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (parameters.stream().anyMatch(p -> p.getName().equals("If-Match"))) {
            refusals.add(HttpStatus.PRECONDITION_FAILED);
            refusals.add(HttpStatus.PRECONDITION_REQUIRED);
        }
        return refusals;
    }

    private static ApiResponse problem(HttpStatus status) {
        return new ApiResponse()
                .description(status.getReasonPhrase())
                .content(
                        new Content()
                                .addMediaType(
                                        PROBLEM,
                                        new MediaType().schema(new Schema<>().$ref("Problem"))));
    }
}
