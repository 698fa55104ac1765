package dev.yardstick.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import picocli.CommandLine.Option;

/** The running server that a command talks to, and the options that say which it is. */
public final class RunningServer {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the running server's data directory (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "the server's port; commands go to P + 1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    @SuppressWarnings("unused") // picocli reads the option itself
    private boolean help;

    /** Nobody is there; the message says how to change that. */
    public static final class NotRunningException extends IOException {
        NotRunningException(URI asked) {
            super("No server answers at " + asked + "; start one with ./yardstick serve");
        }
    }

    /** Where its pages and queries are. */
    public URI queries() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where its commands go. */
    public URI commands() {
        return URI.create("http://127.0.0.1:" + (port + 1));
    }

    /**
     * Its tokens.
     *
     * @param asked what has to answer: {@link #queries} or {@link #commands}
     * @throws NotRunningException when nothing answers there
     * @throws IOException when the tokens cannot be read
     */
    public ServerTokens tokens(URI asked) throws IOException, InterruptedException {
        try (ApiClient unnamed = new ApiClient(asked, "none")) {
            if (!unnamed.answers()) {
                throw new NotRunningException(asked);
            }
        }
        return ServerTokens.isThere(data) || !hasKey()
                ? ServerTokens.read(data)
                : TokenSigner.open(data).passing();
    }

    private boolean hasKey() {
        return Files.isReadable(data.resolve(TokenSigner.KEY_FILE));
    }

    /**
     * An admin's token: one that ends in a few minutes where the key is there to sign it.
     *
     * @throws NotRunningException when nothing answers there
     * @throws IOException when there is none
     */
    public String adminToken(URI asked) throws IOException, InterruptedException {
        ServerTokens written = tokens(asked);
        return hasKey() ? TokenSigner.open(data).brief("admin") : written.admin();
    }

    /**
     * A token that may write sources, those of connections too where the key is there to sign it.
     */
    public String crmToken(ServerTokens tokens, Collection<String> sources) throws IOException {
        return hasKey() ? TokenSigner.open(data).bound(sources) : tokens.crm();
    }
}
