package dev.yardstick.standalone.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.FileSystemUtils;

/** A Kafka of one node within this process, on loopback ports, without authentication. */
public record KafkaServer(KafkaRaftServer server, int port) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaServer.class);

    /** As {@code kafka.properties} names them. */
    private static final int NODE = 1;

    private static final String CONTROLLER = "CONTROLLER";

    /**
     * Starts it, and returns when it takes records; on the first start its files are made.
     *
     * @param directory holds the files; made when absent
     * @param port a free port of 127.0.0.1, for clients
     * @param controllerPort another one, which it uses itself
     * @param settings a broker's, before those that it has of itself
     * @throws IOException when it does not come up
     */
    public static KafkaServer start(
            Path directory, int port, int controllerPort, Map<String, String> settings)
            throws IOException {
        stayAlive();
        if (!Files.exists(directory)) {
            format(directory);
        }
        Properties all =
                PropertiesLoaderUtils.loadProperties(
                        new ClassPathResource("/kafka.properties", KafkaServer.class));
        all.setProperty("log.dirs", directory.toString());
        all.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:%s,%s://127.0.0.1:%s"
                        .formatted(port, CONTROLLER, controllerPort));
        all.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        all.putAll(settings);
        KafkaConfig config = new KafkaConfig(all, false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException failed) {
            server.shutdown();
            throw new IOException("Kafka does not start: " + failed.getMessage(), failed);
        }
        return new KafkaServer(server, port);
    }

    /** Kafka would end the whole process on a fatal error; the services can go on without it. */
    private static void stayAlive() {
        Exit.Procedure survive = (status, message) -> refuse(status, message);
        Exit.setExitProcedure(survive);
        Exit.setHaltProcedure(survive);
    }

    private static void refuse(int status, @Nullable String message) {
        LOG.error(
                "Kafka has failed (status {}{}); commands go on, timelines stand still until"
                        + " Yardstick is started again",
                status,
                message == null ? "" : ", " + message);
        throw new IllegalStateException("Kafka has failed, status " + status);
    }

    /** Into a directory beside, then renamed: killed midway, it is as if never begun. */
    private static void format(Path directory) throws IOException {
        Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(fresh);
        Files.createDirectories(fresh);
        OutputStream nowhere = OutputStream.nullOutputStream();
        Formatter formatter =
                new Formatter()
                        .setPrintStream(new PrintStream(nowhere, false, StandardCharsets.UTF_8))
                        .setNodeId(NODE)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setDirectories(List.of(fresh.toString()))
                        .setMetadataLogDirectory(fresh.toString())
                        .setControllerListenerName(CONTROLLER)
                        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("Kafka cannot make its files: " + e.getMessage(), e);
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where clients connect: host:port. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends it; everything acknowledged is on disk. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
