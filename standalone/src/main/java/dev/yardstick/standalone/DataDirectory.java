package dev.yardstick.standalone;

import dev.yardstick.command.privacy.ConfiguredKeys;
import dev.yardstick.command.privacy.ConfiguredKeys.Purpose;
import dev.yardstick.standalone.client.TokenSigner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.keygen.KeyGenerators;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where everything is kept, held by one process at a time: {@code lock}, {@code token.key}, a key
 * for each {@link Purpose}, {@code erasures.list}, {@code tokens.json}, {@code running.json},
 * {@code ports.properties}, and the directories {@code postgres}, {@code kafka}, {@code programs}
 * and {@code logs}.
 */
record DataDirectory(Path root, FileChannel lock) implements AutoCloseable {

    /** What a restore fills, until it is {@code postgres}. */
    static final String RESTORING = "postgres.restoring";

    private static final int KEY_BYTES = 32;

    /**
     * The process that holds a data directory, and where it listens.
     *
     * @param pid its process id
     * @param queryPort of the pages and queries
     * @param commandPort of the commands
     */
    record Running(long pid, int queryPort, int commandPort) {}

    /**
     * Opens a data directory for this process alone, and makes it when absent.
     *
     * @throws IOException naming the process that holds it, when another one does
     */
    static DataDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path root = directory.toRealPath();
        FileChannel channel =
                FileChannel.open(
                        root.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            String holder = Files.readString(root.resolve("lock")).strip();
            throw new IOException(
                    "The data directory " + directory + " is in use by process " + holder + ".");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
        Files.createDirectories(root.resolve("logs"));
        return new DataDirectory(root, channel);
    }

    /**
     * Lets nobody start on what a restore did not fill.
     *
     * @throws IOException that says what to do
     */
    void requireRestored() throws IOException {
        if (Files.exists(path(RESTORING))) {
            throw new IOException(
                    ("A restore into %s did not come to its end: begin it again with ./yardstick"
                                    + " restore, or remove %s to start with nothing.")
                            .formatted(root, path(RESTORING)));
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            // The lock lives as long as the channel.
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** What the process that holds a directory has written about itself, if one does. */
    static Optional<Running> running(Path directory) throws IOException {
        Path file = directory.resolve("running.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Running running;
        try {
            running = JsonMapper.shared().readValue(Files.readString(file), Running.class);
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
        return Optional.of(running).filter(found -> ProcessHandle.of(found.pid()).isPresent());
    }

    /** Writes a file whole or not at all, readable by its owner alone. */
    static void writePrivately(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads the key in a file, Base64 of 32 bytes; makes a random one when there is none. */
    static String readOrMakeKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            writePrivately(file, newKey() + "\n");
        }
        return Files.readString(file).strip();
    }

    /** What signs tokens with the key of a directory; makes the key when there is none. */
    static TokenSigner signer(Path directory) throws IOException {
        readOrMakeKey(directory.resolve(TokenSigner.KEY_FILE));
        return TokenSigner.open(directory);
    }

    /** Where both services, and whoever prints a token, say what happened at the doors. */
    static Path securityLog(Path directory) {
        return directory.resolve("logs").resolve("security.log");
    }

    /** A random key, Base64 of 32 bytes. */
    static String newKey() {
        return Base64.getEncoder()
                .encodeToString(KeyGenerators.secureRandom(KEY_BYTES).generateKey());
    }

    /**
     * The keys of a purpose as command-service takes them; in the file one a line, the current one
     * first. Where there is data but no key for secrets, they were sealed by the key that follows
     * from the tokens': it is written down, and stays the key. Before PostgreSQL is started.
     */
    String keys(Purpose purpose, TokenSigner tokens) throws IOException {
        Path file = path(purpose.name().toLowerCase(Locale.ROOT) + ".key");
        if (purpose == Purpose.SECRETS && !Files.exists(file) && Files.exists(path("postgres"))) {
            writePrivately(file, ConfiguredKeys.derived(tokens.key(), purpose) + "\n");
        }
        return readOrMakeKey(file).replaceAll("[\\s,]+", ",");
    }

    void announce(Running running) throws IOException {
        writePrivately(
                path("running.json"), JsonMapper.shared().writeValueAsString(running) + "\n");
    }

    /** The tokens in {@code tokens.json}, by role; written when the file is absent. */
    Map<String, String> tokens(TokenSigner tokens) throws IOException {
        Path file = path("tokens.json");
        if (!Files.exists(file)) {
            write(tokens.ofAllRoles());
        }
        try {
            return JsonMapper.shared()
                    .readerForMapOf(String.class)
                    .readValue(Files.readString(file));
        } catch (JacksonException damaged) {
            throw new IOException(
                    file + " is damaged; without it, new tokens are written", damaged);
        }
    }

    /** Binds the rep's token in {@code tokens.json} to a person, unless it is bound already. */
    void bindTokenOfRep(TokenSigner tokens, String person) throws IOException {
        Map<String, String> byRole = new LinkedHashMap<>(tokens(tokens));
        if (!TokenSigner.isBound(byRole.getOrDefault("rep", ""))) {
            byRole.put("rep", tokens.sign("rep", person));
            write(byRole);
        }
    }

    private void write(Map<String, String> byRole) throws IOException {
        writePrivately(
                path("tokens.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(byRole)
                        + "\n");
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path("running.json"));
        lock.close();
    }
}
