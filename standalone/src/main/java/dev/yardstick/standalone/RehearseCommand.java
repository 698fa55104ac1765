package dev.yardstick.standalone;

import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ./yardstick} has it run once after a build, so that Java remembers what a start takes:
 * everything on data of its own, a look at some pages, the end.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts everything on new data, looks at it and ends.")
final class RehearseCommand implements Callable<Integer> {

    private static final Map<String, String> REP =
            Map.of("name", "Robin", "team", "North", "hiredOn", "2026-01-05", "timeZone", "UTC");

    private static final List<String> PAGES =
            List.of(
                    "/reps",
                    "/reps/robin",
                    "/today",
                    "/teams/North",
                    "/operations",
                    "/yardstick.css");

    @Parameters(paramLabel = "DIR", description = "a data directory that is not there yet")
    private Path data = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Server server = Server.prepare(data, 0)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            server.start();
            look(server);
        }
        return 0;
    }

    private static void look(Server server) throws IOException, InterruptedException {
        String token = Objects.requireNonNull(server.tokens().get("admin"));
        try (ApiClient commands = new ApiClient(server.commandAddress(), token);
                ApiClient queries = new ApiClient(server.queryAddress(), token)) {
            long position = commands.put("/api/v1/reps/robin", REP).require("hiring").position();
            queries.get("/api/v1/reps/robin/timeline?after=" + position).require("the timeline");
            for (String page : PAGES) {
                try (InputStream content = queries.stream(page, "text/html")) {
                    content.readAllBytes();
                }
            }
        }
    }
}
