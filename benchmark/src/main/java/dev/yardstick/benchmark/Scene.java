package dev.yardstick.benchmark;

import dev.yardstick.standalone.Server;
import dev.yardstick.standalone.client.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.util.FileSystemUtils;

/** A server with a hundred reps, on data that go when it ends. */
record Scene(Path data, Server server, DealSender sender) implements AutoCloseable {

    private static final int SENDERS = 4;

    static Scene open() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("yardstick-benchmark");
        Server server = Server.start(data, 0);
        Scene scene = new Scene(data, server, new DealSender(server, SENDERS));
        scene.sender().prepare();
        return scene;
    }

    /** Who may do all there is to do here. */
    ApiClient commands() {
        return new ApiClient(server.commandAddress(), token());
    }

    /** Who reads everything. */
    Load load() {
        return new Load(server.queryAddress(), token());
    }

    String token() {
        return Objects.requireNonNull(server.tokens().get("admin"));
    }

    /** A connection to the log's database, for the raw side. */
    Connection log() throws SQLException {
        return connect(server.commandDatabaseUrl() + "?reWriteBatchedInserts=true");
    }

    /** A connection to the read model's database. */
    Connection readModel() throws SQLException {
        return connect(server.queryDatabaseUrl());
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "yardstick", server.databasePassword());
    }

    @Override
    public void close() throws IOException {
        server.close();
        FileSystemUtils.deleteRecursively(data);
    }
}
