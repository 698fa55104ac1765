package dev.yardstick.standalone;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./yardstick invite}: a link by which a person chooses a password, alone on standard
 * output.
 */
@Command(
        name = "invite",
        description = {
            "Prints a link by which a person chooses a password, and signs in by it from then on.",
            "It is valid once and for a week, for the running server. Who forgot hers is invited"
                    + " again."
        })
final class InviteCommand implements Callable<Integer> {

    private static final int MINUTE = 16;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunningServer server = new RunningServer();

    @Parameters(
            index = "0",
            paramLabel = "ROLE",
            description = "manager, rep, auditor, operator or admin")
    private String role = "";

    @Parameters(
            index = "1",
            paramLabel = "PERSON",
            description = "the id of a rep or manager, or one that nobody has yet")
    private String person = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI queries = server.queries();
        try (ApiClient client = new ApiClient(queries, server.adminToken(queries))) {
            JsonNode made =
                    client.post(
                                    "/api/v1/invitations",
                                    Map.of("role", role, "person", person),
                                    Map.of())
                            .require("Nobody was invited")
                            .body();
            PrintWriter out = spec.commandLine().getOut();
            out.println(made.path("link").asString(""));
            out.flush();
            spec.commandLine()
                    .getErr()
                    .println(
                            "For %s alone, valid once, until %sZ."
                                    .formatted(
                                            person,
                                            made.path("until")
                                                    .asString("")
                                                    .substring(0, MINUTE)
                                                    .replace('T', ' ')));
        }
        return 0;
    }
}
