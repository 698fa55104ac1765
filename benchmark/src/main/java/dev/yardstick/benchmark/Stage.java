package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.util.FileSystemUtils;

/** A server with an organisation, and who asks it, on data that go when it ends. */
record Stage(Path directory, Server server, Organisation organisation, Load load)
        implements AutoCloseable {

    /** Answered as it is, by the web server alone. */
    static final String FIXED = "/fixed.js";

    static Stage open(boolean quick) throws Exception {
        Path directory = Files.createTempDirectory("yardstick-benchmark");
        Files.createDirectory(directory.resolve("fixed"));
        System.setProperty(
                "spring.web.resources.static-locations",
                "classpath:/static/,file:" + directory.resolve("fixed") + "/");
        Server server = Server.start(directory.resolve("data"), 0);
        Organisation organisation =
                quick
                        ? new Organisation(commands(server), 200, 8, 30, 500)
                        : new Organisation(commands(server), 10_000, 200, 100, 5_000);
        Stage stage = of(directory, server, organisation);
        stage.awaitVisible(organisation.tell());
        return stage;
    }

    private static Stage of(Path directory, Server server, Organisation organisation) {
        return new Stage(
                directory,
                server,
                organisation,
                new Load(server.queryAddress(), token(server, "admin")));
    }

    private static ApiClient commands(Server server) {
        return new ApiClient(server.commandAddress(), token(server, "admin"));
    }

    private static String token(Server server, String role) {
        return Objects.requireNonNull(server.tokens().get(role));
    }

    /** Who may see how the services do. */
    Load operator() {
        URI queries = server.queryAddress();
        return new Load(queries, token(server, "operator"));
    }

    /** What is answered at {@link #FIXED} from now on. */
    void fix(byte[] answer) throws IOException {
        Files.write(directory.resolve("fixed" + FIXED), answer);
    }

    void awaitVisible(long position) throws IOException, InterruptedException {
        new DealSender(server, 1).awaitVisible(position);
    }

    /** The same after a start anew. */
    Stage again() throws IOException, InterruptedException {
        end();
        Server server = Server.start(directory.resolve("data"), 0);
        return of(directory, server, organisation.at(commands(server)));
    }

    private void end() throws IOException {
        load.close();
        organisation.commands().close();
        server.close();
    }

    @Override
    public void close() throws IOException {
        end();
        FileSystemUtils.deleteRecursively(directory);
    }
}
