package dev.yardstick.standalone.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tokens that {@code serve} and {@code demo} write beside their data. */
public record ServerTokens(String admin, String crm) {

    static final String FILE = "tokens.json";

    static boolean isThere(Path data) {
        return Files.isReadable(data.resolve(FILE));
    }

    /**
     * Reads them.
     *
     * @throws IOException with a message for people where the file is missing or not as written
     */
    public static ServerTokens read(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!isThere(data)) {
            throw new IOException(
                    "There is no readable %s; name the running server's data directory with --data"
                            .formatted(file));
        }
        try {
            JsonNode tokens = JsonMapper.shared().readTree(Files.readString(file));
            return new ServerTokens(
                    tokens.required("admin").asString(), tokens.required("crm").asString());
        } catch (JacksonException damaged) {
            throw new IOException(
                    file + " is damaged: it must hold the tokens \"admin\" and \"crm\"", damaged);
        }
    }
}
