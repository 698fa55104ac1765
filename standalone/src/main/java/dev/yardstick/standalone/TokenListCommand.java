package dev.yardstick.standalone;

import dev.yardstick.standalone.client.ApiClient;
import dev.yardstick.standalone.client.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ./yardstick token list}: the tokens of the running server, a line each. */
@Command(
        name = "list",
        description = "Lists the running server's tokens: those made there, and those used.")
final class TokenListCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/tokens";
    private static final String LINE = "%-36s  %-8s  %-16s  %-17s  %-17s  %s%n";
    private static final int MINUTE = 16;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunningServer server = new RunningServer();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        URI commands = server.commands();
        try (ApiClient client = new ApiClient(commands, server.adminToken(commands))) {
            out.printf(LINE, "ID", "ROLE", "PERSON", "ENDS", "LAST USED", "NAME");
            String next = "";
            do {
                JsonNode page =
                        client.get(next.isEmpty() ? PATH : PATH + "?cursor=" + next)
                                .require("The tokens cannot be listed")
                                .body();
                page.path("items").forEach(token -> show(token, out));
                next = page.path("next").asString("");
            } while (!next.isEmpty());
        }
        out.flush();
        return 0;
    }

    private static void show(JsonNode token, PrintWriter out) {
        out.printf(
                LINE,
                token.path("id").asString(""),
                token.path("role").asString(""),
                token.path("person").asString("-"),
                token.path("revokedAt").isString() ? "revoked" : minute(token.path("expiresAt")),
                minute(token.path("lastUsedAt")),
                called(token));
    }

    private static String minute(JsonNode instant) {
        return instant.isString()
                ? instant.stringValue().substring(0, MINUTE).replace('T', ' ') + "Z"
                : "-";
    }

    private static String called(JsonNode token) {
        List<String> parts = new ArrayList<>();
        if (token.path("name").isString()) {
            parts.add(token.path("name").stringValue());
        }
        if (!token.path("madeBy").isString()) {
            parts.add("(printed at a terminal)");
        }
        if (token.path("sources").isArray()) {
            parts.add(
                    token.path("sources")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(" ", "for ", "")));
        }
        return String.join(" ", parts);
    }
}
