package dev.yardstick.standalone.backup;

import dev.yardstick.standalone.auditing.DoesNotHoldException;
import dev.yardstick.standalone.auditing.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a backup while one process brings it up to date: the manifest, and below {@code
 * runs} what each run added. What a run that was cut off left there is named by no manifest.
 */
record BackupFolder(Path root, FileChannel lock) implements AutoCloseable {

    private static final String RUNS = "runs";
    private static final String LOCK = "lock";

    private static final FileAttribute<?> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<String> OURS =
            Set.of(RUNS, LOCK, BackupManifest.FILE, BackupManifest.FILE + ".new");

    /**
     * Takes a folder, and makes it when absent.
     *
     * @throws IOException with a message for people when it is somebody else's, or in use
     */
    static BackupFolder open(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder.toAbsolutePath().resolveSibling("."));
            Files.createDirectory(folder, OWNERS);
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (!content.allMatch(file -> OURS.contains(file.getFileName().toString()))) {
                throw new IOException(
                        folder + " is neither empty nor a backup; name another folder");
            }
        }
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() != null) {
                return new BackupFolder(folder, channel);
            }
        } catch (OverlappingFileLockException byThisProcess) {
            // said below
        }
        channel.close();
        throw new IOException("another backup is being written into " + folder);
    }

    /** The manifest of the backup that is there; null for none. */
    @Nullable BackupManifest manifest() throws IOException, DoesNotHoldException {
        return BackupManifest.isIn(root) ? BackupManifest.read(root) : null;
    }

    /** Makes a file of a run. */
    SavedFile create(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()), OWNERS);
        return SavedFile.create(file);
    }

    /** The name of a file of a run. */
    static String name(int run, String file) {
        return "%s/%06d/%s".formatted(RUNS, run, file);
    }

    /** From here on the backup is this one. */
    void write(BackupManifest manifest) throws IOException {
        for (String file : manifest.files()) {
            Whole.forceDirectory(Objects.requireNonNull(root.resolve(file).getParent()));
        }
        Whole.forceDirectory(root.resolve(RUNS));
        Path file = root.resolve(BackupManifest.FILE);
        Whole.write(file, manifest.text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Whole.forceDirectory(root);
    }

    /** Removes what is no part of a backup; without one, everything. */
    void keepOnly(@Nullable BackupManifest manifest) throws IOException {
        Files.deleteIfExists(root.resolve(BackupManifest.FILE + ".new"));
        Path runs = root.resolve(RUNS);
        if (Files.notExists(runs)) {
            return;
        }
        Set<String> kept = manifest == null ? Set.of() : manifest.files();
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isDirectory(path) ? isEmpty(path) : !kept.contains(name(path))) {
                    Files.delete(path);
                }
            }
        }
    }

    private String name(Path file) {
        return root.relativize(file).toString();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
