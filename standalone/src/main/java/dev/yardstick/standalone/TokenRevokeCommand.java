package dev.yardstick.standalone;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ./yardstick token revoke}: takes a token back, for good. */
@Command(
        name = "revoke",
        description = "Takes a token of the running server back: nobody is let in by it any more.")
final class TokenRevokeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunningServer server = new RunningServer();

    @Parameters(paramLabel = "ID", description = "as ./yardstick token list shows it")
    private UUID id = new UUID(0, 0);

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "revoked at the terminal",
            description = "why (default: ${DEFAULT-VALUE})")
    private String reason = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        URI commands = server.commands();
        try (ApiClient client = new ApiClient(commands, server.adminToken(commands))) {
            JsonNode revoked =
                    client.post(
                                    "/api/v1/tokens/" + id + "/revocation",
                                    Map.of("reason", reason),
                                    Map.of())
                            .require("The token was not revoked")
                            .body();
            out.println(
                    revoked.path("listed").asBoolean()
                            ? "Revoked."
                            : "Revoked; nobody has used a token of this id yet.");
            if (!revoked.path("told").asBoolean()) {
                out.println(
                        "query-service hears of it as soon as Kafka takes records again; until then"
                                + " it lets the token in.");
            }
        }
        out.flush();
        return 0;
    }
}
