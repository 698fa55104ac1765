package dev.yardstick.acceptance.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.acceptance.support.Sources;
import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the services say of themselves as OpenAPI is complete, and true. */
class DescriptionIT {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TempDir private static Path data = Path.of("");

    private static @Nullable Server running;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        running = Servers.start(data);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(running).close();
    }

    private static Api api() {
        return Api.of(Objects.requireNonNull(running));
    }

    /** With {@code -Dgolden.write=true} the documents are written anew. */
    @Test
    void theDocumentsAreWhatTheServicesSay() throws IOException {
        String token = api().token("admin");
        holds("command-service", api().commandWith(token, "/v3/api-docs").must(200).json());
        holds("query-service", api().queryWith(token, "/v3/api-docs").must(200).json());
    }

    private static void holds(String service, JsonNode said) throws IOException {
        Path document = Sources.root().resolve("docs/openapi/" + service + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(document, JSON.writeValueAsString(said) + "\n");
        }
        assertThat(JSON.readTree(Files.readString(document))).isEqualTo(said);
    }
}
