package dev.yardstick.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * PostgreSQL's files and the password of the one role that may connect.
 *
 * @param data what PostgreSQL calls its data directory
 * @param password of the role {@link PostgresServer#USER}
 */
record PostgresCluster(Path data, String password) {

    static final String PASSWORD = "password";

    private static final int PASSWORD_BYTES = 24;

    /**
     * Opens the cluster in a directory, or makes it there: all of it or nothing.
     *
     * @throws IOException when initdb fails, or the password of an existing cluster is lost
     */
    static PostgresCluster open(Path directory, Path home, Launcher launcher, Path log)
            throws IOException, InterruptedException {
        if (!Files.exists(directory)) {
            create(directory, home, launcher, log);
        }
        launcher.own(directory);
        Path password = directory.resolve(PASSWORD);
        if (!Files.isReadable(password)) {
            throw new IOException(
                    password + " is missing; without it nobody can read this database");
        }
        return new PostgresCluster(
                directory.resolve("cluster").toRealPath(), Files.readString(password).strip());
    }

    private static void create(Path directory, Path home, Launcher launcher, Path log)
            throws IOException, InterruptedException {
        // A name of its own: an initdb whose parent was killed may still be busy with another.
        Path fresh =
                Files.createTempDirectory(
                        directory.toAbsolutePath().getParent(), directory.getFileName() + ".new");
        Path password = fresh.resolve(PASSWORD);
        byte[] random = KeyGenerators.secureRandom(PASSWORD_BYTES).generateKey();
        Files.createFile(
                password,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, HexFormat.of().formatHex(random) + "\n");
        launcher.own(fresh);
        List<String> initdb =
                List.of(
                        home.resolve("bin/initdb").toString(),
                        "--pgdata=" + fresh.resolve("cluster"),
                        "--username=" + PostgresServer.USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions");
        try {
            Programs.run(launcher.command(initdb), log);
        } catch (IOException failed) {
            throw new IOException(
                    "PostgreSQL's initdb failed in %s, see %s: %s"
                            .formatted(directory, log, failed.getMessage()),
                    failed);
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }
}
