package dev.yardstick.standalone;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the data and the server are: the options that every command has. */
final class ServerOptions {

    static final int MAX_PORT = 65_534;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the data directory (default: ${DEFAULT-VALUE})")
    Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description =
                    "pages and queries on P, commands on P + 1, both on 127.0.0.1 (default:"
                            + " ${DEFAULT-VALUE})")
    int port;
}
