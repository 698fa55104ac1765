package dev.yardstick.runtime.description;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * For a service to import: how its calls are described. Summaries come from Javadoc, bodies and
 * answers from the records that are read and written; examples and the meaning of parameters stand
 * in {@code openapi/SERVICE.json}.
 */
@Configuration(proxyBeanMethods = false)
public class DescriptionConfiguration {

    private static final String TOKEN = "token";

    static {
        SpringDocUtils.getConfig()
                .replaceWithClass(tools.jackson.databind.JsonNode.class, Object.class)
                .replaceWithClass(Currency.class, String.class)
                .replaceWithClass(StreamingResponseBody.class, String.class);
    }

    /** What a service's resource tells beside the code, and what is told of both. */
    private static JsonNode told(String service) throws IOException {
        JsonNode told = read("/openapi/services.json");
        return Json31.mapper().updateValue(told, read("/openapi/" + service + ".json"));
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = DescriptionConfiguration.class.getResourceAsStream(resource)) {
            return Json31.mapper().readTree(Objects.requireNonNull(in, resource));
        }
    }

    @Bean
    OpenAPI describedService(@Value("${spring.application.name}") String service)
            throws IOException {
        JsonNode told = told(service);
        Components components =
                new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT"));
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Yardstick " + service)
                                .description(told.path("description").asText())
                                .version("1")
                                .license(new License().name("Apache 2.0").identifier("Apache-2.0")))
                .components(components)
                .servers(List.of(new Server().url("/")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver describedRecords() {
        return new RecordSchemas(Json31.mapper());
    }

    @Bean
    Calls describedCalls(@Value("${spring.application.name}") String service) throws IOException {
        return new Calls(told(service));
    }

    /**
     * What the resource describes, and problems as RFC 9457 with what both services add to them.
     */
    @Bean
    OpenApiCustomizer describedSchemas(@Value("${spring.application.name}") String service)
            throws IOException {
        JsonNode told = told(service).path("schemas");
        return api -> {
            told.properties()
                    .forEach(schema ->
                            api.getComponents()
                                    .addSchemas(
                                            schema.getKey(),
                                            Json31.mapper()
                                                    .convertValue(
                                                            schema.getValue(), Schema.class)));
            api.getComponents().getSchemas().values().forEach(DescriptionConfiguration::tidy);
            Objects.requireNonNull(api.getComponents().getSchemas().get("Code"))
                    .addExtension("x-extensible-enum", codes());
        };
    }

    private static void tidy(Schema<?> schema) {
        schema.setDescription(Calls.plain(schema.getDescription()));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(DescriptionConfiguration::tidy);
        }
    }

    private static List<String> codes() {
        return Stream.of(Reason.values()).map(Reason::code).sorted().distinct().toList();
    }
}
