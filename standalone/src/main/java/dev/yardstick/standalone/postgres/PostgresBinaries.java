package dev.yardstick.standalone.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, as they come on the class path for this system. */
public final class PostgresBinaries {

    private static final Pattern JAR = Pattern.compile("([^/!]+)\\.jar!/[^!]*$");
    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /**
     * The archive for this operating system and processor.
     *
     * @throws IOException naming the system when there is none for it
     */
    public static URL find() throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        String name =
                "postgres-"
                        + (system.startsWith("mac") ? "darwin" : system)
                        + (processor.equals("aarch64") ? "-arm_64" : "-x86_64")
                        + ".txz";
        @Nullable URL archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new IOException(
                    ("no PostgreSQL comes with this build for %s on %s; run the services in"
                                    + " containers (docker-compose.yml)")
                            .formatted(system, processor));
        }
        return archive;
    }

    /**
     * Unpacks an archive below a directory, unless it was before. Killed midway, it leaves nothing
     * that a later call takes for whole.
     *
     * @return the directory that holds {@code bin}; its name tells the version
     */
    static Path unpack(URL archive, Path parent) throws IOException {
        Matcher jar = JAR.matcher(archive.toString());
        if (!jar.find()) {
            throw new IOException(archive + " does not tell its version by a jar's name");
        }
        Path home = parent.resolve(jar.group(1));
        if (Files.exists(home)) {
            return home;
        }
        Files.createDirectories(parent);
        Path fresh = parent.resolve(jar.group(1) + ".new");
        FileSystemUtils.deleteRecursively(fresh);
        Files.createDirectory(fresh);
        try (InputStream file = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(entry, tar, fresh);
            }
        }
        return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root)
            throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("an archive's entry points outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean executable = (entry.getMode() & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
